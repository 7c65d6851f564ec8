using System.Runtime.InteropServices;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Output;

/// <summary>Tells of a verb whose process is ended from within, such as by a plug-in that calls <c>Environment.Exit</c>: else its exit code would lie.</summary>
sealed class UnfinishedVerb : IDisposable
{
    readonly string _verb;
    readonly PosixSignalRegistration _signal;
    bool _isAsked;

    /// <summary>Begins to watch.</summary>
    /// <param name="verb">The verb.</param>
    public UnfinishedVerb(string verb)
    {
        _verb = verb;
        // By itself this signal ends the process in the same way, and whoever sent it knows.
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _isAsked = true);
        AppDomain.CurrentDomain.ProcessExit += Tell;
    }

    /// <summary>The verb has finished.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Tell;
        _signal.Dispose();
    }

    void Tell(object? sender, EventArgs e)
    {
        if (_isAsked) return;
        var culprit = PluginAtWork.Name is { } plugin ? $"the plug-in {plugin}" : "something in it, most likely a plug-in,";
        Console.Error.WriteLine($"pixelfw: {culprit} ended the process before '{_verb}' had finished. Let it throw an exception in place of calling Environment.Exit.");
        Environment.ExitCode = ExitCodes.Failed;
        // What libtorch does at the end of a process fails where another thread still loads it.
        if (!OperatingSystem.IsWindows()) EndNow(ExitCodes.Failed);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    static extern void EndNow(int code);
}
