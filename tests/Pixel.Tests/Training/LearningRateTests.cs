using Pixel.Host.Config;
using Pixel.Host.Training;

namespace Pixel.Tests.Training;

public sealed class LearningRateTests
{
    [Fact]
    public void The_rate_is_a_function_of_the_step()
    {
        Rates("constant", 0, 0, 50, 99).ShouldBe([0.1, 0.1, 0.1]);
        Rates("exponential", 0, 0, 1, 10).ShouldBe([0.1, 0.09, 0.1 * Math.Pow(0.9, 10)], 1e-15);
        Rates("cosine", 0, 0, 50, 100).ShouldBe([0.1, 0.055, 0.01], 1e-15);
    }

    [Fact]
    public void Warm_up_rises_linearly_and_the_schedule_begins_after_it() =>
        Rates("exponential", 4, 0, 1, 3, 4, 5).ShouldBe([0.025, 0.05, 0.1, 0.1, 0.09], 1e-15);

    static double[] Rates(string kind, int warmup, params long[] steps)
    {
        var settings = new TrainingSettings { LearningRate = 0.1, Schedule = new() { Kind = kind, Warmup = warmup, Decay = 0.9, Minimum = 0.1 } };
        var schedule = new LearningRateSchedule(settings, totalSteps: 100);
        return [.. steps.Select(schedule.At)];
    }
}
