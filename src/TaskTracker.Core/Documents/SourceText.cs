using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>The text of one file, cut into numbered lines. Lines end at a line feed, as every counting tool has it.</summary>
public sealed class SourceText
{
    private readonly string text;
    private readonly int[] starts;

    private SourceText(string text, string sha256)
    {
        this.text = text;
        Sha256 = sha256;
        starts = StartsOf(text);
        Characters = text.Length - text.Count(char.IsLowSurrogate);
    }

    /// <summary>Lower-case hexadecimal digest of the bytes that the text came from.</summary>
    public string Sha256 { get; }

    /// <summary>How many lines there are; a line feed at the very end begins no further line.</summary>
    public int LineCount => starts.Length;

    /// <summary>How many characters (Unicode scalar values) there are, line ends included.</summary>
    public int Characters { get; }

    /// <summary>True if there is nothing but white space.</summary>
    public bool IsBlank => text.AsSpan().IsWhiteSpace();

    /// <summary>The whole text, as it was decoded.</summary>
    public override string ToString() => text;

    /// <summary>One line without its line end.</summary>
    /// <param name="number">1-based.</param>
    public ReadOnlySpan<char> Line(int number)
    {
        var start = starts[number - 1];
        var end = number < starts.Length ? starts[number] - 1 : text.Length;
        var line = text.AsSpan(start, end - start);
        return line.TrimEnd("\r\n");
    }

    /// <summary>Takes a text as the UTF-8 file that it would make; half a surrogate pair becomes U+FFFD there.</summary>
    public static SourceText FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        return new SourceText(Encoding.UTF8.GetString(bytes), DigestOf(bytes));
    }

    /// <summary>Reads UTF-8, with or without a byte order mark.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">The text, if it can be read.</param>
    /// <param name="reason">Why not: empty, or the byte at which it is not UTF-8.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SourceText? source, [NotNullWhen(false)] out string? reason)
    {
        var body = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        source = null;
        if (FirstByteThatIsNotUtf8(body) is { } offset)
        {
            reason = $"the file is not UTF-8: byte {offset + bytes.Length - body.Length + 1} begins no character";
            return false;
        }

        var text = Encoding.UTF8.GetString(body);
        if (text.AsSpan().IsWhiteSpace())
        {
            reason = "the file is empty";
            return false;
        }

        source = new SourceText(text, DigestOf(bytes));
        reason = null;
        return true;
    }

    private static int? FirstByteThatIsNotUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) != OperationStatus.Done)
                return at;

            at += consumed;
        }

        return null;
    }

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static int[] StartsOf(string text)
    {
        var starts = new List<int>(text.AsSpan().Count('\n') + 1);
        for (var at = 0; at < text.Length;)
        {
            starts.Add(at);
            var end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        return [.. starts];
    }
}
