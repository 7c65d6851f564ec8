using System.Diagnostics;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.NewPlugin;

/// <summary>Runs <c>dotnet</c> and <c>pixelfw</c> as a user does, in processes of their own.</summary>
static class Tool
{
    /// <summary>The command line.</summary>
    public static readonly string Program = Path.Combine(Path.GetDirectoryName(Support.Plugins.Folder)!, "pixelfw.dll");

    /// <summary>Runs <c>pixelfw</c>, which must succeed.</summary>
    public static string Pixelfw(string folder, params string[] words) => Done(folder, [Program, .. words]);

    /// <summary>Runs <c>dotnet</c>, which must succeed.</summary>
    /// <returns>What it wrote to stdout.</returns>
    public static string Done(string folder, params string[] words)
    {
        var (code, output) = Run(folder, words);
        code.ShouldBe(0, $"dotnet {string.Join(' ', words)}\n{output}");
        return output;
    }

    /// <summary>Runs <c>pixelfw</c> with another libtorch.</summary>
    /// <returns>The exit code, and what it wrote to stdout and then to stderr.</returns>
    public static (int Code, string Output) PixelfwWithLibtorch(string libtorch, params string[] words) =>
        Run(Path.GetTempPath(), [Program, .. words], ("LIBTORCH", libtorch));

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <returns>The exit code, and what it wrote to stdout and then to stderr.</returns>
    public static (int Code, string Output) Run(string folder, params string[] words) => Run(folder, words, []);

    static (int Code, string Output) Run(string folder, string[] words, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the `dotnet test` around us says to its own MSBuild is not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        (start.Environment["DOTNET_NOLOGO"], start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"]) = ("1", "1");
        using var process = Process.Start(start)!;
        using var watch = new Timer(_ => process.Kill(entireProcessTree: true), null, TimeSpan.FromMinutes(4), Timeout.InfiniteTimeSpan);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}

/// <summary>A plug-in as <c>pixelfw new</c> makes it, built once for all tests, outside the repository.</summary>
public sealed class NewPluginProject : IDisposable
{
    readonly TempFolder _folder = new();

    public NewPluginProject()
    {
        new PluginTemplate("row-mixer").Write(Folder);
        // No build server may outlive this: it would hold our pipes.
        Tool.Done(_folder.Path, "build", Folder, "-c", "Release", "--disable-build-servers", "-v", "quiet", "-warnaserror");
    }

    public string Folder => _folder["mixer"];

    public string Plugins => Path.Combine(Folder, "plugins");

    public string Config => Path.Combine(Folder, "row-mixer.yaml");

    /// <summary>A place for what a test writes.</summary>
    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();
}
