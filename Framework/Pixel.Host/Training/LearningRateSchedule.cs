using Pixel.Host.Config;

namespace Pixel.Host.Training;

/// <summary>The learning rate as a function of the step, so that a resumed run goes on exactly where it was.</summary>
/// <param name="settings">Learning rate, kind of schedule and warm-up.</param>
/// <param name="totalSteps">The steps of the whole run, which the cosine spans.</param>
public sealed class LearningRateSchedule(TrainingSettings settings, long totalSteps)
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, counted from 0.</param>
    public double At(long step)
    {
        var schedule = settings.Schedule;
        var warm = schedule.Warmup > 0 ? Math.Min(1, (step + 1.0) / schedule.Warmup) : 1;
        var after = Math.Max(0, step - schedule.Warmup);
        var factor = schedule.Kind switch
        {
            "exponential" => Math.Pow(schedule.Decay, after),
            "cosine" => Cosine((double)after / Math.Max(1, totalSteps - schedule.Warmup), schedule.Minimum),
            _ => 1,
        };
        return settings.LearningRate * warm * factor;
    }

    static double Cosine(double share, double minimum) =>
        minimum + (1 - minimum) * (1 + Math.Cos(Math.PI * Math.Min(1, share))) / 2;
}
