using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>
/// Finds the documents that a file prints one after the other. A document begins at its title, over its number (文号),
/// or at the red head over a number whose title follows; one without a number is found by the title that the contents
/// page gives it.
/// </summary>
internal sealed class DocumentFinder
{
    private const int MostTitleLines = 8;

    private readonly IReadOnlyList<TextLine> lines;
    private readonly ContentsPage contents;
    private readonly int lastLine;
    private readonly SourceText source;

    private DocumentFinder(IReadOnlyList<TextLine> lines, int lastLine, SourceText source)
    {
        this.lines = lines;
        this.source = source;
        this.lastLine = lastLine;
        contents = ContentsPage.Find(lines);
    }

    public static IReadOnlyList<DocumentText> Find(SourceText source)
    {
        var lines = new List<TextLine>();
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number);
            if (line.IsWhiteSpace())
                continue;

            var isRow = line.Contains('\t');
            var text = isRow ? line.TrimEnd(" \r").ToString() : Printed.Clean(line);
            if (text.Length > 0)
                lines.Add(new TextLine(number, text, isRow, Printed.IsMarkedHeading(line)));
        }

        return lines.Count == 0 ? [] : new DocumentFinder(lines, lines[^1].Number, source).Find();
    }

    private List<DocumentText> Find()
    {
        var starts = FindStarts();
        var documents = new List<DocumentText>();
        var first = starts.Count > 0 ? starts[0].From : lines.Count;
        var mayBeHeadless = first - contents.LastIndex > 1 && (starts.Count == 0 || contents.LastIndex < 0);
        if (mayBeHeadless && HeadlessDocument(contents.LastIndex + 1, first) is { } headless)
            documents.Add(headless);

        for (var at = 0; at < starts.Count; at++)
            documents.Add(Document(starts[at], at + 1 < starts.Count ? starts[at + 1].From : lines.Count));

        return documents;
    }

    private List<Start> FindStarts()
    {
        var starts = new List<Start>();
        var expected = new HashSet<string>(contents.TitlesWithoutNumber);
        for (var at = contents.LastIndex + 1; at < lines.Count; at++)
        {
            var free = starts.Count > 0 ? starts[^1].BodyFrom : contents.LastIndex + 1;
            var start = lines[at].IsRow ? null
                : DocumentNumber.Of(lines[at].Text) is { } number ? StartAtNumber(at, number, free)
                : expected.Count > 0 ? StartAtTitle(at, expected) : null;
            if (start is null)
                continue;

            starts.Add(start);
            at = start.BodyFrom - 1;
        }

        return starts;
    }

    private Start? StartAtNumber(int at, string number, int free)
    {
        if (at > free && TitleShape.IssuerOfRedHead(Printed.Squash(lines[at - 1].Text)) is { } issuer)
            return TitleFrom(at + 1) is { } below ? new Start(at - 1, below.End, number, below.Title, issuer) : null;

        if (TitleUpTo(at, free) is { } above)
            return new Start(above.From, at + 1, number, above.Title, null);

        return TitleFrom(at + 1) is { } following ? new Start(at, following.End, number, following.Title, null) : null;
    }

    private Start? StartAtTitle(int at, HashSet<string> expected)
    {
        var squashed = new StringBuilder();
        for (var end = at; end < lines.Count && end - at < MostTitleLines && squashed.Length < 200 && !lines[end].IsRow; end++)
        {
            squashed.Append(Printed.Squash(lines[end].Text));
            var title = squashed.ToString();
            if (expected.Remove(title))
                return new Start(at, end + 1, null, Joined(at, end + 1), null);
        }

        return null;
    }

    /// <summary>The title that ends right above a number: one block of lines, and the body that stands over it.</summary>
    private (int From, string Title)? TitleUpTo(int at, int free)
    {
        var from = at - 1;
        if (from < free || !IsTitleLine(from))
            return null;

        while (from > free && at - from < MostTitleLines && lines[from - 1].Number == lines[from].Number - 1 && IsTitleLine(from - 1))
            from--;

        var title = Joined(from, at);
        if (!TitleShape.IsTitle(Printed.Squash(title)))
            return null;

        if (from > free && title.StartsWith("关于", StringComparison.Ordinal) && lines[from - 1].IsMarkedHeading
            && TitleShape.IsOrganisation(Printed.Squash(lines[from - 1].Text)))
            return (from - 1, Joined(from - 1, at));

        return (from, title);
    }

    /// <summary>The title that begins on a line and ends where it names its kind (…的通知), before the addressees.</summary>
    private (int End, string Title)? TitleFrom(int from)
    {
        for (var end = from; end < lines.Count && end - from < MostTitleLines && IsTitleLine(end); end++)
            if (TitleShape.IsTitle(Printed.Squash(Joined(from, end + 1))))
                return (end + 1, Joined(from, end + 1));

        return null;
    }

    private bool IsTitleLine(int at) =>
        !lines[at].IsRow && lines[at].Text.Length <= 120
        && lines[at].Text[^1] is not ('。' or '：' or ':' or '；')
        && PrintedDate.Of(lines[at].Text) is null;

    private string Joined(int from, int to)
    {
        var title = new StringBuilder();
        for (var at = from; at < to; at++)
            title.Append(title.Length > 0 ? " " : "").Append(lines[at].Text);

        return title.ToString();
    }

    private DocumentText Document(Start start, int end)
    {
        var body = Slice(start.BodyFrom, end);
        var signature = Signature.Find(body);
        return new DocumentText(
            new DocumentHead
            {
                Number = start.Number,
                Title = TidyTitle(start.Title),
                Issuer = start.Issuer ?? TitleShape.IssuerOfTitle(start.Title) ?? signature?.Issuer,
                SignedOn = signature?.Date,
                Publicity = body.Select(line => TitleShape.PublicityOf(Printed.Squash(line.Text))).FirstOrDefault(found => found is not null),
                LineStart = lines[start.From].Number,
                LineEnd = lines[end - 1].Number,
            },
            body,
            source);
    }

    /// <summary>Text in front of the first head: a file that is one document, or a gazette cut off at its beginning.</summary>
    private DocumentText? HeadlessDocument(int from, int end)
    {
        var body = Slice(from, end);
        if (body.Count == 0)
            return null;

        var signature = Signature.Find(body);
        var lineStart = body[0].Number;
        var lineEnd = end == lines.Count ? lastLine : body[^1].Number;
        var title = body.FirstOrDefault(line => !line.IsRow && TitleShape.CanHeadList(line.Text)).Text ?? body[0].Text;
        return new DocumentText(
            new DocumentHead
            {
                Title = TidyTitle(title.Length > 140 ? title[..140] : title),
                Issuer = signature?.Issuer ?? TitleShape.IssuerOfTitle(title),
                SignedOn = signature?.Date,
                LineStart = lineStart,
                LineEnd = lineEnd,
                Findings =
                [
                    new Finding
                    {
                        Code = FindingCodes.NoDocumentHead,
                        Message = "No document number is printed over this text; its title was taken from its first lines.",
                        LineStart = lineStart,
                        LineEnd = lineStart,
                    },
                ],
            },
            body,
            source);
    }

    private List<TextLine> Slice(int from, int end)
    {
        var slice = new List<TextLine>(Math.Max(0, end - from));
        for (var at = from; at < end; at++)
            slice.Add(lines[at]);

        return slice;
    }

    /// <summary>Titles are broken at any place: spaces beside Chinese characters are where lines ended.</summary>
    private static string TidyTitle(string title)
    {
        var tidy = new StringBuilder(title.Length);
        for (var at = 0; at < title.Length; at++)
        {
            var isBreak = char.IsWhiteSpace(title[at])
                && (tidy.Length == 0 || at + 1 == title.Length || tidy[^1] > 0x100 || title[at + 1] > 0x100 || char.IsWhiteSpace(title[at + 1]));
            if (!isBreak)
                tidy.Append(title[at]);
        }

        return tidy.ToString();
    }

    private sealed record Start(int From, int BodyFrom, string? Number, string Title, string? Issuer);
}
