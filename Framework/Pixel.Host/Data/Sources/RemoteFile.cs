using System.Security.Cryptography;

namespace Pixel.Host.Data.Sources;

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
