using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A label and what follows it: 牵头部门：区财政局. The value may go on in the next lines.</summary>
internal sealed class LabelLine
{
    private const int MostLabelsOfALine = 8;

    private LabelLine(Role role, string value, int line)
    {
        Role = role;
        Value = value;
        LineStart = LineEnd = line;
    }

    public Role Role { get; }

    public string Value { get; private set; }

    public int LineStart { get; }

    public int LineEnd { get; private set; }

    /// <summary>The words of the label where they are none that is known; its value told what it is.</summary>
    public string? Misprint { get; private init; }

    /// <summary>True for labels that say who or when; they close a measure, while 具体措施 or 政策依据 belong to it.</summary>
    public bool ClosesMeasure => Role is Role.Lead or Role.Responsible or Role.Partner or Role.Deadline or Role.Leader;

    /// <summary>True if a further line must follow: a list of names that is not at its end.</summary>
    public bool IsIncomplete =>
        Value.Length == 0 || Value[^1] is '、' or '，' or ',' or '和' or '及' || Value.Count(c => c is '（' or '(') > Value.Count(c => c is '）' or ')');

    public void Continue(TextLine line)
    {
        Value = Value.Length > 0 && Value[^1] < 0x100 && line.Text[0] < 0x100 ? $"{Value} {line.Text}" : Value + line.Text;
        LineEnd = line.Number;
    }

    /// <summary>The labels of a line: one, or several divided by ；, 。 or a space; empty if it begins with none.</summary>
    public static IReadOnlyList<LabelLine> Read(TextLine line)
    {
        var text = line.Text;
        if (line.IsRow || LabelAt(text, 0) is not { } label)
            return [];

        var labels = new List<LabelLine>();
        var current = label;
        while (labels.Count < MostLabelsOfALine)
        {
            var next = current.Role is Role.Measure or Role.Basis ? null : NextLabel(text, current.ValueAt);
            var end = next?.At ?? text.Length;
            labels.Add(new LabelLine(current.Role, text[current.ValueAt..end].Trim(' ', '\u3000', '；', ';', '。'), line.Number));
            if (next is null)
                break;

            current = next.Value;
        }

        return labels;
    }

    /// <summary>
    /// A line among labels whose words are no label that is known, but whose value is nothing but a deadline; null
    /// otherwise.
    /// </summary>
    public static LabelLine? ReadMisprintedDeadline(TextLine line)
    {
        var colon = line.Text.AsSpan(0, Math.Min(12, line.Text.Length)).IndexOfAny('：', ':');
        if (colon < 2 || line.Text.Length - colon is < 3 or > 40)
            return null;

        var words = Printed.Squash(line.Text.AsSpan(0, colon));
        var value = line.Text[(colon + 1)..].Trim();
        var reading = DeadlineReader.Read(value, new DeadlineContext(null, null));
        var isDeadline = words.All(Printed.IsHan) && reading.Doubts.Count == 0
            && (reading.Deadline.Date is not null || reading.Deadline.Kind == DeadlineKind.Ongoing);
        return isDeadline ? new LabelLine(Role.Deadline, value, line.Number) { Misprint = words } : null;
    }

    private static (int At, Role Role, int ValueAt)? NextLabel(string text, int from)
    {
        for (var colon = from; colon < text.Length; colon++)
        {
            if (text[colon] is not ('：' or ':'))
                continue;

            var at = colon;
            while (at > from && colon - at < 12 && (Printed.IsHan(text[at - 1])))
                at--;

            var isApart = at > from && (text[at - 1] is '；' or ';' or '。' or '\u3000' || char.IsWhiteSpace(text[at - 1]));
            if (isApart && LabelAt(text, at) is { } label && label.Role is not (Role.Task or Role.Measure or Role.Basis))
                return label;
        }

        return null;
    }

    private static (int At, Role Role, int ValueAt)? LabelAt(string text, int at)
    {
        var colon = text.AsSpan(at, Math.Min(16, text.Length - at)).IndexOfAny('：', ':');
        if (colon < 2)
            return null;

        var role = RoleVocabulary.OfLabel(Printed.Squash(text.AsSpan(at, colon)));
        return role == Role.None ? null : (at, role, at + colon + 1);
    }
}
