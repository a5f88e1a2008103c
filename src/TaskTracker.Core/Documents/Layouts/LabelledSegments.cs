using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A run of labels that close a measure, and the lines between it and the run before it.</summary>
internal sealed class LabelledSegment(IReadOnlyList<TextLine> prelude)
{
    public IReadOnlyList<TextLine> Prelude { get; } = prelude;

    public List<LabelLine> Labels { get; } = [];

    public bool HasDeadline { get; set; }

    public bool NamesUnit => Labels.Exists(label => label.Role is Role.Lead or Role.Responsible && label.Value.Length > 0);

    /// <summary>
    /// 1. 2. 3. before one run of labels, beginning anew each time, are parts of one measure; numbers that go on from
    /// run to run number the measures.
    /// </summary>
    public static bool NumbersAreInsideMeasures(IReadOnlyList<LabelledSegment> segments)
    {
        int inside = 0, outside = 0, last = 0;
        foreach (var segment in segments)
        {
            var numbers = new List<int>();
            foreach (var line in segment.Prelude)
                if (PrintedNumber.TryRead(line.Text, out var number))
                {
                    if (number.Style is NumberStyle.Arabic)
                        numbers.Add(number.Value);
                    else if (number.Style < NumberStyle.Arabic)
                        numbers.Clear();
                }

            if (numbers.Count >= 2 && numbers[0] == 1 && last != 0)
                inside++;
            else if (numbers.Count > 0)
                outside++;

            last = numbers.Count > 0 ? numbers[^1] : last;
        }

        return inside > outside;
    }
}

/// <summary>Cuts a document at its runs of labels, and puts label values together that go on in the next line.</summary>
internal sealed class LabelledSegments(DocumentText document, UnitDirectory? directory)
{
    private const int LongestValue = 2_000;
    private const int LongestLine = 80;

    private readonly List<LabelledSegment> segments = [];
    private List<TextLine> prelude = [];
    private LabelledSegment? open;
    private TextLine previous;

    public IReadOnlyList<LabelledSegment> Read()
    {
        foreach (var line in document.Lines)
        {
            if (line.IsRow)
            {
                open = null;
                prelude = [];
            }
            else
                Take(line);

            previous = line;
        }

        return segments;
    }

    private void Take(TextLine line)
    {
        var labels = LabelLine.Read(line);
        if (labels.Count == 0 && open is { HasDeadline: false } && LabelLine.ReadMisprintedDeadline(line) is { } misprint)
            labels = [misprint];

        if (labels.Count > 0 && labels[0].ClosesMeasure)
        {
            if (open is null)
            {
                open = new LabelledSegment(prelude);
                segments.Add(open);
                prelude = [];
            }

            open.Labels.AddRange(labels);
            open.HasDeadline |= labels.Any(label => label.Role == Role.Deadline);
        }
        else if (open is not null && labels.Count == 0 && GoesOn(open.Labels[^1], line))
            open.Labels[^1].Continue(line);
        else
        {
            open = null;
            prelude.Add(line);
        }
    }

    private bool GoesOn(LabelLine label, TextLine line)
    {
        if (PrintedNumber.TryRead(line.Text, out var number) && number.Style != NumberStyle.BracketedArabic)
            return false;

        if (line.Text.Length > LongestLine || label.Value.Length > LongestValue)
            return false;

        // A full stop may close the names; one that stands among the words makes them a sentence.
        var text = label.Role == Role.Deadline ? line.Text : line.Text.TrimEnd('。');
        if (text.Length == 0 || (text.Contains('。', StringComparison.Ordinal) && label.Role != Role.Deadline))
            return false;

        if (label.IsIncomplete)
            return true;

        var isWhole = label.Role is Role.Lead or Role.Responsible or Role.Partner && EndsWithUnit(label.Value)
            && text[0] is not ('、' or '等' or '和' or '及') && !EndsWithUnit(text);
        if (document.IsFull(previous) && !isWhole)
            return true;

        // A page may end inside a name: what is printed so far is no unit, and what follows ends like one.
        return label.Role is Role.Lead or Role.Responsible or Role.Partner
            && !EndsWithUnit(label.Value) && EndsWithUnit(text) && text.AsSpan().IndexOfAny("：:，") < 0;
    }

    private bool EndsWithUnit(string value)
    {
        var last = value[(value.AsSpan().LastIndexOfAny("、，, ") + 1)..];
        return UnitShape.EndsLikeUnit(UnitText.Fold(last)) || directory?.Find(last) is not null;
    }
}
