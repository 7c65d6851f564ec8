using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

[Collection("native memory")]
public sealed class ManagedScanTests
{
    public static readonly TheoryData<string, int, int> Scans = new()
    {
        { "left", 1, 6 }, { "left", 3, 17 }, { "right", 1, 17 }, { "right", 3, 6 }, { "row 3", 1, 17 }, { "row 3", 3, 6 }, { "row 5", 3, 17 },
    };

    // Rows and columns differ; single rows, columns and images are the edges of a scan.
    static readonly (int, int, int)[] Shapes = [(3, 5, 7), (1, 6, 4), (2, 1, 5), (2, 4, 1), (1, 1, 1)];

    [Theory]
    [MemberData(nameof(Scans))]
    public void The_managed_path_gives_the_output_and_all_gradients_of_the_torch_path(string scan, int groups, int hidden)
    {
        var (layer, gates) = Create(scan, groups, hidden);
        foreach (var shape in Shapes)
        {
            BothPaths.ShouldAgree(layer, shape, ScalarType.Float64, 1e-12, gates);
            BothPaths.ShouldAgree(layer, shape, ScalarType.Float32, 2e-6, gates);
        }
    }

    [Theory]
    [MemberData(nameof(Scans))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string scan, int groups, int hidden)
    {
        var (layer, gates) = Create(scan, groups, hidden);
        BothPaths.ShouldNotDependOnThreads(layer, gates);
    }

    [Fact]
    public void Forward_and_backward_leave_no_tensor_behind()
    {
        foreach (var scan in new[] { "left", "right", "row 3" })
        {
            var (layer, gates) = Create(scan, 3, 6);
            BothPaths.ShouldLeaveNoTensorBehind(layer, gates);
        }
    }

    static (LayerDescription Layer, ChannelGroups Gates) Create(string scan, int groups, int hidden)
    {
        var gates = LstmGates.For(new ChannelGroups(hidden, groups));
        return (scan switch
        {
            "left" => new DiagonalLstmScan(gates, ScanDirection.LeftToRight),
            "right" => new DiagonalLstmScan(gates, ScanDirection.RightToLeft),
            "row 3" => new RowLstmScan(gates, 3),
            _ => new RowLstmScan(gates, 5),
        }, gates);
    }
}

/// <summary>The managed path of sums beside libtorch's.</summary>
[Collection("native memory")]
public sealed class ManagedSumTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Both_paths_add_the_same_numbers(int terms)
    {
        var channels = new ChannelGroups(7, 1);
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-15), (ScalarType.Float32, 1e-6) })
            BothPaths.ShouldAgree(new Sum(channels, terms), (3, 5, 4), type, tolerance, [.. Enumerable.Repeat(channels, terms)]);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        var channels = new ChannelGroups(7, 1);
        BothPaths.ShouldNotDependOnThreads(new Sum(channels, 2), channels, channels);
    }
}
