using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>
/// Finds out how a text is encoded: by its byte order mark; without one it is UTF-8 if it can be, then UTF-16 if most of it would be
/// Chinese or ASCII, then GB18030, the encoding of older office programs. What is broken is refused, never repaired.
/// </summary>
internal static class TextEncoding
{
    private const string Utf8 = "utf-8";
    private const string Utf16Little = "utf-16le";
    private const string Utf16Big = "utf-16be";
    private const string Gb18030 = "gb18030";

    private static readonly byte[] Gb18030Mark = [0x84, 0x31, 0x95, 0x33];

    /// <param name="bytes">The whole file.</param>
    /// <param name="text">What it says, without the mark.</param>
    /// <param name="name">The encoding that was taken, by its lower-case IANA name.</param>
    /// <param name="reason">Why it is no text: the 1-based byte at fault.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text, out string name, [NotNullWhen(false)] out string? reason)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            return TryUtf8(bytes, Encoding.UTF8.Preamble.Length, out text, out name, out reason);

        if (bytes.StartsWith(Encoding.Unicode.Preamble))
            return TryUtf16(bytes, Encoding.Unicode.Preamble.Length, isBig: false, out text, out name, out reason);

        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return TryUtf16(bytes, Encoding.BigEndianUnicode.Preamble.Length, isBig: true, out text, out name, out reason);

        if (bytes.StartsWith(Gb18030Mark))
            return TryGb18030(bytes, Gb18030Mark.Length, out text, out name, out reason);

        if (LooksLikeUtf16(bytes, isBig: false) && TryUtf16(bytes, 0, isBig: false, out text, out name, out reason))
            return true;

        if (LooksLikeUtf16(bytes, isBig: true) && TryUtf16(bytes, 0, isBig: true, out text, out name, out reason))
            return true;

        if (TryUtf8(bytes, 0, out text, out name, out reason) || IsBrokenUtf8(bytes))
            return text is not null;

        if (TryGb18030(bytes, 0, out text, out name, out var atFault))
        {
            reason = null;
            return true;
        }

        reason = $"{reason}; nor is it UTF-16 or GB18030 ({atFault})";
        return false;
    }

    private static bool TryUtf8(
        ReadOnlySpan<byte> bytes, int mark, [NotNullWhen(true)] out string? text, out string name, [NotNullWhen(false)] out string? reason)
    {
        name = Utf8;
        var fault = FirstByteThatIsNotUtf8(bytes[mark..]);
        text = fault is null ? Encoding.UTF8.GetString(bytes[mark..]) : null;
        reason = fault is null ? null : $"the file is not UTF-8: byte {fault + mark + 1} begins no character";
        return text is not null;
    }

    private static bool TryUtf16(
        ReadOnlySpan<byte> bytes, int mark, bool isBig, [NotNullWhen(true)] out string? text, out string name,
        [NotNullWhen(false)] out string? reason)
    {
        name = isBig ? Utf16Big : Utf16Little;
        var encoding = isBig ? Encoding.BigEndianUnicode : Encoding.Unicode;
        var decoded = bytes.Length % 2 == 0 ? encoding.GetString(bytes[mark..]) : null;
        var half = decoded is null ? -1 : HalfSurrogate(decoded, bytes[mark..], isBig);
        text = half < 0 ? decoded : null;
        reason = text is not null ? null
            : $"the file is not UTF-16: byte {(decoded is null ? bytes.Length : mark + (half * 2) + 1)} begins no character";
        return text is not null;
    }

    /// <summary>The decoder puts U+FFFD for half a pair; where the file itself has U+FFFD nothing is wrong.</summary>
    private static int HalfSurrogate(string decoded, ReadOnlySpan<byte> bytes, bool isBig)
    {
        for (var at = decoded.IndexOf('\uFFFD', StringComparison.Ordinal); at >= 0; at = decoded.IndexOf('\uFFFD', at + 1))
        {
            var unit = isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(at * 2)..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at * 2)..]);
            if (unit != 0xFFFD)
                return at;
        }

        return -1;
    }

    private static bool TryGb18030(
        ReadOnlySpan<byte> bytes, int mark, [NotNullWhen(true)] out string? text, out string name, [NotNullWhen(false)] out string? reason)
    {
        name = Gb18030;
        text = null;
        if (FirstByteThatIsNotGb18030(bytes[mark..]) is { } fault)
        {
            reason = $"byte {mark + fault + 1} begins no character there";
            return false;
        }

        text = CodePagesEncodingProvider.Instance.GetEncoding(Gb18030)!.GetString(bytes[mark..]);
        reason = null;
        return true;
    }

    /// <summary>One byte below 0x80; two of 81–FE and 40–FE without 7F; four of 81–FE, 30–39, 81–FE, 30–39 (GB 18030-2005 § 5).</summary>
    private static int? FirstByteThatIsNotGb18030(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (bytes[at] < 0x80)
            {
                if (bytes[at] < 0x20 && bytes[at] is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                    return at;

                at++;
            }
            else if (!IsLead(bytes[at]) || at + 1 == bytes.Length)
                return at;
            else if (bytes[at + 1] is >= 0x40 and <= 0xFE and not 0x7F)
                at += 2;
            else if (at + 3 < bytes.Length && IsDigit(bytes[at + 1]) && IsLead(bytes[at + 2]) && IsDigit(bytes[at + 3]))
                at += 4;
            else
                return at;
        }

        return null;

        static bool IsLead(byte value) => value is >= 0x81 and <= 0xFE;
        static bool IsDigit(byte value) => value is >= 0x30 and <= 0x39;
    }

    /// <summary>Nine tenths of the first units are ASCII, Chinese or its punctuation, and a unit in ASCII or one line end at least is among them.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes, bool isBig)
    {
        const int Sample = 1 << 13;
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
            return false;

        int units = Math.Min(bytes.Length / 2, Sample), likely = 0, spaced = 0;
        for (var at = 0; at < units; at++)
        {
            var unit = isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(at * 2)..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at * 2)..]);
            if (unit is '\t' or '\n' or '\r' or (>= 0x20 and < 0x7F))
                spaced++;
            else if (unit is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3000 and <= 0x303F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x2010 and <= 0x2027))
                likely++;
        }

        return spaced > 0 && (likely + spaced) * 10 >= units * 9;
    }

    /// <summary>
    /// GB18030 gives nearly every pair of bytes a meaning, so damaged UTF-8 would pass as nonsense: a file whose bytes beyond ASCII are
    /// mostly whole characters of three or four bytes is UTF-8 with a fault.
    /// </summary>
    private static bool IsBrokenUtf8(ReadOnlySpan<byte> bytes)
    {
        int whole = 0, beyond = 0;
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            beyond += bytes[0] < 0x80 ? 0 : consumed;
            whole += status == OperationStatus.Done && consumed >= 3 ? consumed : 0;
            bytes = bytes[consumed..];
        }

        return whole * 2 > beyond;
    }

    private static int? FirstByteThatIsNotUtf8(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) != OperationStatus.Done)
                return at;

            at += consumed;
        }

        return null;
    }
}
