using System.Net;
using System.Net.Http.Headers;
using Pixel.Host.Data;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>
/// Downloads from a fake server. The checksums of the known sets are published ones, so what can succeed here is a part that is complete on the
/// disk; RealDataTests has the case of a whole file.
/// </summary>
public sealed class DownloadTests : IDisposable
{
    const string Mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-images-idx3-ubyte.gz";
    const string Official = "http://yann.lecun.com/exdb/mnist/t10k-images-idx3-ubyte.gz";
    const int Size = 1_648_877;

    readonly TempFolder _folder = new();

    string Part => _folder["cache/mnist/t10k-images-idx3-ubyte.gz.part"];

    [Fact]
    public void The_error_names_the_addresses_the_folders_and_the_ways_out()
    {
        var thrown = Should.Throw<DataUnavailableException>(() => Open(new FakeServer(_ => throw new HttpRequestException("no such host"))));
        thrown.Message.ReplaceLineEndings("\n").ShouldBe($"""
            The data set 'mnist' (test) is not available: it needs t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz.
              looked in    {_folder["system/mnist"]}
              looked in    {_folder["cache/mnist"]}
              downloading  {Mirror}: no such host
              downloading  {Official}: no such host
            What you can do:
              - put the files into {_folder["cache/mnist"]}
              - or name the folder that has them: --set data.root=FOLDER, or the environment variable PIXELFW_DATA
              - or run on the small sample instead, and be told so: --set data.ifUnavailable=sample
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_refusal_names_its_status() =>
        Reasons(new FakeServer(_ => new HttpResponseMessage(HttpStatusCode.NotFound)))
            .ShouldBe([$"{Mirror}: the server answered 404 Not Found", $"{Official}: the server answered 404 Not Found"]);

    [Fact]
    public void A_page_in_the_place_of_the_file_is_not_even_fetched()
    {
        Reasons(FakeServer.Of("<html>log in</html>"u8.ToArray()))[0].ShouldBe($"{Mirror}: the file there has 19 bytes; the published one has {Size}");
        new FileInfo(Part).Length.ShouldBe(0);
    }

    [Fact]
    public void A_file_with_another_checksum_is_thrown_away()
    {
        Reasons(FakeServer.Of(new byte[Size]))[0].ShouldBe(
            $"{Mirror}: the file there has another checksum than the published one, 9fb629c4189551a2d022fa330f9573f3; it was thrown away");
        new FileInfo(Part).Length.ShouldBe(0);
        File.Exists(_folder["cache/mnist/t10k-images-idx3-ubyte.gz"]).ShouldBeFalse();
    }

    [Fact]
    public void An_unfinished_download_goes_on_where_it_ended()
    {
        _folder.Write("cache/mnist/t10k-images-idx3-ubyte.gz.part", new byte[1000]);
        var server = FakeServer.Of(new byte[Size]);
        Reasons(server);
        // The joined file has the wrong checksum, so it is tried once more from the start, and then at the next address.
        server.Requests.ShouldBe([$"{Mirror} bytes=1000-", Mirror, Official]);
    }

    [Fact]
    public void A_broken_connection_keeps_what_came_and_the_next_address_goes_on_from_there()
    {
        var server = new FakeServer(request =>
        {
            var whole = FakeServer.Part(new byte[Size], request);
            if (request.RequestUri!.Host.StartsWith("ossci", StringComparison.Ordinal))
            {
                whole.Content = new StreamContent(new BreakingStream(500));
                whole.Content.Headers.ContentLength = Size;
            }

            return whole;
        });
        Reasons(server)[0].ShouldBe($"{Mirror}: the connection broke");
        server.Requests[..2].ShouldBe([Mirror, $"{Official} bytes=500-"]);
    }

    [Fact]
    public void A_server_that_sends_another_range_is_not_believed()
    {
        _folder.Write("cache/mnist/t10k-images-idx3-ubyte.gz.part", new byte[1000]);
        Reasons(new FakeServer(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(new byte[10]) };
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, 9, Size);
            return response;
        }))[0].ShouldBe($"{Mirror}: the server answered 206 Partial Content");
        new FileInfo(Part).Length.ShouldBe(1000);
    }

    [Fact]
    public void A_server_that_ignores_the_range_sends_the_whole_file_anew()
    {
        _folder.Write("cache/mnist/t10k-images-idx3-ubyte.gz.part", [.. Enumerable.Repeat((byte)1, 1000)]);
        List<DownloadProgress> reports = [];
        var server = new FakeServer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[Size]) });
        Should.Throw<DataUnavailableException>(() => Open(server, new Reporter(reports)));
        reports.ShouldAllBe(report => report.Total == Size && report.Bytes <= Size);
        reports.ShouldContain(report => report.Bytes == Size);
    }

    [Fact]
    public void A_server_that_never_answers_is_given_up_soon()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Reasons(new SilentServer())[0].ShouldBe($"{Mirror}: no answer for 0.3 seconds");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_download_can_be_stopped()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var environment = DataFiles.Bare(_folder, new SilentServer()) with { NetworkTimeout = TimeSpan.FromMinutes(1) };
        Should.Throw<OperationCanceledException>(() => DataSetCatalog.Open("mnist", "test", environment: environment, cancellation: stop.Token));
    }

    [Fact]
    public void A_download_by_another_process_is_not_disturbed()
    {
        _folder.Write("cache/mnist/t10k-images-idx3-ubyte.gz.part", new byte[10]);
        using var other = new FileStream(Part, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Reasons(FakeServer.Of(new byte[Size]))[0].ShouldContain("another process");
    }

    [SkippableFact]
    public void A_whole_file_is_checked_and_kept()
    {
        var source = Path.Combine(new DataEnvironment().DataRoot ?? "", "binarized_mnist", "binarized_mnist_test.amat.gz");
        Skip.IfNot(File.Exists(source), "PIXELFW_DATA does not name a folder with the binarized MNIST.");
        using var gzip = new System.IO.Compression.GZipStream(File.OpenRead(source), System.IO.Compression.CompressionMode.Decompress);
        using var whole = new MemoryStream();
        gzip.CopyTo(whole);
        var file = whole.ToArray();

        _folder.Write("cache/binarized_mnist/binarized_mnist_test.amat.part", file[..1_000_000]);
        var server = FakeServer.Of(file);
        var environment = DataFiles.Bare(_folder, server);
        DataSetCatalog.Open("binarized-mnist", "test", environment: environment).Count.ShouldBe(10_000);
        server.Requests.ShouldBe(["http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/binarized_mnist_test.amat bytes=1000000-"]);
        Directory.GetFiles(_folder["cache/binarized_mnist"]).ShouldBe([_folder["cache/binarized_mnist/binarized_mnist_test.amat"]]);

        // The second time nothing is asked for.
        DataSetCatalog.Open("binarized-mnist", "test", environment: environment);
        server.Requests.Count.ShouldBe(1);
    }

    IImageSet Open(HttpMessageHandler server, IProgress<DownloadProgress>? progress = null) =>
        DataSetCatalog.Open("mnist", "test", progress: progress, environment: DataFiles.Bare(_folder, server));

    List<string> Reasons(HttpMessageHandler server) =>
        Should.Throw<DataUnavailableException>(() => Open(server)).Message.Split(Environment.NewLine)
            .Where(line => line.StartsWith("  downloading  ", StringComparison.Ordinal)).Select(line => line["  downloading  ".Length..]).ToList();

    sealed class Reporter(List<DownloadProgress> reports) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => reports.Add(value);
    }

    sealed class SilentServer : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    /// <summary>Gives some zeros, then breaks.</summary>
    sealed class BreakingStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("the connection broke") : base.ReadAsync(buffer, cancellationToken);
    }

    public void Dispose() => _folder.Dispose();
}
