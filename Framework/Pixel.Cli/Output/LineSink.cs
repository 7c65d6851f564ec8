using System.Diagnostics;
using System.Globalization;

namespace Pixel.Cli.Output;

/// <summary>Progress as plain lines on stderr: the first and the last of a work, and one every few seconds between.</summary>
sealed class LineSink : ProgressSink
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    readonly Stopwatch _since = new();
    string _work = "";

    public override void Show(string work, double share, string details = "")
    {
        if (work == _work && share < 1 && _since.Elapsed < Pause) return;
        _work = share < 1 ? work : "";
        _since.Restart();
        Say(string.Create(CultureInfo.InvariantCulture, $"{work} {share,4:P0} {details}").TrimEnd());
    }

    public override void Say(string line) => Console.Error.WriteLine(line);
}
