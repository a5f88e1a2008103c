using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>
/// The text of one file, cut into numbered lines. Lines end at a line feed, as every counting tool has it. Every text that is read passes
/// here, so here radicals become the characters that they stand for (<see cref="UnifiedIdeographs"/>).
/// </summary>
public sealed class SourceText
{
    private static readonly Encoding Utf8 = System.Text.Encoding.UTF8;

    private readonly string text;
    private readonly int[] starts;

    private SourceText(string text, string sha256)
    {
        this.text = UnifiedIdeographs.Fold(text);
        Sha256 = sha256;
        starts = StartsOf(this.text);
        Characters = this.text.Length - this.text.Count(char.IsLowSurrogate);
    }

    /// <summary>Lower-case hexadecimal digest of the bytes that the text came from.</summary>
    public string Sha256 { get; }

    /// <summary>The encoding that the bytes were found to be in (<c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>gb18030</c>); null where no text was decoded.</summary>
    public string? Encoding { get; private init; }

    /// <summary>How many lines there are; a line feed at the very end begins no further line.</summary>
    public int LineCount => starts.Length;

    /// <summary>How many characters (Unicode scalar values) there are, line ends included.</summary>
    public int Characters { get; }

    /// <summary>True if there is nothing but white space.</summary>
    public bool IsBlank => text.AsSpan().IsWhiteSpace();

    /// <summary>The whole text, as it was decoded and folded.</summary>
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
        var bytes = Utf8.GetBytes(text);
        return new SourceText(Utf8.GetString(bytes), DigestOf(bytes));
    }

    /// <summary>Takes the text that a reader made of a file of another format, with the digest of that file and its encoding, if it had one.</summary>
    public static SourceText FromFile(string text, ReadOnlySpan<byte> bytes, string? encoding)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SourceText(Utf8.GetString(Utf8.GetBytes(text)), DigestOf(bytes)) { Encoding = encoding };
    }

    /// <summary>Reads UTF-8, UTF-16 or GB18030, with or without a byte order mark; which of them is found out.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">The text, if it can be read.</param>
    /// <param name="reason">Why not: empty, or the byte at which it is no text.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SourceText? source, [NotNullWhen(false)] out string? reason)
    {
        source = null;
        if (!TextEncoding.TryDecode(bytes, out var text, out var encoding, out reason))
            return false;

        if (text.AsSpan().IsWhiteSpace())
        {
            reason = "the file is empty";
            return false;
        }

        source = new SourceText(text, DigestOf(bytes)) { Encoding = encoding };
        return true;
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
