namespace TaskTracker.Core.Documents.Layouts;

/// <summary>Finds, in the lines before each run of labels, the measure that the labels belong to, and the headings over it.</summary>
internal sealed class LabelledListBuilder
{
    /// <summary>How many items above show what labels the items of a list have.</summary>
    private const int Neighbours = 20;

    private const int LongestHeading = 60;

    private readonly DocumentText document;
    private readonly IReadOnlyList<LabelledSegment> segments;
    private readonly bool numbersAreInsideMeasures;
    private readonly List<LabelledList> lists = [];
    private readonly SectionPath sections = new();

    private LabelledList? list;
    private int lastNumber;
    private (string Text, int Line)? title;
    private bool titleIsNew;
    private RawItem? open;
    private bool openIsNumbered;
    private bool inBasis;

    public LabelledListBuilder(DocumentText document, IReadOnlyList<LabelledSegment> segments)
    {
        this.document = document;
        this.segments = segments;
        numbersAreInsideMeasures = LabelledSegment.NumbersAreInsideMeasures(segments);
    }

    public IReadOnlyList<LabelledList> Build()
    {
        foreach (var segment in segments)
        {
            open = null;
            inBasis = false;
            for (var at = 0; at < segment.Prelude.Count; at++)
                Take(segment.Prelude, at);

            Close(segment);
        }

        return lists;
    }

    private void Take(IReadOnlyList<TextLine> lines, int at)
    {
        var line = lines[at];
        var isNumbered = PrintedNumber.TryRead(line.Text, out var number);
        if (isNumbered && number.Style < NumberStyle.Arabic && IsHeading(line))
        {
            CloseUnlabelled();
            sections.Enter((int)number.Style, Printed.Squash(line.Text), line.Number);
        }
        else if (isNumbered && NumbersMeasure(number.Style) && BeginsParagraph(lines, at))
        {
            CloseUnlabelled();
            Begin(line.Number, number.Printed, number.Rest, isNumbered: number.Style == NumberStyle.Arabic);
            TakeTask(lines, at, number.Rest);
        }
        else if (IsTitle(lines, at))
        {
            CloseUnlabelled();
            title = (line.Text, line.Number);
            titleIsNew = true;
            sections.Clear();
        }
        else
            Continue(line);
    }

    private bool NumbersMeasure(NumberStyle style) =>
        style < NumberStyle.Arabic || (style == NumberStyle.Arabic && !numbersAreInsideMeasures);

    private bool IsHeading(TextLine line) =>
        line.IsMarkedHeading
        || (line.Text.Length <= LongestHeading && !document.IsFull(line)
            && !Printed.EndsSentence(line.Text) && !line.Text.Contains('。', StringComparison.Ordinal));

    /// <summary>In a source that is broken by width, a figure may begin a line in mid-sentence.</summary>
    private bool BeginsParagraph(IReadOnlyList<TextLine> lines, int at) =>
        at == 0 || !document.IsFull(lines[at - 1]) || Printed.EndsSentence(lines[at - 1].Text);

    private bool IsTitle(IReadOnlyList<TextLine> lines, int at)
    {
        var line = lines[at];
        if (!TitleShape.CanHeadList(line.Text) || document.IsFull(line))
            return false;

        if (!line.IsMarkedHeading && line.Text.Contains('，', StringComparison.Ordinal))
            return false;

        if (at > 0 && document.IsFull(lines[at - 1]) && !Printed.EndsSentence(lines[at - 1].Text))
            return false;

        return line.IsMarkedHeading
            || (at > 0 && TitleShape.IsAnnexMark(Printed.Squash(lines[at - 1].Text)))
            || (IsNumberedOne(lines, at + 1) && (at == 0 || EndsPart(lines[at - 1].Text)))
            || (list is null && TitleShape.IsTitle(Printed.Squash(line.Text)));
    }

    private static bool IsNumberedOne(IReadOnlyList<TextLine> lines, int at) =>
        at < lines.Count && PrintedNumber.TryRead(lines[at].Text, out var number) && number.Value == 1;

    /// <summary>True for what stands over a title: the end of a text, a date, a signature, a remark.</summary>
    private static bool EndsPart(string text) =>
        Printed.EndsSentence(text) || PrintedDate.Of(text) is not null || TitleShape.IsOrganisation(Printed.Squash(text)) || text[^1] is '）' or ')';

    private void Begin(int line, string? no, string text, bool isNumbered)
    {
        open = new RawItem { No = no, Section = sections.Path, HeadingLines = sections.Lines, LineStart = line, LineEnd = line };
        if (text.Length > 0)
            open.Text.Add(text);

        openIsNumbered = isNumbered;
        inBasis = false;
    }

    /// <summary>A heading of its own behind the number: short, no sentence, with a labelled part of the measure under it.</summary>
    private void TakeTask(IReadOnlyList<TextLine> lines, int at, string rest)
    {
        var labels = LabelLine.Read(lines[at] with { Text = rest });
        var isHeading = rest.Length is > 0 and <= 40 && !Printed.EndsSentence(rest)
            && at + 1 < lines.Count && LabelLine.Read(lines[at + 1]) is [{ Role: Role.Measure or Role.Basis }, ..];
        if (labels is [{ Role: Role.Task } label])
            open!.Task = Printed.Squash(label.Value);
        else if (isHeading)
            open!.Task = Printed.Squash(rest);

        if (open!.Task is not null)
            open.Text.Clear();
    }

