using System.Globalization;
using System.Text;

namespace Pixel.Cli.Output;

/// <summary>Makes text harmless for a terminal: names and messages come from files and plug-ins too, and may hold what moves its cursor.</summary>
static class Printable
{
    /// <summary>The text with control characters, but for tabs and ends of lines, as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder();
        foreach (var letter in text)
        {
            if (IsUnsafe(letter)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else safe.Append(letter);
        }
        return safe.ToString();
    }

    static bool IsUnsafe(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}

/// <summary>A console that is given printable text alone, whoever writes to it.</summary>
sealed class PrintableWriter : TextWriter
{
    readonly TextWriter _inner;

    PrintableWriter(TextWriter inner) : base(CultureInfo.InvariantCulture) => (_inner, CoreNewLine) = (inner, inner.NewLine.ToCharArray());

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Puts such writers in place of the console's two until they are disposed of.</summary>
    public static IDisposable Install() => new Installed();

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (value is not null) _inner.Write(Printable.Of(value));
    }

    public override void WriteLine() => _inner.WriteLine();

    // One write a line: another thread's lines do not come between.
    public override void WriteLine(string? value) => _inner.WriteLine(Printable.Of(value ?? ""));

    public override void Flush() => _inner.Flush();

    sealed class Installed : IDisposable
    {
        readonly TextWriter _output = Console.Out, _errors = Console.Error;

        public Installed()
        {
            if (!Console.IsErrorRedirected) _ = Terminal.Errors; // the bars need the bare console, and know it by its being in place
            Console.SetOut(new PrintableWriter(_output));
            Console.SetError(new PrintableWriter(_errors));
        }

        public void Dispose()
        {
            Console.SetOut(_output);
            Console.SetError(_errors);
        }
    }
}
