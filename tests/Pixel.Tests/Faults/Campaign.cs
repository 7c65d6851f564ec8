using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Imaging;
using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Faults;

/// <summary>Many damaged copies of a file, each given to its reader: it comes to a sane value, or to one of the failures that are told in words.</summary>
/// <remarks>
/// <c>PIXELFW_MUTATIONS</c> is how many there are for all formats together, by itself some thousands; <c>PIXELFW_MUTATIONS_SEED</c> gives
/// others. A copy that fails is left in the temporary folder, and named.
/// </remarks>
static class Campaign
{
    const int Formats = 34;
    const long MostBytes = 100_000_000;

    /// <summary>Copies of one format.</summary>
    public static int Rounds { get; } = Math.Max(1, Number("PIXELFW_MUTATIONS", 6000) / Formats);

    /// <summary>The seed of the first copy.</summary>
    public static int Seed { get; } = Number("PIXELFW_MUTATIONS_SEED", 7);

    static readonly Type[] ToldInWords =
    [
        typeof(ConfigException), typeof(ExperimentException), typeof(CheckpointException), typeof(DataFormatException), typeof(LabelsUnavailableException), typeof(ImageFileException),
        typeof(ModelException), typeof(IOException), typeof(EndOfStreamException), typeof(FileNotFoundException),
    ];

    /// <summary>Damages a file again and again, and reads it.</summary>
    /// <param name="name">Where the copies lie, in a folder of this call's own.</param>
    /// <param name="file">The sound file.</param>
    /// <param name="read">Reads a copy, and checks what it is given.</param>
    /// <param name="headerBytes">Bytes at the beginning where the sizes are.</param>
    /// <param name="wrap">What the damaged bytes are put into, such as gzip.</param>
    public static void Run(string name, byte[] file, Action<string> read, int headerBytes = 0, Func<byte[], byte[]>? wrap = null)
    {
        using var folder = new TempFolder();
        read(folder.Write(name, wrap is null ? file : wrap(file))); // else nothing would be proven
        var seed = Seed;
        Exception? failure = null;
        var worker = new Thread(() =>
        {
            for (; seed < Seed + Rounds && failure is null; seed++) failure = Try(seed);
        });
        worker.Start();
        // Not a measure of speed: a thousand times what a copy takes, for what would never end.
        var inTime = worker.Join(TimeSpan.FromMinutes(1 + Rounds / 500.0));
        if (inTime && failure is null) return;
        var kept = Path.Combine(Path.GetTempPath(), $"pixelfw-failed-{seed}-{Path.GetFileName(name)}");
        File.Copy(folder[name], kept, overwrite: true);
        throw new InvalidOperationException($"{kept}, seed {seed}: {(inTime ? "see within" : "does not come to its end")}.", failure);

        Exception? Try(int copy)
        {
            var damaged = new Damage(copy).Of(file, headerBytes);
            var path = folder.Write(name, wrap is null ? damaged : wrap(damaged));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
            }
            catch (Exception problem) when (ToldInWords.Contains(problem.GetType()))
            {
                if (problem.Message.Length < 20) return problem;
            }
            catch (Exception problem)
            {
                return problem;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return allocated < MostBytes ? null : new OutOfMemoryException($"{allocated} bytes were asked for");
        }
    }

    static int Number(string variable, int standard) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text) : standard;
}
