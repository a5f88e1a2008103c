using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A run of labels that close a measure, and the lines between it and the run before it.</summary>
internal sealed class LabelledSegment(IReadOnlyList<TextLine> prelude)
{
    public IReadOnlyList<TextLine> Prelude { get; } = prelude;

    public List<LabelLine> Labels { get; } = [];

    public bool NamesUnit => Labels.Exists(label => label.Role is Role.Lead or Role.Responsible && label.Value.Length > 0);
}

/// <summary>Cuts a document at its runs of labels, and puts label values together that go on in the next line.</summary>
internal sealed class LabelledSegments(DocumentText document, UnitDirectory? directory)
{
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
        if (labels.Count == 0 && open is not null && !open.Labels.Exists(label => label.Role == Role.Deadline) && LabelLine.ReadMisprintedDeadline(line) is { } misprint)
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

        if (line.Text.Length > 80 || (line.Text.Contains('。', StringComparison.Ordinal) && label.Role != Role.Deadline))
            return false;

        if (label.IsIncomplete)
            return true;

        var isWhole = label.Role is Role.Lead or Role.Responsible or Role.Partner && EndsWithUnit(label.Value)
            && line.Text[0] is not ('、' or '等' or '和' or '及') && !EndsWithUnit(line.Text);
        if (document.IsFull(previous) && !isWhole)
            return true;

        // A page may end inside a name: what is printed so far is no unit, and what follows ends like one.
        return label.Role is Role.Lead or Role.Responsible or Role.Partner
            && !EndsWithUnit(label.Value) && EndsWithUnit(line.Text) && line.Text.AsSpan().IndexOfAny("：:，") < 0;
    }

    private bool EndsWithUnit(string value)
    {
        var last = value[(value.AsSpan().LastIndexOfAny("、，, ") + 1)..];
        return UnitShape.EndsLikeUnit(UnitText.Fold(last)) || directory?.Find(last) is not null;
    }
}
