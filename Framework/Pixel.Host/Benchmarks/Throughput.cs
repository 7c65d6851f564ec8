using System.Diagnostics;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;
using Pixel.Host.Training;
using Pixel.Kernels.Training;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Benchmarks;

/// <summary>Measures how fast a model trains, evaluates and samples on this machine, on random images of the config's shape.</summary>
public static class Throughput
{
    // Hot methods are compiled again, better, for some seconds; a training goes on for hours after that.
    const double WarmUpSeconds = 4;
    const double StepSeconds = 2;
    const double SamplingSeconds = 3;

    /// <summary>Measures.</summary>
    /// <param name="setup">The experiment; its data are not read.</param>
    /// <param name="steps">Steps and evaluations to take the median of; more where they take less than two seconds.</param>
    public static ThroughputResult Measure(ExperimentSetup setup, int steps)
    {
        var experiment = setup.Experiment;
        var image = setup.Shape;
        var model = PixelModel.Build(experiment.Model, image, setup.Plugins, setup.Classes?.Count ?? 0);
        using var network = Devices.CreateNetwork(model.Description, experiment);
        network.Initialize((ulong)experiment.Training.Seed);
        Devices.Place(network, experiment.Device);
        double? peak = Devices.IsCpu(experiment.Device) ? ProductPeak.Measure() / 1e9 : null; // each time: machines wander
        var batch = experiment.Training.Batch;
        var images = RandomImages.Create(image, batch, (ulong)experiment.Training.Seed, model.Description.Classes);
        using var training = new TrainingStep(network, model.Likelihood, experiment.Training, images);
        var indices = Enumerable.Range(0, batch).ToArray();
        var train = Median(steps, () => training.Make(0, indices, experiment.Training.LearningRate));
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
            PeakGflops = peak,
        };
    }

    static (string Sampler, double Seconds) TimeSampling(PixelModel model, NetworkModule network, Experiment experiment, int batch)
    {
        using var sampler = model.CreateSampler(experiment.Sampling.Sampler, batch, experiment.Threads, () => NetworkWeights.Copy(network), () => network);
        var canvas = Canvas.Empty(model.Description.Image, batch);
        if (model.Description.Classes is > 0 and var classes) canvas.Labels = [.. Enumerable.Range(0, batch).Select(i => i % classes)];
        var options = new SamplingOptions { Seed = (ulong)experiment.Sampling.Seed };
        if (sampler.Name == Samplers.Ancestral) return (sampler.Name, Seconds(() => sampler.Sample(canvas, options))); // too slow to do twice
        Repeat(WarmUpSeconds, () => sampler.Sample(canvas, options));
        return (sampler.Name, MedianOf(Repeat(SamplingSeconds, () => sampler.Sample(canvas, options))));
    }

    /// <summary>The seconds of each run of an action, as often as it fits into some seconds, once at least.</summary>
    static List<double> Repeat(double seconds, Action action)
    {
        var (runs, clock) = (new List<double>(), Stopwatch.StartNew());
        do runs.Add(Seconds(action));
        while (clock.Elapsed.TotalSeconds < seconds);
        return runs;
    }

    static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The median seconds of an action, after runs that do not count: until then code is compiled and memory is taken.</summary>
    static double Median(int runs, Action action)
    {
        Repeat(WarmUpSeconds, action);
        var seconds = Repeat(StepSeconds, action);
        while (seconds.Count < runs) seconds.Add(Seconds(action));
        return MedianOf(seconds);
    }

    static double MedianOf(List<double> seconds)
    {
        seconds.Sort();
        var middle = seconds.Count / 2;
        return seconds.Count % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    }
}
