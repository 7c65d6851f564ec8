using System.Text.Json.Nodes;
using Pixel.Tests.NewPlugin;
using Pixel.Tests.PluginCatalogs;
using Pixel.Tests.Support;

namespace Pixel.Tests.Faults;

/// <summary>Random damage to plug-ins, opened by a process of its own, as what is damaged is code.</summary>
public sealed class PluginMutationTests
{
    const int AtOnce = 100;
    const int HeaderBytes = 1024; // the sections, and how they lie

    [Fact]
    public void Damaged_plugins_are_listed_sound_or_broken_beside_the_others()
    {
        var sound = File.ReadAllBytes(Path.Combine(Support.Plugins.Folder, "PixelCnn", "PixelCnn.dll"));
        // Of what is damaged the tables and names alone: the code in it would be run, and may do anything.
        var metadata = sound.AsSpan().IndexOf("BSJB"u8);
        metadata.ShouldBeGreaterThan(0);
        for (var first = 0; first < Campaign.Rounds; first += AtOnce) Open(sound, metadata, first, Math.Min(AtOnce, Campaign.Rounds - first));
    }

    static void Open(byte[] sound, int metadata, int first, int count)
    {
        using var folder = new TempFolder();
        for (var i = 0; i < count; i++)
        {
            var damage = new Damage(Campaign.Seed + first + i);
            var damaged = i % 2 == 0 ? damage.Of(sound, HeaderBytes) : [.. sound[..metadata], .. damage.Of(sound[metadata..], HeaderBytes)];
            folder.AddPlugin($"P{i:D3}", damaged);
        }

        folder.AddPlugin("PearStall");
        var (code, output) = Tool.Run(folder.Path, [Tool.Program, "plugins", "--json", "--plugins", folder.Path]);
        code.ShouldBe(0, $"seeds {Campaign.Seed + first} to {Campaign.Seed + first + count - 1}:\n{output}");
        var listing = JsonNode.Parse(output)!;
        var names = new[] { "plugins", "broken" }.SelectMany(kind => listing[kind]!.AsArray()).Select(plugin => (string)plugin!["name"]!).ToArray();
        for (var i = 0; i < count; i++) names.ShouldContain($"P{i:D3}");
        listing["plugins"]!.AsArray().Select(plugin => (string)plugin!["name"]!).ShouldContain("PearStall");
        foreach (var broken in listing["broken"]!.AsArray()) ((string)broken!["reason"]!).Length.ShouldBeGreaterThan(10);
    }
}
