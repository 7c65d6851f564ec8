using System.Runtime.InteropServices;

namespace Pixel.Cli.Output;

/// <summary>Ctrl-C, SIGTERM and the end of the terminal: the first asks the work to stop at its next step, a second one ends the process at once.</summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _signals;
    int _code = ExitCodes.Stopped;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Handle(signal, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Handle(signal, 15)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Handle(signal, 1)),
    ];

    /// <summary>The exit code of work that was stopped: 128 and the signal's number, as shells have it.</summary>
    public int ExitCode => _code;

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    void Handle(PosixSignalContext signal, int number)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        if (signal.Cancel)
        {
            _code = 128 + number;
            try
            {
                Console.Error.WriteLine("pixelfw: stopping at the next step; a second time stops at once.");
            }
            catch (IOException)
            {
                // the terminal is gone
            }
            _source.Cancel();
        }
        else if (Terminal.IsLive) Terminal.Errors.Cursor.Show(true); // the bars hide it
    }
}
