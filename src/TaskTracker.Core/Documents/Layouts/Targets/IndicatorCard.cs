namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>One card, cells as printed.</summary>
internal sealed record IndicatorCard
{
    private const int LongestLabel = 16;

    private static readonly string[] MeasureEndings = ["建议", "措施", "举措", "路径", "任务"];

    public required string Name { get; init; }

    public required TargetHead GoalHead { get; init; }

    public required string Goal { get; init; }

    /// <summary>Empty if none is printed, as the other texts are.</summary>
    public string Start { get; init; } = "";

    public string Lead { get; init; } = "";

    public string Measure { get; init; } = "";

    /// <summary>The line of its name, over the table.</summary>
    public required int NameLine { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    /// <summary>Null if the rows are no card: it names the number to reach and who answers for it.</summary>
    public static IndicatorCard? Read(TargetGrid grid)
    {
        string goal = "", start = "", lead = "", measure = "";
        TargetHead? head = null;
        foreach (var row in grid.Rows)
        {
            var label = Printed.Squash(row[0]);
            var inner = Printed.Squash(row[1]);
            if (label.Length > LongestLabel)
                return null;

            if (row.Cells.Length > 2 && row[2].Length > 0 && inner.Length <= LongestLabel && IsGoal(inner))
                (head, goal) = (HeadOf(inner), row[2]);
            else if (row.Cells.Length > 2 && row[2].Length > 0 && inner.Length <= LongestLabel && TargetHead.Read(inner, "").IsBase)
                start = row[2];
            else if (Array.Exists(MeasureEndings, ending => label.EndsWith(ending, StringComparison.Ordinal)))
                measure = Printed.Squash(row[1]);
            else if (RoleVocabulary.OfHeader(label) is Role.Lead or Role.Responsible)
                lead = row[1];
        }

        var name = Printed.Squash(grid.LineAbove).TrimStart('•', '·', '●', '■', '▪', '-', '◆');
        return head is null || lead.Length == 0 || name.Length is 0 or > 60 || Printed.EndsSentence(name) ? null : new IndicatorCard
        {
            Name = name,
            NameLine = grid.Before,
            GoalHead = head,
            Goal = goal,
            Start = start,
            Lead = lead,
            Measure = measure,
            LineStart = grid.Rows[0].Line,
            LineEnd = grid.Rows[^1].Line,
        };
    }

    /// <summary>2020年规划值; the year alone in one card of many.</summary>
    private static bool IsGoal(string label) => TargetHead.Read(label, "") is { IsGoal: true, IsBare: true } || IsYear(label);

    private static TargetHead HeadOf(string label) => TargetHead.Read(IsYear(label) ? label + "年" : label, "");

    private static bool IsYear(string label) => label.Length == 4 && label.All(char.IsAsciiDigit) && label[0] == '2';
}
