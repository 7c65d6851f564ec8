using System.Diagnostics;
using Pixel.Host.Config;
using Pixel.Host.Evaluation;
using Pixel.Host.Experiments;
using Pixel.Host.Training;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Benchmarks;

/// <summary>Measures how fast a model trains, evaluates and samples on this machine, on random images of the config's shape.</summary>
public static class Throughput
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Measures.</summary>
    /// <param name="setup">The experiment; its data are not read.</param>
    /// <param name="steps">Steps and evaluations to take the median of.</param>
    public static ThroughputResult Measure(ExperimentSetup setup, int steps)
    {
        var experiment = setup.Experiment;
        var image = setup.Shape;
        var model = PixelModel.Build(experiment.Model, image, setup.Plugins);
        var network = Devices.CreateNetwork(model.Description, experiment);
        network.Initialize((ulong)experiment.Training.Seed);
        Devices.Place(network, experiment.Device);
        var batch = experiment.Training.Batch;
        var images = RandomImages.Create(image, batch, (ulong)experiment.Training.Seed);
        var training = new TrainingStep(network, model.Likelihood, experiment.Training, images);
        var indices = Enumerable.Range(0, batch).ToArray();
        var train = Median(steps, () => training.Make(indices, experiment.Training.LearningRate));
        network.eval();
        var evaluate = Median(steps, () => Evaluator.Evaluate(network, model.Likelihood, images, batch));
        var (sampler, sample) = TimeSampling(model, network, experiment, batch);
        return new ThroughputResult
        {
            Architecture = model.Architecture,
            Image = [image.Channels, image.Height, image.Width],
            Levels = image.Levels,
            Batch = batch,
            TrainImagesPerSecond = batch / train,
            EvalImagesPerSecond = batch / evaluate,
            SampleImagesPerSecond = batch / sample,
            Sampler = sampler,
            Parameters = model.Description.Parameters,
            MultiplyAddsPerImage = model.Description.MultiplyAdds,
            Threads = Devices.Threads(experiment.Threads),
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
    }

    static (string Sampler, double Seconds) TimeSampling(PixelModel model, NetworkModule network, Experiment experiment, int batch)
    {
        using var sampler = model.CreateSampler(experiment.Sampling.Sampler, batch, () => NetworkWeights.Copy(network), () => network);
        var canvas = Canvas.Empty(model.Description.Image, batch);
        var clock = Stopwatch.StartNew();
        sampler.Sample(canvas, new SamplingOptions { Seed = (ulong)experiment.Sampling.Seed });
        return (sampler.Name, clock.Elapsed.TotalSeconds);
    }

    /// <summary>The median seconds of an action, after runs of a second that do not count: until then code is compiled and memory is taken.</summary>
    static double Median(int runs, Action action)
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            action();
            if (Stopwatch.GetElapsedTime(start) > WarmUp) break;
        }
        var seconds = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            seconds[i] = clock.Elapsed.TotalSeconds;
        }
        Array.Sort(seconds);
        return runs % 2 == 1 ? seconds[runs / 2] : (seconds[runs / 2 - 1] + seconds[runs / 2]) / 2;
    }
}
