using System.Text;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Likelihoods;
using Pixel.Sampling;
using Pixel.Tests.Support;

namespace Pixel.Tests.Pictures;

public sealed class DistributionTests : IDisposable
{
    static readonly ImageShape Image = new(1, 2, 2, 4);

    // The logits of the probabilities 1/8, 1/2, 1/4, 1/8.
    static readonly double[] Logits = [0, Math.Log(4), Math.Log(2), 0];

    readonly TempFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    public void A_distribution_is_the_models_own_whatever_the_temperature(double temperature)
    {
        var recorder = Draw(temperature, "1,0");
        var distribution = recorder.Distributions.ShouldHaveSingleItem();
        distribution.Place.ShouldBe(new SubPixel(1, 0, 0));
        distribution.Probabilities.Select(p => Math.Round(p, 12)).ShouldBe([0.125, 0.5, 0.25, 0.125]);
        (distribution.Mode, Math.Round(distribution.Bits, 9)).ShouldBe((1, 1.75));
    }

    [Fact]
    public void The_CSV_has_a_header_and_numbers_that_read_back_exactly() =>
        new Distribution(new SubPixel(0, 0, 0), [0.1 + 0.2, 1e-20, 0.7, 0]).ToCsv()
            .ShouldBe("level,probability\n0,0.30000000000000004\n1,1E-20\n2,0.7\n3,0\n");

    [Fact]
    public void Every_distribution_of_a_network_sums_to_one()
    {
        using var model = new TinyModel("row-lstm", Some.Rgb);
        var recorder = new DistributionRecorder(Enumerable.Range(0, 24).SelectMany(i => SubPixel.Parse($"{i / 6},{i % 6}", Some.Rgb)));
        using var sampler = Samplers.CreateIncremental<float>(model.Description, model.Likelihood, model.Weights, 2);
        sampler.Sample(Canvas.Empty(Some.Rgb, 4), new SamplingOptions { Observer = recorder });
        recorder.Distributions.Count.ShouldBe(72);
        recorder.Distributions.ShouldAllBe(distribution => Math.Abs(distribution.Probabilities.Sum() - 1) < 1e-12);
        recorder.Distributions.Select(distribution => distribution.Place).ShouldBeUnique();
    }

    [Theory]
    [InlineData("2,3", "2 3 0|2 3 1|2 3 2")]
    [InlineData("2,3,1", "2 3 1")]
    [InlineData("0,0", "0 0 0|0 0 1|0 0 2")]
    public void A_position_names_a_sub_pixel_or_all_of_a_pixel(string text, string places) =>
        string.Join('|', SubPixel.Parse(text, Some.Rgb).Select(place => $"{place.Row} {place.Column} {place.Channel}")).ShouldBe(places);

    [Theory]
    [InlineData("4,0")]
    [InlineData("0,6")]
    [InlineData("0,0,3")]
    public void Positions_outside_the_image_are_refused_with_the_ranges(string text) =>
        Problem(text).ShouldBe($"The position {text} is outside the image: rows are 0 to 3, columns 0 to 5, channels 0 to 2.");

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1,2,0,0")]
    [InlineData("1,x")]
    [InlineData("-1,2")]
    [InlineData("1;2")]
    [InlineData("1,99999999999")]
    public void Malformed_positions_are_refused(string text) =>
        Problem(text).ShouldBe($"The position '{text}' is no ROW,COLUMN or ROW,COLUMN,CHANNEL, each a whole number counted from 0.");

