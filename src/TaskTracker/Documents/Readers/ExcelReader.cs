using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// Excel's .xlsx: every sheet a table under its name, unless it has a title row of its own. Values come as Excel shows them: days as
/// 2018年6月30日, shares as percent. Hidden sheets (lists to choose from, drafts) are left out and named. Read as a stream, a row at a time.
/// </summary>
internal sealed partial class ExcelReader : IDocumentReader
{
    public const string MainPart = "xl/workbook.xml";

    public string Format => "xlsx";

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(file.Bytes, writable: false), isEditable: false);
        var book = package.WorkbookPart ?? throw UnreadableException.Damaged("The package has no workbook in it.");
        var values = new ExcelValues(book, cancellation);
        foreach (var sheet in book.Workbook.Sheets?.Elements<Sheet>() ?? [])
        {
            if (sheet.Id?.Value is not { } id || !book.TryGetPartById(id, out var part) || part is not WorksheetPart worksheet)
                continue;

            var name = sheet.Name?.Value ?? "";
            if (sheet.State?.Value is { } state && state != SheetStateValues.Visible)
            {
                lines.Skip(name);
                continue;
            }

            var title = AutomaticName.IsMatch(name) || name.Length == 0 ? Path.GetFileNameWithoutExtension(file.Name) : name;
            ReadSheet(worksheet, new SheetLines(lines, $"{name} row", title, file.Columns), values, cancellation);
            lines.EndTable();
        }
    }

    private static void ReadSheet(WorksheetPart sheet, SheetLines lines, ExcelValues values, CancellationToken cancellation)
    {
        var merges = new ExcelMerges(Elements<MergeCell>(sheet, cancellation).Select(merge => merge.Reference?.Value ?? ""));
        var number = 0;
        foreach (var row in Elements<Row>(sheet, cancellation))
        {
            number = row.RowIndex is { HasValue: true } index && index.Value is > 0 and <= int.MaxValue ? (int)index.Value : number + 1;
            var cells = new List<string>();
            foreach (var cell in row.Elements<Cell>())
            {
                var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) ?? cells.Count : cells.Count;
                var text = values.TextOf(cell);
                if (text.Length == 0)
                    continue;

                LineWriter.CheckColumns(column + 1);
                while (cells.Count <= column)
                    cells.Add("");

                cells[column] = text;
            }

            if (cells.Count > 0)
                lines.Add(merges.Fill(cells, number), number);
        }
    }

    /// <summary>0-based; null if it is no reference.</summary>
    public static int? ColumnOf(string reference)
    {
        var column = 0;
        var letters = 0;
        while (letters < reference.Length && letters < 4 && reference[letters] is >= 'A' and <= 'Z')
            column = (column * 26) + reference[letters++] - 'A' + 1;

        return letters is > 0 and < 4 ? column - 1 : null;
    }

    private static IEnumerable<T> Elements<T>(OpenXmlPart part, CancellationToken cancellation)
        where T : OpenXmlElement
    {
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.IsStartElement && reader.ElementType == typeof(T))
                yield return (T)reader.LoadCurrentElement()!;
        }
    }

    [GeneratedRegex(@"^(?:Sheet|工作表)\s*\d*$", RegexOptions.IgnoreCase)]
    private static partial Regex AutomaticName { get; }
}
