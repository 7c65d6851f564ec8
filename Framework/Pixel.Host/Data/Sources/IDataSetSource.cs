using Pixel.Contracts;

namespace Pixel.Host.Data.Sources;

/// <summary>A data set that <see cref="DataSetCatalog"/> knows. To add one, write this and name it in the catalog.</summary>
interface IDataSetSource
{
    /// <summary>What <c>data.set</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it is, in one line.</summary>
    string Summary { get; }

    /// <summary>The shape of its images at all their levels; null where the files decide.</summary>
    ImageShape? Shape { get; }

    /// <summary>Reads one split; the options were checked already.</summary>
    /// <exception cref="DataUnavailableException">Its files are nowhere.</exception>
    /// <exception cref="DataFormatException">A file is not what it should be.</exception>
    IImageSet Open(string split, DataSetOptions options, DataRequest request);

    /// <summary>Where its files are on this machine, and how many images they hold; nothing is downloaded.</summary>
    DataSetListing Describe(DataSetOptions options, DataEnvironment environment);
}
