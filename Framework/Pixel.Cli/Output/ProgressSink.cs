namespace Pixel.Cli.Output;

/// <summary>Shows the progress of long work: a bar where there is a terminal, lines where there is none.</summary>
abstract class ProgressSink
{
    /// <summary>Runs some work with the sink that fits the terminal.</summary>
    public static T Run<T>(Func<ProgressSink, T> work) => Terminal.IsLive ? LiveSink.Run(work) : work(new LineSink());

    /// <summary>Shows how far a work is.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="details">Figures, such as the loss.</param>
    public abstract void Show(string work, double share, string details = "");

    /// <summary>Says something that stays.</summary>
    public abstract void Say(string line);

    /// <summary>A progress receiver for one work.</summary>
    public IProgress<double> For(string work) => new Forward(this, work);

    sealed class Forward(ProgressSink sink, string work) : IProgress<double>
    {
        public void Report(double value) => sink.Show(work, value);
    }
}
