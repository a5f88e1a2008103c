using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace TaskTracker.Tests.Documents.Readers;

/// <summary>Small made-up files of office programs.</summary>
internal static class OfficeFiles
{
    public const string DocxMain = "word/document.xml";

    public static byte[] Docx(params OpenXmlElement[] blocks) => Docx(null, blocks);

    public static byte[] Docx(AbstractNum? numbering, params OpenXmlElement[] blocks)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new Document(new Body(blocks));
            if (numbering is not null)
                main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                    numbering, new NumberingInstance(new AbstractNumId { Val = numbering.AbstractNumberId!.Value }) { NumberID = 1 });
        }

        return stream.ToArray();
    }

    public static Paragraph Paragraph(string text, params OpenXmlElement[] properties) =>
        new(new ParagraphProperties(properties), new DocumentFormat.OpenXml.Wordprocessing.Run(new WordText(text) { Space = SpaceProcessingModeValues.Preserve }));

    public static TableCell Cell(string text, int columns = 1, bool? merge = null)
    {
        var properties = new TableCellProperties(new GridSpan { Val = columns });
        if (merge is { } begins)
            properties.Append(begins ? new VerticalMerge { Val = MergedCellValues.Restart } : new VerticalMerge());

        return new TableCell(properties, Paragraph(text));
    }

    public static DocumentFormat.OpenXml.Wordprocessing.Table Table(params TableCell[][] rows) => new(rows.Select(row => new TableRow(row)));

    /// <param name="name">Of the one sheet.</param>
    /// <param name="merges">Merged cells, e.g. A1:D1.</param>
    /// <param name="rows">Texts, and days as numbers in a style of days.</param>
    public static byte[] Xlsx(string name, string[] merges, params object[][] rows)
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = package.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = "s1" }));
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14 }));
            var data = new SheetData(rows.Select((row, at) => new Row(row.Select((value, column) => Value(value, column, at))) { RowIndex = (uint)at + 1 }));
            var sheet = book.AddNewPart<WorksheetPart>("s1");
            sheet.Worksheet = new Worksheet(data);
            if (merges.Length > 0)
                sheet.Worksheet.Append(new MergeCells(merges.Select(merge => new MergeCell { Reference = merge })));
        }

        return stream.ToArray();
    }

    /// <summary>The workbook with a further sheet that is hidden.</summary>
    public static byte[] WithHiddenSheet(this byte[] workbook, string name, params object[][] rows)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var package = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var book = package.WorkbookPart!;
            var sheet = book.AddNewPart<WorksheetPart>("hidden");
            sheet.Worksheet = new Worksheet(new SheetData(
                rows.Select((row, at) => new Row(row.Select((value, column) => Value(value, column, at))) { RowIndex = (uint)at + 1 })));
            book.Workbook.Sheets!.Append(new Sheet { Name = name, SheetId = 99, Id = "hidden", State = SheetStateValues.Hidden });
        }

        return stream.ToArray();
    }

    /// <summary>The package with one part replaced, or added.</summary>
    public static byte[] With(this byte[] package, string part, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var entry = zip.CreateEntry(part, CompressionLevel.Fastest).Open();
            write(entry);
        }

        return stream.ToArray();
    }

    public static byte[] With(this byte[] package, string part, string text) =>
        package.With(part, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static Cell Value(object value, int column, int row) => value switch
    {
        int number => new Cell { CellReference = $"{(char)('A' + column)}{row + 1}", CellValue = new CellValue(number) },
        DateOnly day => new Cell
        {
            CellReference = $"{(char)('A' + column)}{row + 1}",
            StyleIndex = 1,
            CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate()),
        },
        var text => new Cell
        {
            CellReference = $"{(char)('A' + column)}{row + 1}",
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new SheetText((string)text)),
        },
    };
}
