using System.Text;
using Pixel.Contracts;
using Pixel.Host.Config;

namespace Pixel.Tests.Config;

/// <summary>A temporary folder with configs, and a small world of data sets and architectures for them to name.</summary>
public sealed class ConfigFolder : IDisposable
{
    /// <summary>The least that a config must say.</summary>
    public const string Least = "data: {set: mnist}\nmodel: {architecture: pixelcnn}\n";

    public static readonly IReadOnlyList<string> DataSets = ["mnist", "cifar10", "folder"];

    public static readonly IReadOnlyList<KnownArchitecture> Architectures =
    [
        new("pixelcnn", "Masked convolutions.", typeof(ModelOptions)),
        new("row-lstm", "An LSTM over rows.", typeof(RowOptions)),
        new("multi-scale", "A small image first.", typeof(MultiScaleOptions)),
    ];

    readonly string _path = Directory.CreateTempSubdirectory("pixelfw-config-").FullName;

    public string Write(string name, string text)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Unlike WriteAllText, writes half a surrogate pair as a replacement character.
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        return file;
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    public Experiment Load(string name, params string[] sets) =>
        ExperimentLoader.Load(PathOf(name), sets, new ConfigContext(DataSets, _ => Architectures));

    /// <summary>Loads a config of this text.</summary>
    public Experiment LoadText(string text, params string[] sets)
    {
        Write("x.yaml", text);
        return Load("x.yaml", sets);
    }

    /// <summary>The whole message of the failure, with paths relative to this folder.</summary>
    public string Failure(string name, params string[] sets) =>
        Should.Throw<ConfigException>(() => Load(name, sets)).Message.Replace(_path + "/", "", StringComparison.Ordinal);

    /// <summary>As <see cref="Failure"/>, of a config of this text.</summary>
    public string FailureOf(string text, params string[] sets)
    {
        Write("x.yaml", text);
        return Failure("x.yaml", sets);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
