using System.Net;
using System.Net.Http.Headers;

namespace Pixel.Tests.Data;

/// <summary>Answers downloads in the place of the network, and remembers what was asked.</summary>
sealed class FakeServer(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    /// <summary>Serves one file at every address, from the byte that is asked for.</summary>
    public static FakeServer Of(byte[] file) => new(request => Part(file, request));

    public static HttpResponseMessage Part(byte[] file, HttpRequestMessage request)
    {
        if (request.Headers.Range?.Ranges.Single().From is not { } from)
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(file) };
        var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(file[(int)from..]) };
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, file.Length - 1, file.Length);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.RequestUri} {request.Headers.Range}".TrimEnd());
        return Task.FromResult(answer(request));
    }
}
