using System.Diagnostics;

namespace Pixel.Cli.Output;

/// <summary>Shows the progress of long work: a bar where there is a terminal, lines where there is none.</summary>
abstract class ProgressSink
{
    readonly Stopwatch _since = new();
    string _work = "";

    /// <summary>Runs some work with the sink that fits the terminal.</summary>
    public static T Run<T>(Func<ProgressSink, T> work) => Terminal.IsLive ? LiveSink.Run(work) : work(new LineSink());

    /// <summary>Shows how far a work is.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="share">From 0 to 1.</param>
    public void Show(string work, double share)
    {
        if (work != _work) _since.Restart();
        _work = share < 1 ? work : "";
        Show(work, share, [], share is > 0 and < 1 && _since.Elapsed.TotalSeconds > 1 ? _since.Elapsed.TotalSeconds / share * (1 - share) : null);
    }

    /// <summary>Shows how far a work is.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="details">Figures, the most important first.</param>
    /// <param name="secondsLeft">The time it will take yet, where that is known.</param>
    public abstract void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft);

    /// <summary>Says something that stays.</summary>
    public abstract void Say(string line);

    /// <summary>A progress receiver for one work.</summary>
    public IProgress<double> For(string work) => new Forward(this, work);

    /// <summary>A share in whole per cent, 100 only where it is done.</summary>
    protected static int Percent(double share) => (int)(100 * Math.Clamp(share, 0, 1));

    sealed class Forward(ProgressSink sink, string work) : IProgress<double>
    {
        public void Report(double value) => sink.Show(work, value);
    }
}
