using System.Runtime.InteropServices;

namespace Pixel.Cli.Output;

/// <summary>Ctrl-C and SIGTERM: the first asks the work to stop at its next step, a second one ends the process at once.</summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    void Handle(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        if (signal.Cancel)
        {
            Console.Error.WriteLine("pixelfw: stopping at the next step; a second time stops at once.");
            _source.Cancel();
        }
        else if (Terminal.IsLive) Terminal.Errors.Cursor.Show(true); // the bars hide it
    }
}
