using System.Text.Json;
using Pixel.Contracts;
using Pixel.Host.Storage;

namespace Pixel.Host.Experiments;

/// <summary>What a run's model is, <c>model.json</c>: with the config all that is needed to build it without its data.</summary>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Channels">Channels of the images.</param>
/// <param name="Height">Rows of the images.</param>
/// <param name="Width">Columns of the images.</param>
/// <param name="Levels">Levels of a sub-pixel.</param>
/// <param name="Data">The honest name of the training data.</param>
/// <param name="StandIn">Whether the project's sample stood in for the data.</param>
public sealed record ModelCard(string Architecture, int Channels, int Height, int Width, int Levels, string Data, bool StandIn)
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Describes a model and its data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Its training images.</param>
    public static ModelCard Of(PixelModel model, Data.IImageSet images) => new(
        model.Architecture, images.Shape.Channels, images.Shape.Height, images.Shape.Width, images.Shape.Levels, images.Name, images.IsStandIn);

    /// <summary>The shape of the images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public ImageShape ToShape() => new(Channels, Height, Width, Levels);

    /// <summary>Writes the card.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads a card.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ExperimentException">The file is missing or malformed.</exception>
    public static ModelCard Load(string path)
    {
        try
        {
            var card = JsonSerializer.Deserialize<ModelCard>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
            card.ToShape();
            return card;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new ExperimentException($"{path}: is no model card: {problem.Message}");
        }
    }
}
