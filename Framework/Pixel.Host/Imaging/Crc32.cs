namespace Pixel.Host.Imaging;

/// <summary>The CRC-32 of PNG chunks (ISO 3309; PNG specification, annex D).</summary>
static class Crc32
{
    static readonly uint[] Table = BuildTable();

    /// <summary>The CRC of <paramref name="first"/> followed by <paramref name="second"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) => ~Append(Append(uint.MaxValue, first), second);

    static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        return state;
    }

    static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var entry = i;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry & 1) != 0 ? 0xEDB88320 ^ (entry >> 1) : entry >> 1;
            table[i] = entry;
        }

        return table;
    }
}
