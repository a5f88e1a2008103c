namespace TaskTracker.Core.Reporting;

/// <summary>A kind of file that is taken as evidence, told by what is in it and never by its name.</summary>
/// <param name="MediaType">How it is handed out.</param>
/// <param name="Extensions">The endings that fit it; the first is given to a name that has none of them.</param>
public sealed record EvidenceType(string MediaType, IReadOnlyList<string> Extensions)
{
    /// <summary>How many bytes from the beginning <see cref="OfHead"/> wants to see.</summary>
    public const int HeadBytes = 16;

    public static readonly EvidenceType Pdf = new("application/pdf", [".pdf"]);
    public static readonly EvidenceType Png = new("image/png", [".png"]);
    public static readonly EvidenceType Jpeg = new("image/jpeg", [".jpg", ".jpeg"]);
    public static readonly EvidenceType Word = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]);
    public static readonly EvidenceType Excel = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]);
    public static readonly EvidenceType Slides = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]);
    public static readonly EvidenceType Text = new("text/plain", [".txt", ".csv"]);

    /// <summary>What is taken, for a message.</summary>
    public const string Taken = "PDF, PNG, JPEG, Word (.docx), Excel (.xlsx), PowerPoint (.pptx) without macros, and plain text";

    /// <summary>The type that the first bytes say; null if they say none. A package or text needs a closer look.</summary>
    public static EvidenceType? OfHead(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF-"u8) ? Pdf
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && head.Length >= HeadBytes && head[12..].StartsWith("IHDR"u8) ? Png
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : null;

    /// <summary>Whether the first bytes are those of a zip package.</summary>
    public static bool IsPackage(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    /// <summary>The type of an office package by the names of its parts; null if it is another archive or carries macros.</summary>
    public static EvidenceType? OfPackage(IReadOnlyCollection<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (!parts.Contains("[Content_Types].xml") || parts.Any(IsMacro))
            return null;

        return parts.Contains("word/document.xml") ? Word
            : parts.Contains("xl/workbook.xml") ? Excel
            : parts.Contains("ppt/presentation.xml") ? Slides
            : null;
    }

    /// <summary>The name under which the file is handed out: without a path, and with an ending that fits what is in it.</summary>
    public string NameFor(string sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        const int Longest = 150;
        var name = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(name.Where(c => !char.IsControl(c) && !"\"<>:|?*".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        if (name.Length == 0)
            name = "evidence";

        var ending = Extensions.FirstOrDefault(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase)) ?? "";
        var stem = name[..(name.Length - ending.Length)];
        if (stem.Length > Longest)
            stem = stem[..(char.IsHighSurrogate(stem[Longest - 1]) ? Longest - 1 : Longest)];
        return stem + (ending.Length > 0 ? ending : Extensions[0]);
    }

    private static bool IsMacro(string part) => part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase);
}
