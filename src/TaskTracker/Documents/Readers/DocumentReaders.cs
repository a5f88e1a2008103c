using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Documents.Readers.Pdf;

namespace TaskTracker.Documents.Readers;

/// <summary>Takes a file of any format that is read here and makes numbered lines of it; what it is, is told from its content.</summary>
internal static class DocumentReaders
{
    private static readonly WordReader Word = new();
    private static readonly ExcelReader Excel = new();
    private static readonly PdfReader Pdf = new();
    private static readonly HtmlReader Html = new();
    private static readonly CsvTableReader Csv = new();
    private static readonly MarkdownReader Markdown = new();

    /// <summary>The text of a file, or why it has none: a stable code and one sentence.</summary>
    public sealed record Outcome
    {
        public SourceText? Source { get; init; }

        public string Format { get; init; } = "text";

        public IReadOnlyList<LineOrigin> Origins { get; init; } = [];

        /// <summary>Lines that print a table which could not be told into rows.</summary>
        public IReadOnlyList<(int Start, int End)> Unread { get; init; } = [];

        /// <summary>Names of the parts that were left out because they are hidden.</summary>
        public IReadOnlyList<string> Skipped { get; init; } = [];

        /// <summary>Lines before which a page stands that is a picture and holds no text, with its number.</summary>
        public IReadOnlyList<(int Line, int Page)> Pictures { get; init; } = [];

        public string Code { get; init; } = "";

        public string Reason { get; init; } = "";
    }

    /// <summary>Reads a file within the limits; no file makes it throw, but the caller's cancellation does.</summary>
    /// <param name="name">Its name, without folders.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="columns">What the columns of a spreadsheet mean; null to tell it from their headings.</param>
    /// <param name="limits">What reading may cost; the caller keeps the time.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static Outcome Read(string name, byte[] bytes, ColumnMapping? columns, ReadingLimits limits, CancellationToken cancellation)
    {
        if (bytes.Length > limits.MaxBytes)
            return Refused("too-large", $"The file has {bytes.Length:N0} bytes; at most {limits.MaxBytes:N0} are allowed.");

        try
        {
            return Read(new DocumentFile(name, bytes, null, columns, limits), cancellation);
        }
        catch (UnreadableException exception)
        {
            return Refused(exception.Code, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Libraries answer a damaged file with exceptions of every kind; none of them is a fault of the service.
            return Refused("unreadable-document", $"The file is damaged: {exception.Message.Split('\n')[0].Trim()}");
        }
    }

    private static Outcome Read(DocumentFile file, CancellationToken cancellation)
    {
        if (Package(file, cancellation) is { } package)
            return Written(package, file, cancellation);

        if (!SourceText.TryDecode(file.Bytes, out var source, out var reason))
            return Refused("unreadable-document", reason);

        if (source.ToString().Contains('\0', StringComparison.Ordinal))
            return Refused("unreadable-document", "The file holds the character U+0000; it is no text.");

        file = file with { Text = source };
        if (HtmlReader.Takes(file))
            return Written(Html, file, cancellation);

        CheckLines(source, file.Limits);
        if (source.ToString().AsSpan().TrimStart().StartsWith("<?xml", StringComparison.Ordinal))
            return Refused("unreadable-document", "The file is XML, which is not read; save it as Word (.docx), Excel (.xlsx), HTML or text.");

        if (CsvTableReader.Takes(file))
            return Written(Csv, file, cancellation);

        if (file.Columns is not null)
            return NoSpreadsheet();

        return MarkdownReader.Takes(file) ? Written(Markdown, file, cancellation) : new Outcome { Source = source };
    }

    /// <summary>The reader of a format that is no text, told from the first bytes; null if it is text.</summary>
    private static IDocumentReader? Package(DocumentFile file, CancellationToken cancellation)
    {
        var bytes = file.Bytes.AsSpan();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            throw UnreadableException.Damaged(OldOffice(bytes));

        if (bytes.StartsWith("{\\rtf"u8))
            throw UnreadableException.Damaged("The file is RTF, which is not read; save it as Word (.docx).");

        if (bytes[..Math.Min(1024, bytes.Length)].IndexOf("%PDF-"u8) >= 0)
            return Pdf;

        if (!bytes.StartsWith("PK\u0003\u0004"u8) && !bytes.StartsWith("PK\u0005\u0006"u8))
            return null;

        var parts = PackageGuard.Check(file, cancellation);
        return parts.Contains(WordReader.MainPart) ? Word
            : parts.Contains(ExcelReader.MainPart) ? Excel
            : throw UnreadableException.Damaged("The file is a package that is neither Word (.docx) nor Excel (.xlsx).");
    }

    /// <summary>The names of the streams in a compound file stand in its directory as UTF-16.</summary>
    private static string OldOffice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0)
            return "The file is protected by a password; save it without one.";

        return bytes.IndexOf(Encoding.Unicode.GetBytes("WordDocument")) >= 0 ? "The file is Word's format of before 2007 (.doc); save it as .docx."
            : bytes.IndexOf(Encoding.Unicode.GetBytes("Workbook")) >= 0 ? "The file is Excel's format of before 2007 (.xls); save it as .xlsx."
            : "The file is of an office program of before 2007; save it as .docx or .xlsx.";
    }

    private static Outcome Written(IDocumentReader reader, DocumentFile file, CancellationToken cancellation)
    {
        if (file.Columns is not null && reader != Excel && reader != Csv)
            return NoSpreadsheet();

        var lines = new LineWriter(file.Limits, cancellation);
        reader.Read(file, lines, cancellation);
        var text = lines.ToString();
        if (text.Contains('\0', StringComparison.Ordinal))
            return Refused("unreadable-document", "The file holds the character U+0000; it is no text.");

        return text.AsSpan().IsWhiteSpace()
            ? Refused("unreadable-document", reader == Pdf ? "The PDF holds no text: it is a scan or holds pictures alone; have its text recognized (OCR) before, or hand in Word or text."
                : lines.Skipped.Count > 0 ? $"The file holds no text but in hidden sheets ({string.Join(", ", lines.Skipped)}); show them to have them read." : "The file holds no text.")
            : new Outcome { Source = SourceText.FromFile(text, file.Bytes, file.Text?.Encoding), Format = reader.Format, Origins = lines.Origins, Unread = lines.Unread, Skipped = lines.Skipped, Pictures = lines.Pictures };
    }

    private static void CheckLines(SourceText source, ReadingLimits limits)
    {
        for (var number = 1; number <= source.LineCount; number++)
            if (source.Line(number).Length > limits.MaxLineLength)
                throw UnreadableException.TooLarge($"Line {number:N0} has {source.Line(number).Length:N0} characters; at most {limits.MaxLineLength:N0} are read.");
    }

    private static Outcome NoSpreadsheet() =>
        Refused("unreadable-document", "Columns were given, but the file is no spreadsheet; leave them out.");

    private static Outcome Refused(string code, string reason) => new() { Code = code, Reason = reason };
}
