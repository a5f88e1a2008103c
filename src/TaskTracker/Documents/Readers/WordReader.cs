using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// Word's .docx: paragraphs with the numbers that Word prints before them, headings, tables with merged cells. Read as a stream, a paragraph
/// or a row at a time. Deleted text, comments, notes, headers and footers are left out.
/// </summary>
internal sealed class WordReader : IDocumentReader
{
    public const string MainPart = "word/document.xml";

    public string Format => "docx";

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(file.Bytes, writable: false), isEditable: false);
        var main = package.MainDocumentPart ?? throw UnreadableException.Damaged("The package has no document in it.");
        var body = new Body(lines, new WordParagraphs(lines), new WordNumbering(main.NumberingDefinitionsPart, main.StyleDefinitionsPart));
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.ElementType == typeof(Table))
                body.EnterTable(reader.IsStartElement ? 1 : -1);
            else if (!reader.IsStartElement)
                continue;
            else if (reader.ElementType == typeof(TableRow))
                body.Add((TableRow)reader.LoadCurrentElement()!);
            else if (reader.ElementType == typeof(Paragraph))
                body.Add((Paragraph)reader.LoadCurrentElement()!);
        }

        body.End();
    }

    /// <summary>What has been read of the text so far.</summary>
    private sealed class Body(LineWriter lines, WordParagraphs written, WordNumbering numbering)
    {
        private int _paragraphs;
        private int _tables;
        private int _depth;
        private TableLines? _table;

        public void EnterTable(int step)
        {
            written.End();
            _depth += step;
            _table = _depth == 0 ? null : new TableLines(lines, $"table {++_tables} row");
            lines.EndTable();
        }

        public void Add(Paragraph paragraph)
        {
            var text = TextOf(paragraph);
            var level = numbering.HeadingLevelOf(paragraph);
            var mark = level > 0 ? new string('#', level) + " " : "";
            var isBlank = string.IsNullOrWhiteSpace(text);
            written.Add(new WordParagraph(
                text, isBlank ? "" : mark + numbering.LabelOf(paragraph), ++_paragraphs,
                paragraph.ParagraphProperties?.Justification?.Val is { HasValue: true, InnerText: "center" }));
        }

        public void End() => written.End();

        public void Add(TableRow row)
        {
            var before = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
            var cells = Enumerable.Repeat(new TableLines.Cell(""), Math.Clamp(before, 0, LineWriter.MostColumns)).ToList();
            foreach (var cell in row.Descendants<TableCell>().Where(cell => cell.Ancestors<TableRow>().First() == row))
            {
                var merge = cell.TableCellProperties?.VerticalMerge;
                var goesOn = merge is not null && merge.Val?.InnerText != "restart";
                var columns = cell.TableCellProperties?.GridSpan?.Val is { HasValue: true } span ? Math.Max(1, span.Value) : 1;
                LineWriter.CheckColumns(columns);
                var text = string.Join('\n', cell.Descendants<Paragraph>().Select(paragraph => numbering.LabelOf(paragraph) + TextOf(paragraph)));
                cells.Add(new TableLines.Cell(text, columns, GoesOn: goesOn));
            }

            _table?.Add(cells);
        }

        private static string TextOf(Paragraph paragraph)
        {
            var text = new StringBuilder();
            Append(text, paragraph);
            return WithoutTabs(text.ToString());
        }

        private static void Append(StringBuilder text, OpenXmlElement element)
        {
            foreach (var child in element.ChildElements)
            {
                switch (child)
                {
                    case Text written:
                        text.Append(written.Text);
                        break;
                    case TabChar:
                        text.Append('\t');
                        break;
                    case Break or CarriageReturn:
                        text.Append('\n');
                        break;
                    case NoBreakHyphen:
                        text.Append('-');
                        break;
                    case ParagraphProperties or DeletedRun or MoveFromRun or AlternateContentFallback:
                        break;
                    default:
                        Append(text, child);
                        break;
                }
            }
        }

        /// <summary>Tabs would make a paragraph a row; only the one before the page of a contents line stays.</summary>
        private static string WithoutTabs(string text)
        {
            var last = text.LastIndexOf('\t');
            if (last < 0)
                return text;

            var isPage = last > 0 && last + 1 < text.Length && text.AsSpan(last + 1).Trim().IndexOfAnyExceptInRange('0', '9') < 0;
            return isPage ? $"{text[..last].Replace('\t', ' ')}……{text.AsSpan(last + 1).Trim()}" : text.Replace('\t', ' ');
        }
    }
}
