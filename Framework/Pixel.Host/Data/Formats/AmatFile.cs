namespace Pixel.Host.Data.Formats;

/// <summary>The <c>.amat</c> text files of the binarized MNIST: an image a line, its pixels 0 or 1 with spaces between.</summary>
static class AmatFile
{
    // Room for double spaces and carriage returns; a longer line is not an image.
    const int MostBytesPerPixel = 4;

    /// <summary>Reads every image of a file, <paramref name="pixels"/> bytes of 0 or 1 each.</summary>
    public static byte[] Read(string file, int pixels, int mostImages)
    {
        using var reader = new BoundedReader(file);
        return new Parser(reader, pixels, mostImages).Parse();
    }

    sealed class Parser(BoundedReader reader, int pixels, int mostImages)
    {
        byte[] _images = new byte[Math.Min(mostImages, 1024) * pixels];
        int _count;
        int _line = 1;
        int _inLine;
        long _lineStart;
        bool _afterDigit;

        public byte[] Parse()
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = reader.Read(buffer)) > 0;)
                Take(buffer.AsSpan(0, read), reader.Position - read);
            if (_inLine > 0)
                EndLine();
            if (_count == 0)
                throw new DataFormatException(reader.File, "byte 0", $"there is no image; a line of {pixels} values 0 or 1 is expected for each.");
            Array.Resize(ref _images, _count * pixels);
            return _images;
        }

        void Take(ReadOnlySpan<byte> bytes, long start)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var value = bytes[i];
                if (value is (byte)'0' or (byte)'1' && !_afterDigit)
                    TakePixel((byte)(value - '0'));
                else if (value is (byte)' ' or (byte)'\t' or (byte)'\r')
                    _afterDigit = false;
                else if (value == '\n')
                    EndLine(start + i + 1);
                else
                    throw Wrong($"byte 0x{value:X2} at column {start + i - _lineStart + 1}: only 0 and 1 with spaces between them are allowed.");
            }

            if (start - _lineStart > (long)pixels * MostBytesPerPixel)
                throw Wrong($"the line is longer than {pixels} values can be.");
        }

        void TakePixel(byte pixel)
        {
            if (_inLine == pixels)
                throw Wrong($"the line has more than {pixels} values.");
            if (_inLine == 0)
                MakeRoom();
            _images[_count * pixels + _inLine++] = pixel;
            _afterDigit = true;
        }

        void EndLine(long nextLine = 0)
        {
            if (_inLine == 0 && _count > 0 || _inLine == pixels)
            {
                _line++;
                _count += _inLine / pixels;
                (_inLine, _lineStart, _afterDigit) = (0, nextLine, false);
                return;
            }

            throw Wrong($"the line has {_inLine} values; an image has {pixels}.");
        }

        void MakeRoom()
        {
            if (_count == mostImages)
                throw Wrong($"this split has at most {mostImages} images.");
            var needed = (_count + 1) * pixels;
            if (needed > _images.Length)
                Array.Resize(ref _images, (int)Math.Min(2L * _images.Length, (long)mostImages * pixels));
        }

        DataFormatException Wrong(string problem) => new(reader.File, $"line {_line}", problem);
    }
}
