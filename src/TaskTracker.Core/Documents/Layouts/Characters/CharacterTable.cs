namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>
/// Tables that were turned on their side in print and extracted one character a line: cells follow each other without
/// anything between them but blank lines.
/// </summary>
internal sealed class CharacterTable : ILayout
{
    private const int FewestItems = 3;
    private const int FewestUnreadLines = 200;

    public string Name => "character-table";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        foreach (var paragraphs in CharacterStream.Find(document))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (CharacterHeader.Find(paragraphs) is { } header && Draft(paragraphs, header, document, context) is { } list)
                yield return new LayoutReading(list);
        }
    }

    /// <summary>Stretches of such lines that hold no list: what they print is lost, and that must be said.</summary>
    public static IEnumerable<Finding> Unread(DocumentText document, IReadOnlyList<DraftList> lists) =>
        CharacterStream.Stretches(document.Lines)
            .Where(lines => lines.End - lines.Start >= FewestUnreadLines && !lists.Any(list => list.LineStart <= lines.End && list.LineEnd >= lines.Start))
            .Select(lines => new Finding
            {
                Code = FindingCodes.TableUnread,
                Message = "These lines print a table one character a line whose columns could not be told apart; it was not read.",
                LineStart = lines.Start,
                LineEnd = lines.End,
            });

    private static List<CharacterRow> RowsOf(IReadOnlyList<CharacterParagraph> paragraphs, CharacterHeader header, CharacterCells cells)
    {
        if (CharacterOutline.IsOne(header, paragraphs))
            return new CharacterOutline(header, cells).Read(paragraphs);

        var reader = new CharacterRowReader(header, cells);
        var rows = reader.Read(paragraphs);
        foreach (var row in rows)
            RemoveRemarks(row, reader.Remarks);

        SayIfCut(rows);
        return rows;
    }

    private DraftList? Draft(IReadOnlyList<CharacterParagraph> paragraphs, CharacterHeader header, DocumentText document, ReadingContext context)
    {
        var title = TitleOver(paragraphs, header, document);
        var time = ListFacts.TimeOf(title, document.Head);
        var rows = RowsOf(paragraphs, header, new CharacterCells(context.Directory, new CellShape(context.Directory, time)));
        if (rows.Count < FewestItems || rows.Count(row => row.No is not null) * 2 < rows.Count)
            return null;

        var raws = CharacterItems.Of(rows, header);
        var items = new ItemReader(context.Directory, time, header.Has(Role.Deadline), hasUnitColumn: true).Read(raws);
        return new DraftList
        {
            Title = title,
            Kind = ListKind.Tasks,
            Layout = Name,
            Year = time.Year,
            LineStart = Math.Min(paragraphs[header.Start].LineStart, items.Min(item => item.LineStart)),
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [.. ListFacts.NumberFindings(Numbers(rows))],
            Items = items,
        };
    }

    /// <summary>A printed line that also stands alone in a column of remarks, or in brackets before the measure, is no part of it.</summary>
    private static void RemoveRemarks(CharacterRow row, Dictionary<string, int> remarks)
    {
        while (row.Text.Count > 1 && remarks.GetValueOrDefault(row.Text[^1]) > 1)
            row.Text.RemoveAt(row.Text.Count - 1);

        if (row.Text.Count > 1 && row.Text[0] is ['(' or '（', .., ')' or '）'])
            row.Text.RemoveAt(0);
    }

    /// <summary>Where measures are sentences, one that stops in the middle has lost its end.</summary>
    private static void SayIfCut(List<CharacterRow> rows)
    {
        var cut = rows.Where(row => !Printed.EndsSentence(string.Concat(row.Text))).ToList();
        if (cut.Count * 5 < rows.Count)
            foreach (var row in cut)
                row.Findings.Add((FindingCodes.RowSplit, "The measure of this row stops in mid-sentence; its rest may stand in the row below."));
    }

    private static string TitleOver(IReadOnlyList<CharacterParagraph> paragraphs, CharacterHeader header, DocumentText document)
    {
        var title = "";
        for (var at = header.Start - 1; at >= 0 && header.Start - at <= 4; at--)
        {
            var text = paragraphs[at].Text.TrimStart('附', '件', '：');
            if (text.Length > 0 && title.Length + text.Length <= 60)
                title = text + title;
        }

        // A page break can leave the end of a title only.
        var isWhole = title.Contains('《', StringComparison.Ordinal) || !title.Contains('》', StringComparison.Ordinal);
        return isWhole && TitleShape.CanHeadList(title) ? title : document.Head.Title;
    }

    /// <summary>Each number once: a row without one of its own repeats the number above.</summary>
    private static List<(int Value, int Line)> Numbers(List<CharacterRow> rows) =>
        [.. rows.Where((row, at) => row.No is not null && PrintedNumber.ValueOf(row.No) is not null && (at == 0 || rows[at - 1].No != row.No))
            .Select(row => (PrintedNumber.ValueOf(row.No!)!.Value, row.LineStart))];
}
