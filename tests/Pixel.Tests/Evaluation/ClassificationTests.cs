using Pixel.Host.Evaluation;
using Pixel.Host.Models;

namespace Pixel.Tests.Evaluation;

/// <summary>Bayes' rule on likelihoods that are known.</summary>
public sealed class ClassificationTests
{
    [Fact]
    public void The_marginal_is_the_mean_of_the_likelihoods_given_each_class()
    {
        var result = Of(2, 4, (0, [Math.Log(2), Math.Log(4)]));
        result.MarginalNatsPerImage.ShouldBe(-Math.Log(3.0 / 8), 1e-15);
        result.MarginalBitsPerDim.ShouldBe(-Math.Log2(3.0 / 8) / 4, 1e-15);
        result.Prior.ShouldBe("uniform");
    }

    [Fact]
    public void The_marginals_of_all_images_sum_to_1_where_those_given_each_class_do()
    {
        double[][] given = [[0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25], [0.005, 0.005, 0.01, 0.98]];
        Enumerable.Range(0, 4).Sum(x => Math.Exp(-Of(3, 1, (0, [.. given.Select(p => -Math.Log(p[x]))])).MarginalNatsPerImage)).ShouldBe(1, 1e-14);
    }

    [Fact]
    public void Likelihoods_far_below_the_least_double_are_no_trouble() =>
        Of(3, 784, (2, [5001, 5000, 90_000])).MarginalNatsPerImage.ShouldBe(5000 - Math.Log((1 + Math.Exp(-1)) / 3), 1e-11);

    [Fact]
    public void The_guess_is_the_likeliest_class_and_of_equals_the_first()
    {
        var result = Of(3, 1, (0, [1, 2, 3]), (0, [3, 2, 1]), (0, [9, 2, 1]), (1, [2, 2, 5]), (2, [5, 5, 1]));
        result.Confusion.ShouldBe([[1, 0, 2], [1, 0, 0], [0, 0, 1]]);
        (result.Correct, result.Accuracy).ShouldBe((2, 0.4));
        result.Mistakes(5).ShouldBe([(0, 2, 2), (1, 0, 1)]);
        result.Mistakes(1).ShouldBe([(0, 2, 2)]);
    }

    static Classification Of(int classes, int dimensions, params (int Label, double[] Nats)[] images)
    {
        var tally = new BayesTally(classes, dimensions);
        foreach (var (label, nats) in images) tally.Add(label, nats);
        return tally.Result();
    }
}
