using Pixel.Contracts;
using Pixel.Tests.Support;

namespace Pixel.Tests.Contract;

/// <summary>The contract that plug-ins are built against is frozen: a change of it must be meant.</summary>
public class ApprovedApiTests
{
    /// <summary>Set to 1, the test takes the surface as it is for the approved one.</summary>
    const string Approve = "PIXELFW_APPROVE";

    [Fact]
    public void The_public_surface_of_the_contract_is_the_approved_one()
    {
        var file = Repository.At("tests", "Pixel.Tests", "Contract", "approved-api.txt");
        var contract = typeof(IArchitecture).Assembly;
        var received = $"Pixel {contract.GetName().Version!.ToString(3)}\n\n{PublicApi.Of(contract)}";
        if (Environment.GetEnvironmentVariable(Approve) == "1") File.WriteAllText(file, received);
        var approved = File.ReadAllText(file);
        if (received == approved) return;

        var (now, before) = (received.Split('\n'), approved.Split('\n'));
        Assert.Fail($"""
            The public surface of the assembly Pixel, which plug-ins are built against, is no longer the approved one.
            Taken away:
            {Lines(before, now)}
            Added:
            {Lines(now, before)}
            What is added breaks no plug-in. What is taken away or changed does: raise the minor version (<Version> in Directory.Build.props),
            so that plug-ins built before are refused with a reason, and say so in CHANGELOG.md.
            To accept it:  {Approve}=1 ./test ApprovedApi    (writes {Path.GetRelativePath(Repository.Root, file)})
            """);
    }

    static string Lines(string[] lines, string[] others)
    {
        var missing = lines.Except(others).ToArray();
        return missing.Length == 0 ? "  nothing" : string.Join('\n', missing.Select(line => $"  {line.Trim()}"));
    }
}