    [Fact]
    public void The_files_are_a_picture_a_caption_and_a_CSV_each()
    {
        var canvas = Canvas.Empty(Image, 1);
        DistributionFiles.Save(_folder["d"], Draw(1, "0,0", "1,1").Distributions, canvas, 1, [new("Seed", "0")]);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["d-0-0-0.csv", "d-1-1-0.csv", "d.png", "d.txt"]);
        File.ReadAllLines(_folder["d.txt"])[0]
            .ShouldBe("Plot 1  row 0, column 0, channel 0: level 0 was drawn; the likeliest is 1 with 0.5000; entropy 1.750 bits");
        File.ReadAllLines(_folder["d-0-0-0.csv"]).Length.ShouldBe(5);
    }

    [Fact]
    public void Bars_are_as_high_as_their_probabilities()
    {
        var picture = DistributionPlot.Draw(Draw(1, "0,0").Distributions, isColour: false, temperature: 1);
        // Bars are 127 pixels wide, from column 60; the plot is 120 pixels high, from row 24.
        int[] heights = [.. Enumerable.Range(0, 4).Select(level =>
            Enumerable.Range(24, 120).Count(y => picture.Pixels[(y * picture.Width + 60 + level * 128 + 60) * 3] == 60))];
        heights.ShouldBe([30, 120, 60, 30]);
    }

    [Fact]
    public void Every_plot_has_a_title_with_image_place_and_temperature()
    {
        var both = DistributionPlot.Draw(Draw(1, "0,0", "1,1").Distributions, isColour: false, temperature: 0.5);
        both.Height.ShouldBe(2 * 164);
        Title(both, 0).ShouldBe("IMAGE 0, ROW 0, COLUMN 0, CHANNEL 0, TEMPERATURE 0.5");
        Title(both, 1).ShouldBe("IMAGE 0, ROW 1, COLUMN 1, CHANNEL 0, TEMPERATURE 0.5");
        Title(DistributionPlot.Draw([new Distribution(new SubPixel(28, 7, 2), [0.25, 0.75])], isColour: true, temperature: 1), 0)
            .ShouldBe("IMAGE 0, ROW 28, COLUMN 7, CHANNEL 2, TEMPERATURE 1");
    }

    // Of the 164 rows of a plot the title takes those from 6 on, in dots of 2×2 and characters of 4×5 dots, from column 60.
    static string Title(RasterImage picture, int plot)
    {
        var text = new StringBuilder();
        for (var left = 60; left + 6 <= picture.Width; left += 8)
        {
            var dots = string.Concat(Enumerable.Range(0, 15).Select(dot => picture.Pixels[((plot * 164 + 6 + dot / 3 * 2) * picture.Width + left + dot % 3 * 2) * 3] == 60 ? '1' : '0'));
            text.Append(Characters.TryGetValue(dots, out var character) ? character : throw new InvalidOperationException($"{text}: {dots}"));
        }
        return text.ToString().TrimEnd();
    }

    // Those that titles are made of.
    static readonly Dictionary<string, char> Characters = new()
    {
        ["000000000000000"] = ' ',
        ["000000000000010"] = '.',
        ["000000000010100"] = ',',
        ["111101101101111"] = '0',
        ["010110010010111"] = '1',
        ["111001111100111"] = '2',
        ["111100111001111"] = '5',
        ["111001010010010"] = '7',
        ["111101111101111"] = '8',
        ["010101111101101"] = 'A',
        ["011100100100011"] = 'C',
        ["111100110100111"] = 'E',
        ["011100101101011"] = 'G',
        ["101101111101101"] = 'H',
        ["111010010010111"] = 'I',
        ["100100100100111"] = 'L',
        ["101111111101101"] = 'M',
        ["110101101101101"] = 'N',
        ["010101101101010"] = 'O',
        ["110101110100100"] = 'P',
        ["110101110101101"] = 'R',
        ["111010010010010"] = 'T',
        ["101101101101111"] = 'U',
        ["101101111111101"] = 'W',
    };

    static DistributionRecorder Draw(double temperature, params string[] places)
    {
        var recorder = new DistributionRecorder(places.SelectMany(place => SubPixel.Parse(place, Image)));
        using var sampler = new RasterSampler("fixed", new SoftmaxLikelihood(), [new FixedConditionals(Image, Logits)]);
        sampler.Sample(Canvas.Empty(Image, 3), new SamplingOptions { Temperature = temperature, Observer = recorder });
        return recorder;
    }

    static string Problem(string text)
    {
        var problem = Should.Throw<ExperimentException>(() => SubPixel.Parse(text, Some.Rgb));
        problem.IsUsage.ShouldBeTrue();
        return problem.Message;
    }

    public void Dispose() => _folder.Dispose();
}
