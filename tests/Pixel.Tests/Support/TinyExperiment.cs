using Pixel.Host.Data;
using Pixel.Host.Data.Download;
using Pixel.Host.Models;
using Pixel.Host.Runs;
using Pixel.Host.Storage;
using Pixel.Host.Training;
using Pixel.Tests.Data;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.Support;

/// <summary>A whole experiment on a few images of 3×2, from the config to the last sample, that can be ended at many points.</summary>
sealed class TinyExperiment : IRunObserver, IDisposable
{
    readonly TempFolder _folder = new();
    readonly TempFolder _plugins = new();
    readonly ExperimentSetup _setup;
    CancellationTokenSource _stop = new();
    (string Work, long Step)? _stopIn;
    long _step;

    /// <summary>Reads the experiment.</summary>
    /// <param name="model">The model's block, in YAML.</param>
    /// <param name="sets">Overrides, as by <c>--set</c>.</param>
    public TinyExperiment(string model = "architecture: pixelcnn\n  hidden: 2\n  layers: 1\n  head: 2", params string[] sets)
    {
        for (var i = 0; i < 12; i++)
            _folder.Write($"data/{i:00}.png", DataFiles.Png(2, 3, [.. Enumerable.Range(0, 6).Select(at => (byte)(i * 40 + at * 9))]));
        var config = _folder["tiny.yaml"];
        File.WriteAllText(config, $"""
            data:
              set: folder
              root: {_folder["data"]}
              levels: 4
            model:
              {model}
            training:
              optimizer: adam
              batch: 4
              steps: 7
              ema: 0.5
              validateEvery: 2
              checkpointEvery: 2
              logEvery: 1
            sampling:
              count: 2
              every: 1
            threads: 1
            """);
        _plugins.AddPlugin("Everyday");
        _setup = ExperimentSetup.Load(config, sets, [Plugins.Folder, _plugins.Path]);
    }

    TinyExperiment(ExperimentSetup setup) => _setup = setup;

    /// <summary>The same with other settings.</summary>
    public TinyExperiment With(params string[] sets) => new(ExperimentSetup.Load(_folder["tiny.yaml"], sets, [Plugins.Folder, _plugins.Path]));

    /// <summary>A place for a run.</summary>
    public string this[string name] => _folder[name];

    /// <summary>The steps that were made, one by one.</summary>
    public List<StepReport> Steps { get; } = [];

    /// <summary>What is said to have changed at a resumption.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    public IProgress<DownloadProgress> Download { get; } = new Progress<DownloadProgress>();

    /// <summary>Runs to the end.</summary>
    public RunResult Run(string folder, bool resume = false) =>
        new ExperimentRun(_setup, new RunFolder(folder), this).Execute(resume, CancellationToken.None);

    /// <summary>Goes on, or starts where there is nothing to go on from, to the end.</summary>
    public RunResult Finish(string folder) => Run(folder, resume: new RunFolder(folder).Checkpoints.Last is not null);

    /// <summary>Runs until Ctrl-C in a work, such as <c>validation</c>, after a step.</summary>
    public void RunUntil(string folder, string work, long step)
    {
        (_stopIn, _stop) = ((work, step), new CancellationTokenSource());
        Should.Throw<OperationCanceledException>(() => new ExperimentRun(_setup, new RunFolder(folder), this).Execute(resume: false, _stop.Token));
        _stopIn = null;
    }

    /// <summary>Runs until the power is cut before one of the changes that are made to the disk.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="resume">Whether to go on.</param>
    /// <param name="change">Which change, counted from 0.</param>
    /// <returns>What would have been changed next; null where the run came to its end before.</returns>
    public string? RunUntilChange(string folder, bool resume, int change)
    {
        string? next = null;
        Disk.Watch(what =>
        {
            if (change-- > 0) return;
            next ??= what;
            throw new PowerCut(); // at all changes from here on: nothing can be cleaned up either
        });
        try
        {
            new ExperimentRun(_setup, new RunFolder(folder), this).Execute(resume, CancellationToken.None);
            return null;
        }
        catch (PowerCut)
        {
            return next;
        }
        finally
        {
            Disk.Watch(null);
        }
    }

    public void OnData(IImageSet images)
    {
    }

    public void OnModel(Pixel.Contracts.NetworkDescription network)
    {
    }

    public void OnTraining(long step, long totalSteps, IReadOnlyList<string> changes) => (_step, Changes) = (step, changes);

    public void OnStep(StepReport report)
    {
        _step = report.Step;
        Steps.Add(report);
        Stop("step");
    }

    public void OnProgress(string work, double share) => Stop(work);

    public void OnValidation(ValidationReport report)
    {
    }

    public void OnCheckpoint(string folder, long step)
    {
    }

    public void Dispose()
    {
        _setup.Dispose();
        _stop.Dispose();
        _folder.Dispose();
        _plugins.Dispose();
    }

    void Stop(string work)
    {
        if (_stopIn == (work, _step)) _stop.Cancel();
    }

    sealed class PowerCut : Exception;
}
