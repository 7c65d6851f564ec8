using System.Security.Cryptography;

namespace Pixel.Host.Data.Download;

/// <summary>Fetches published files into a folder: resumes what an earlier attempt left, and keeps only what has the right checksum.</summary>
sealed class Downloader(DataEnvironment environment, IProgress<DownloadProgress>? progress) : IDisposable
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);

    // The time limits are set per step (connect, answer, next bytes): a large file may take as long as it takes.
    readonly HttpClient _client = new(environment.Handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout }, environment.Handler is null)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Fetches <paramref name="file"/> from the first of its addresses that has it.</summary>
    /// <param name="file">What to fetch.</param>
    /// <param name="folder">Where to; it is created if need be. An unfinished download waits there as <c>NAME.part</c>.</param>
    /// <param name="failures">Gets an address and a reason for each attempt that failed.</param>
    /// <param name="cancellation">Stops the download; what has come stays for the next time.</param>
    /// <returns>Whether the file is there now, whole and checked.</returns>
    public bool TryFetch(RemoteFile file, string folder, List<string> failures, CancellationToken cancellation)
    {
        foreach (var address in file.Addresses)
        {
            try
            {
                FetchAsync(file, address, folder, cancellation).GetAwaiter().GetResult();
                return true;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failures.Add($"{address}: no answer for {environment.NetworkTimeout.TotalSeconds:0.#} seconds");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"{address}: {e.Message}");
            }
        }

        return false;
    }

    async Task FetchAsync(RemoteFile file, Uri address, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, file.Name);
        // Open for itself alone: a second process fails here and says so, instead of mixing its bytes in.
        using (var part = new FileStream(target + ".part", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (part.Length > file.Size)
                part.SetLength(0);
            var resumed = part.Length > 0;
            await CompleteAsync(file, address, part, cancellation).ConfigureAwait(false);
            if (resumed && !file.Matches(part))
            {
                // The beginning may be of another file: once again from the start.
                part.SetLength(0);
                await CompleteAsync(file, address, part, cancellation).ConfigureAwait(false);
            }

            if (!file.Matches(part))
            {
                part.SetLength(0);
                throw new IOException($"the file there has another checksum than the published one, {file.Checksum}; it was thrown away");
            }

            part.Flush(flushToDisk: true);
        }

        File.Move(target + ".part", target, overwrite: true);
    }

    async Task CompleteAsync(RemoteFile file, Uri address, FileStream part, CancellationToken cancellation)
    {
        if (part.Length == file.Size)
            return;
        using var response = await RequestAsync(address, part, cancellation).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength is { } length && part.Length + length != file.Size)
            throw new IOException($"the file there has {part.Length + length} bytes; the published one has {file.Size}");

        using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        part.Seek(0, SeekOrigin.End);
        var buffer = new byte[1 << 20];
        while (true)
        {
            using var limit = Limit(cancellation);
            var read = await body.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
            if (read == 0)
                break;
            if (part.Length + read > file.Size)
                throw new IOException($"the file there has more than the {file.Size} bytes of the published one");
            await part.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(address, part.Length, file.Size));
        }

        if (part.Length < file.Size)
            throw new IOException($"the connection ended after {part.Length} of {file.Size} bytes; the next attempt goes on from there");
    }

    async Task<HttpResponseMessage> RequestAsync(Uri address, FileStream part, CancellationToken cancellation)
    {
        using var limit = Limit(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.Length > 0)
            request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(part.Length, null);
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        if (response.StatusCode == System.Net.HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length)
            return response;
        if (response.StatusCode == System.Net.HttpStatusCode.OK)
        {
            // The whole file comes, asked for or not.
            part.SetLength(0);
            return response;
        }

        using (response)
            throw new IOException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
    }

    CancellationTokenSource Limit(CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(environment.NetworkTimeout);
        return limit;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}

/// <summary>A file that can be downloaded.</summary>
/// <param name="Name">Its name in the set's folder.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Checksum">Its published checksum in hexadecimal: 32 digits are an MD5, 64 a SHA-256.</param>
/// <param name="Addresses">Where it is published, in the order to try them.</param>
sealed record RemoteFile(string Name, long Size, string Checksum, params Uri[] Addresses)
{
    const int Md5Digits = 32;

    /// <summary>Whether the whole of <paramref name="stream"/> has the checksum.</summary>
    public bool Matches(Stream stream)
    {
        stream.Seek(0, SeekOrigin.Begin);
        var hash = Checksum.Length == Md5Digits ? MD5.HashData(stream) : SHA256.HashData(stream);
        return Convert.ToHexString(hash).Equals(Checksum, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>How far a download has come.</summary>
/// <param name="Address">What is being downloaded.</param>
/// <param name="Bytes">Bytes on the disk so far, those of an earlier attempt included.</param>
/// <param name="Total">Bytes of the whole file.</param>
public sealed record DownloadProgress(Uri Address, long Bytes, long Total);
