using System.Buffers.Binary;
using System.Text;

namespace Pixel.Tests.Faults;

/// <summary>Damage to a file, as disks, networks, editors and ill will do it; the same seed does the same.</summary>
/// <param name="seed">The seed.</param>
sealed class Damage(int seed)
{
    const int LongestBlock = 64;

    // Where sizes are read with or without a sign, and are multiplied.
    static readonly long[] Lies =
    [
        0, 1, -1, 2, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 31, 1L << 40, long.MaxValue, long.MinValue, 0x7FFF_FFF0,
    ];

    static readonly string[] Words =
    [
        "0", "-1", "9", "1e9", "1e999", "0.5", "NaN", "null", "true", "\"a\"", "[]", "{}", "[", "]", "{", "}", "\"", ",", ":", "2147483648", "-2147483649",
        "9223372036854775808", "99999999999999999999999", "\n", "\t", "\0", "\uFEFF", "\u001b[2J", "'", "- ", "&a ", "*a ", "!!int ", "? ", "# ", "|2-\n", "...\n",
    ];

    readonly Random _random = new(seed);

    /// <summary>A damaged copy.</summary>
    /// <param name="file">The sound file.</param>
    /// <param name="headerBytes">Bytes at the beginning where the sizes are; every other change goes there.</param>
    public byte[] Of(byte[] file, int headerBytes)
    {
        var damaged = file;
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            // Nothing is left to be damaged in an empty file.
            if (damaged.Length == 0) break;
            damaged = Change(damaged, headerBytes > 0 && _random.Next(2) == 0 ? Math.Min(headerBytes, damaged.Length) : damaged.Length);
        }

        return damaged;
    }

    byte[] Change(byte[] file, int end)
    {
        var at = _random.Next(end);
        var length = _random.Next(1, 1 + Math.Min(LongestBlock, file.Length - at));
        var elsewhere = _random.Next(file.Length - length + 1);
        return _random.Next(12) switch
        {
            0 => Replaced(file, at, [(byte)(file[at] ^ 1 << _random.Next(8))]),
            1 => Replaced(file, at, [(byte)_random.Next(256)]),
            2 => file[..at],
            3 => [.. file[..at], .. file[(at + length)..]],
            4 => Replaced(file, at, new byte[length]),
            5 => Replaced(file, at, file[elsewhere..(elsewhere + length)]),
            6 => [.. file[..at], .. file[elsewhere..(elsewhere + length)], .. file[at..]],
            7 => Swapped(file, at, elsewhere, length),
            8 => Replaced(file, at, Lie()),
            9 => Digit(file, at),
            10 => [.. file[..at], .. Word(), .. file[at..]],
            _ => [.. file[..at], .. Word(), .. file[(at + length)..]],
        };
    }

    byte[] Lie()
    {
        var number = new byte[8];
        var lie = Lies[_random.Next(Lies.Length)] + _random.Next(-1, 2);
        if (_random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, lie);
            return _random.Next(2) == 0 ? number : number[..4];
        }

        BinaryPrimitives.WriteInt64BigEndian(number, lie);
        return _random.Next(2) == 0 ? number : number[4..];
    }

    byte[] Word() => Encoding.UTF8.GetBytes(Words[_random.Next(Words.Length)]);

    // The number nearest behind a place, longer or otherwise; without one any change will do.
    byte[] Digit(byte[] file, int at)
    {
        var digit = file.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit < 0) return Replaced(file, at, [(byte)_random.Next(256)]);
        var other = (byte)('0' + _random.Next(10));
        return _random.Next(2) == 0
            ? Replaced(file, at + digit, [other])
            : [.. file[..(at + digit)], .. Enumerable.Repeat(other, _random.Next(1, 20)), .. file[(at + digit)..]];
    }

    static byte[] Swapped(byte[] file, int at, int elsewhere, int length) =>
        Replaced(Replaced(file, at, file[elsewhere..(elsewhere + length)]), elsewhere, file[at..(at + length)]);

    static byte[] Replaced(byte[] file, int at, ReadOnlySpan<byte> bytes)
    {
        var replaced = (byte[])file.Clone();
        bytes[..Math.Min(bytes.Length, file.Length - at)].CopyTo(replaced.AsSpan(at));
        return replaced;
    }
}