    private void Continue(TextLine line)
    {
        var labels = LabelLine.Read(line);
        if (labels.Count > 0)
            inBasis = labels[0].Role == Role.Basis;

        if (open is null)
            Begin(line.Number, null, "", isNumbered: false);

        var isBasis = inBasis || (labels.Count > 0 && labels[0].Role == Role.Basis);
        inBasis = isBasis;
        if (!isBasis)
            open!.Text.Add(line.Text);

        open!.LineEnd = line.Number;
    }

    /// <summary>
    /// A paragraph that no labels follow. The next number of a list is an item without a unit; anything else right after
    /// an item is a note to it (情况说明).
    /// </summary>
    private void CloseUnlabelled()
    {
        if (open is { } left && list is { Items.Count: > 0 } current && !titleIsNew)
        {
            if (openIsNumbered && ValueOf(left) == lastNumber + 1)
                Add(left);
            else if (left.No is null && current.Items[^1] is var before && left.Section.SequenceEqual(before.Section))
                before.LineEnd = left.LineEnd;
        }

        open = null;
    }

    private void Close(LabelledSegment segment)
    {
        var lineEnd = segment.Labels[^1].LineEnd;
        if (open is { No: null } && BelongsToItemAbove(segment))
        {
            var above = list!.Items[^1];
            above.Find(FindingCodes.LabelMisplaced, "Text stands between the labels of this entry; it was left out.", open.LineStart, open.LineEnd);
            above.LineEnd = lineEnd;
            Fill(above, segment);
            return;
        }

        if (open is null)
        {
            if (list is not null && list.Items.Count > 0 && segment.Prelude.Count == 0)
            {
                list.Items[^1].LineEnd = lineEnd;
                Fill(list.Items[^1], segment);
                return;
            }

            Begin(segment.Labels[0].LineStart, null, "", isNumbered: false);
            TakeHeadingAsText();
        }

        var item = open!;
        item.LineEnd = lineEnd;
        Fill(item, segment);
        BeginListIfNew(item);
        if (item.No is null && list!.Items is [.., { No: not null } previous] && previous.Section.SequenceEqual(item.Section) && lastNumber > 0)
            item.Find(FindingCodes.RowUnnumbered, $"This measure has no number of its own; it may belong to number {previous.No} above.");

        Add(item);
    }

    /// <summary>Labels right under a heading: the heading is all that is printed of the measure.</summary>
    private void TakeHeadingAsText()
    {
        if (sections.Last is { } heading)
        {
            open!.LineStart = heading.Line;
            open.Text.Add(PrintedNumber.TryRead(heading.Text, out var number) ? number.Rest : heading.Text);
        }
    }

    private bool BelongsToItemAbove(LabelledSegment segment) =>
        list is { Items.Count: > 0 } && !titleIsNew
        && list.Items[^1] is { Lead.Count: > 0 } above
        && above.Section.SequenceEqual(open!.Section)
        && segment.Labels.TrueForAll(label => label.Role != Role.Lead && above.ValuesOf(label.Role).Count == 0)
        && list.Items.SkipLast(1).TakeLast(Neighbours).Any(item => segment.Labels.TrueForAll(label => item.ValuesOf(label.Role).Count > 0));

    private static void Fill(RawItem item, LabelledSegment segment)
    {
        foreach (var label in segment.Labels)
        {
            if (label.Value.Length == 0)
                continue;

            var values = item.ValuesOf(label.Role);
            if (values.Count > 0)
                item.Find(FindingCodes.LabelMisplaced, "The same label stands here twice; both values were taken.", label.LineStart, label.LineEnd);

            if (label.Misprint is { } words)
                item.Find(
                    FindingCodes.LabelMisplaced,
                    $"“{words}” is no known label; what follows it was read as the deadline.",
                    label.LineStart,
                    label.LineEnd);

            values.Add(label.Value);
        }
    }

    /// <summary>A title whose numbering begins anew begins a list; so does numbering that begins anew with the headings.</summary>
    private void BeginListIfNew(RawItem item)
    {
        var beginsAnew = ValueOf(item) is null or 1 || lastNumber == 0;
        if (list is not null && !(titleIsNew && beginsAnew) && !(ValueOf(item) == 1 && lastNumber > 1 && sections.BeganAnew))
            return;

        list = new LabelledList
        {
            Title = title is { } found ? Printed.Squash(found.Text) : document.Head.Title,
            TitleLine = title?.Line ?? 0,
        };
        lists.Add(list);
        lastNumber = 0;
        titleIsNew = false;
        sections.ForgetBeginning();
    }

    private void Add(RawItem item)
    {
        foreach (var heading in sections.Open)
            list!.AddHeading(heading.Text, heading.Line);

        list!.Items.Add(item);
        if (ValueOf(item) is not { } value)
            return;

        if (list.Numbers.Count == 0 || (value == 1 && sections.HasEntered))
            list.Numbers.Add([]);

        list.Numbers[^1].Add((value, item.LineStart));
        lastNumber = value;
        sections.HasEntered = false;
    }

    private static int? ValueOf(RawItem item) => item.No is { } no && char.IsAsciiDigit(no[0]) ? PrintedNumber.ValueOf(no) : null;
}
