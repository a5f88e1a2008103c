using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>The duties of units that stand under one heading.</summary>
internal sealed class DutyList
{
    public required string Title { get; init; }

    /// <summary>0 if the title does not stand over the list, but at the head of the document.</summary>
    public required int TitleLine { get; init; }

    public required ListKind Kind { get; init; }

    public List<RawItem> Items { get; } = [];

    /// <summary>The units that stand as headings over items, with their lines.</summary>
    public List<(string Heading, int Line)> Headings { get; } = [];

    /// <summary>The printed numbers, one run for each time that the numbering begins anew.</summary>
    public List<List<(int Value, int Line)>> Numbers { get; } = [];
}

/// <summary>Finds the runs of units in a document, decides which are lists of duties, and cuts them into items.</summary>
internal sealed class DutyListBuilder(DocumentText document, UnitDirectory? directory)
{
    private const int LongestTitle = 40;

    /// <summary>Fewer units in one paragraph may be those that a single duty speaks of.</summary>
    private const int FewestUnitsOfAParagraph = 4;

    private static readonly SearchValues<string> DutyNouns = SearchValues.Create(["职责", "分工", "职能", "责任"], StringComparison.Ordinal);
    private static readonly SearchValues<string> StandingDuty = SearchValues.Create(["职责", "职能"], StringComparison.Ordinal);
    private static readonly SearchValues<string> LiabilityNouns = SearchValues.Create(["法律责任", "追究", "违约"], StringComparison.Ordinal);

    private readonly IReadOnlyList<DutyParagraph> paragraphs = new DutyParagraphs(document, directory).ReadDuties();
    private readonly List<DutyList> lists = [];
    private readonly SectionPath sections = new();
    private (string Text, int Line)? leadIn;
    private int lastListEnd = -1;

    public IReadOnlyList<DutyList> Build()
    {
        var runs = new DutyRunReader(paragraphs);
        var tried = new HashSet<int>();
        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (paragraphs[at].Start is not null && !IsAnnouncement(at) && tried.Add(paragraphs[at].LineStart))
            {
                var run = runs.Read(at);
                if (run.IsList(IsAnnounced, directory is not null) || (lastListEnd == at && run.IsLedTo) || HoldsSeveral(run))
                {
                    Add(run, closesList: lastListEnd == at);
                    lastListEnd = run.End;
                    at = run.End - 1;
                    continue;
                }

                // Each sibling would only find the rest of the same run.
                foreach (var entry in run.Entries)
                    tried.Add(entry.Head.LineStart);
            }

            Pass(paragraphs[at], at);
        }

        return lists;
    }

    private bool IsAnnounced => sections.Path.Any(AnnouncesDuties) || (leadIn is { } sentence && AnnouncesDuties(sentence.Text));

    /// <summary>Under a heading that announces duties, one paragraph may lay them on several units: 区教委要…。区民政局要….</summary>
    private bool HoldsSeveral(DutyRun run) =>
        IsAnnounced && run.Entries.Any(entry => entry.Start is { } start
            && DutySentences.Split(entry.Head.Text, start, directory).Where(part => part.Of is { IsUnit: true }).Select(part => part.Of!.Names).Distinct().Count() >= FewestUnitsOfAParagraph);

    /// <summary>职责分工, 部门职能, 明确责任; but not 法律责任 or 责任追究.</summary>
    private static bool AnnouncesDuties(string text) =>
        text.AsSpan().ContainsAny(DutyNouns) && !text.AsSpan().ContainsAny(LiabilityNouns);

    /// <summary>各部门职责: a collective name over paragraphs that begin with the units themselves.</summary>
    private bool IsAnnouncement(int at)
    {
        var paragraph = paragraphs[at];
        if (paragraph.Start is not { Kind: UnitStartKind.Heading } start || at + 1 >= paragraphs.Count || directory?.Find(start.Names)?.Unit is not null)
            return false;

        return paragraphs[at + 1] is { Start: { } below } next && next.Depth != paragraph.Depth && below.Names != start.Names;
    }

    private void Pass(DutyParagraph paragraph, int at)
    {
        if (paragraph.EndsInColon)
        {
            leadIn = (paragraph.Text, paragraph.LineStart);
            return;
        }

        leadIn = null;
        if (paragraph.IsNumbered && paragraph.IsHeading)
            sections.Enter(paragraph.Depth, paragraph.Whole, paragraph.LineStart);
        else if (!paragraph.IsNumbered && paragraph.IsHeading && TitleShape.CanHeadList(paragraph.Text) && (paragraph.IsMarked || IsTitle(paragraph, at)))
        {
            sections.Clear();
            sections.Enter(-1, paragraph.Text, paragraph.LineStart);
        }
    }

    private bool IsTitle(DutyParagraph paragraph, int at) =>
        (at > 0 && TitleShape.IsAnnexMark(paragraphs[at - 1].Text)) || AnnouncesDuties(paragraph.Text) || TitleShape.IsTitle(paragraph.Text);

    private void Add(DutyRun run, bool closesList)
    {
        if (run.Entries[0].Start!.Kind == UnitStartKind.ListHeading)
        {
            foreach (var entry in run.Entries.Where(entry => entry.HasDuty))
                AddItems(NewList(entry.Head.Text, entry.Head.LineStart, KindOf(entry.Head.Text)), [entry]);

            return;
        }

        var (title, line) = TitleOfDuties();
        var goesOn = lists.Count > 0 && (closesList || (line > 0 && lists[^1].TitleLine == line));
        AddItems(goesOn ? lists[^1] : NewList(title, line, KindOf(run)), run.Entries);
    }

    /// <summary>The heading right above; or the sentence that leads to the list, if only that announces duties.</summary>
    private (string Text, int Line) TitleOfDuties()
    {
        if (leadIn is { } sentence && sentence.Text.Length <= LongestTitle && sentence.Text.AsSpan().IndexOfAny("。，") < 0 && AnnouncesDuties(sentence.Text))
            return (sentence.Text.TrimEnd('：', ':'), sentence.Line);

        if (sections.Last is not { } heading)
            return (document.Head.Title, 0);

        return (PrintedNumber.TryRead(heading.Text, out var number) ? number.Rest : heading.Text, heading.Line);
    }

    /// <summary>Measures below units are tasks, unless a heading calls them duties (职责).</summary>
    private ListKind KindOf(DutyRun run) =>
        !run.Entries[0].Start!.IsHeading || sections.Path.Concat(run.Entries.Select(entry => entry.Head.Text)).Append(leadIn?.Text ?? "").Any(text => text.AsSpan().ContainsAny(StandingDuty))
            ? ListKind.Duties
            : ListKind.Tasks;

    private static ListKind KindOf(string heading) => heading.AsSpan().ContainsAny(StandingDuty) ? ListKind.Duties : ListKind.Tasks;

    private DutyList NewList(string title, int line, ListKind kind)
    {
        var list = new DutyList { Title = title, TitleLine = line, Kind = kind };
        lists.Add(list);
        return list;
    }

    private void AddItems(DutyList list, IReadOnlyList<DutyEntry> entries)
    {
        var items = new DutyItems(directory, sections.Path, numbersAreOfHeadings: !entries.Any(entry => entry.Body.Exists(below => below.IsNumbered)));
        foreach (var entry in entries)
            items.Add(entry);

        list.Items.AddRange(items.Items);
        list.Numbers.AddRange(items.Numbers);
        list.Headings.AddRange(entries.Where(entry => entry.Start is { IsHeading: true }).Select(entry => (entry.Head.Whole, entry.Head.LineStart)));
        leadIn = null;
    }
}
