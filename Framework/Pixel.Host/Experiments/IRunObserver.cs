using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Training;

namespace Pixel.Host.Experiments;

/// <summary>Is told how a whole experiment goes.</summary>
public interface IRunObserver : ITrainingObserver
{
    /// <summary>Receives the progress of a download.</summary>
    IProgress<DownloadProgress> Download { get; }

    /// <summary>A split was opened.</summary>
    /// <param name="images">The split.</param>
    void OnData(IImageSet images);

    /// <summary>The network was described.</summary>
    /// <param name="network">The network.</param>
    void OnModel(NetworkDescription network);

    /// <summary>Training begins or goes on.</summary>
    /// <param name="step">Steps made already.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    void OnTraining(long step, long totalSteps);
}
