using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// A web page: headings, paragraphs, lists and tables, whose places are the lines of the file. Scripts, styles and what is hidden are left
/// out. A table of one column, or one that holds another, only arranges the page.
/// </summary>
internal sealed class HtmlReader : IDocumentReader
{
    private const int DeepestNesting = 256;
    private const int MostElements = 2_000_000;
    private const int Head = 2_000;
    private const string Part = "line";

    private static readonly HashSet<string> Skipped = ["script", "style", "noscript", "template", "head", "title", "select", "textarea", "svg", "iframe", "object"];

    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    ];

    public string Format => "html";

    /// <summary>By its first tag, or by its name if there is a tag at all.</summary>
    public static bool Takes(DocumentFile file)
    {
        var text = file.Text!.ToString().AsSpan().TrimStart();
        var head = text[..Math.Min(Head, text.Length)];
        return text.StartsWith('<') && (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
            || (file.IsNamed(".htm", ".html", ".xhtml") && head.Contains('<'));
    }

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        using var document = Parse(file.Text!.ToString(), cancellation);
        if (document.Body is { } body)
            new Page(lines, cancellation).Read(body);
    }

    private static IHtmlDocument Parse(string text, CancellationToken cancellation)
    {
        IElement? previous = null;
        var elements = 0;
        var options = new HtmlParserOptions
        {
            IsKeepingSourceReferences = true,
            SkipComments = true,
            SkipScriptText = true,
            ShouldEmitAttribute = static (ref _, name) => name.Span is "rowspan" or "colspan" or "hidden" or "start",
            OnCreated = (element, _) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (++elements > MostElements)
                    throw UnreadableException.TooLarge($"The page has more than {MostElements:N0} elements.");

                if (DepthOf(previous) > DeepestNesting)
                    throw UnreadableException.TooLarge($"The elements of the page are nested deeper than {DeepestNesting}.");

                previous = element;
            },
        };
        return new HtmlParser(options).ParseDocument(text);
    }

    private static int DepthOf(INode? node)
    {
        var depth = 0;
        for (; node is not null && depth <= DeepestNesting; node = node.Parent)
            depth++;

        return depth;
    }

    /// <summary>Walks one page; what is nested deeper than the parser lets through does not come here.</summary>
    private sealed class Page(LineWriter lines, CancellationToken cancellation)
    {
        private readonly StringBuilder _paragraph = new();
        private readonly Dictionary<IElement, int> _numbers = [];
        private int _tables;

        public void Read(IElement body) => ReadBlock(body, "");

        private void ReadBlock(IElement element, string prefix)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = LineOf(element);
            _paragraph.Append(prefix);
            foreach (var node in element.ChildNodes)
                at = ReadNode(node, at);

            Flush(at);
        }

        /// <returns>The line at which the paragraph that is open begins.</returns>
        private int ReadNode(INode node, int at)
        {
            if (node is IText text)
            {
                Append(text.Data);
                return at;
            }

            if (node is not IElement element || Skipped.Contains(element.LocalName) || element.HasAttribute("hidden"))
                return at;

            if (element.LocalName == "br")
            {
                _paragraph.Append('\n');
                return at;
            }

            if (!Blocks.Contains(element.LocalName))
            {
                foreach (var child in element.ChildNodes)
                    at = ReadNode(child, at);

                return at;
            }

            Flush(at);
            if (element is IHtmlTableElement table && IsTableOfData(table))
                ReadTable(table);
            else
                ReadBlock(element, PrefixOf(element));

            return LineOf(element);
        }

        private void ReadTable(IHtmlTableElement table)
        {
            if (table.Caption is { } caption)
                ReadBlock(caption, "");

            var writer = new TableLines(lines, $"table {++_tables} row");
            foreach (var row in RowsOf(table))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Add(row.Cells.Select(cell => new TableLines.Cell(TextOf(cell), Span(cell, "colspan"), Span(cell, "rowspan"))));
            }

            lines.EndTable();
        }

        private static bool IsTableOfData(IHtmlTableElement table) =>
            table.QuerySelector("table") is null && RowsOf(table).Any(row => row.Cells.Length > 1);

        private static IEnumerable<IHtmlTableRowElement> RowsOf(IElement part) =>
            part.Children.SelectMany(child => child switch
            {
                IHtmlTableRowElement row => [row],
                IHtmlTableSectionElement section => RowsOf(section),
                _ => [],
            });

        private static int Span(IElement cell, string attribute) =>
            int.TryParse(cell.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span > 0 ? span : 1;

        private string TextOf(IElement cell)
        {
            AppendCell(cell);
            var text = _paragraph.ToString();
            _paragraph.Clear();
            return text;
        }

        private void AppendCell(IElement element)
        {
            foreach (var node in element.ChildNodes)
            {
                if (node is IText text)
                    Append(text.Data);
                else if (node is IElement child && !Skipped.Contains(child.LocalName))
                {
                    var divides = child.LocalName == "br" || Blocks.Contains(child.LocalName);
                    _paragraph.Append(divides ? "\n" : "");
                    AppendCell(child);
                    _paragraph.Append(divides ? "\n" : "");
                }
            }
        }

        /// <summary>White space in a page means nothing but that words are apart; between Chinese characters not even that.</summary>
        private void Append(string text)
        {
            foreach (var character in text)
            {
                var isSpace = character is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00A0';
                if (!isSpace)
                    _paragraph.Append(character);
                else if (_paragraph.Length > 0 && _paragraph[^1] is not (' ' or '\n'))
                    _paragraph.Append(' ');
            }
        }

        private void Flush(int line)
        {
            lines.Paragraph(_paragraph.ToString().Trim(), Part, line);
            _paragraph.Clear();
        }

        private string PrefixOf(IElement element) => element.LocalName switch
        {
            ['h', var level and >= '1' and <= '6'] => new string('#', level - '0') + " ",
            "li" when element.ParentElement is IHtmlOrderedListElement list => NextNumberIn(list) + ". ",
            _ => "",
        };

        private int NextNumberIn(IHtmlOrderedListElement list)
        {
            var number = _numbers.TryGetValue(list, out var last) ? unchecked(last + 1)
                : int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start) ? start : 1;
            return _numbers[list] = number;
        }

        private static int LineOf(IElement element) => element.SourceReference?.Position.Line is { } line and > 0 ? line : 1;
    }
}
