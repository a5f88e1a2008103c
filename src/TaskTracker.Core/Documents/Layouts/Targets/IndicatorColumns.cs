using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>What the columns of a table of indicators hold, told from the words of its header.</summary>
internal sealed class IndicatorColumns
{
    private const int LongestHeading = 24;
    private const int LongestName = 80;

    private static readonly string[] AttributeWords = ["属性", "性质", "类型", "备注", "依据", "说明", "来源"];
    private static readonly string[] SectionWords = ["类别", "领域", "战略", "方面", "分类", "一级指标", "维度"];

    private readonly int number;
    private readonly int section;
    private readonly int name;
    private readonly int unit;
    private readonly int start;
    private readonly int goal;
    private readonly int lead;
    private readonly int partner;
    private readonly int width;
    private readonly TargetHead goalHead;

    private IndicatorColumns(TargetGridRow header, Kind[] kinds)
    {
        number = Array.IndexOf(kinds, Kind.Number);
        section = Array.IndexOf(kinds, Kind.Section);
        name = Array.IndexOf(kinds, Kind.Name);
        unit = Array.IndexOf(kinds, Kind.Unit);
        start = Array.LastIndexOf(kinds, Kind.Start);
        goal = Array.LastIndexOf(kinds, Kind.Goal);
        lead = Array.IndexOf(kinds, Kind.Lead);
        partner = Array.IndexOf(kinds, Kind.Partner);
        width = header.Cells.Length;
        goalHead = TargetHead.Read(header[goal], "");
    }

    private enum Kind
    {
        None,
        Number,
        Section,
        Name,
        Unit,
        Start,
        Goal,
        Lead,
        Partner,
    }

    /// <summary>The columns that a header row names; null if it is no header of indicators with a number to reach.</summary>
    public static IndicatorColumns? Read(TargetGridRow row)
    {
        var kinds = new Kind[row.Cells.Length];
        for (var column = 0; column < kinds.Length; column++)
        {
            var words = Printed.Squash(row[column]);
            if (words.Length > LongestHeading)
                return null;

            kinds[column] = KindOf(words);
            if (RoleVocabulary.OfHeader(words) is Role.Measure or Role.Deadline && kinds[column] != Kind.Goal)
                return null;
        }

        return kinds.Contains(Kind.Name) && kinds.Contains(Kind.Goal) && Array.IndexOf(kinds, Kind.Name) < Array.LastIndexOf(kinds, Kind.Goal)
            ? new IndicatorColumns(row, kinds)
            : null;
    }

    /// <param name="row">A row under the header.</param>
    /// <param name="sectionAbove">The heading that goes on where the row prints none.</param>
    /// <returns>Null for a row without a name: blank, or a heading.</returns>
    public IndicatorRow? ReadRow(TargetGridRow row, string sectionAbove)
    {
        var isShifted = IsShifted(row);
        string Cell(int column) => column < 0 ? "" : isShifted ? (column == 0 ? "" : row[column - 1]) : row[column];

        // The name may take several columns under one heading, the number standing in the first of them.
        var words = "";
        for (var column = name; column < NextHeaded(); column++)
            words = words.Length == 0 ? Cell(column) : $"{words} {Cell(column)}".TrimEnd();

        var (no, rest) = number >= 0 ? (Cell(number), words) : SplitNumber(words);
        if (rest.Length is 0 or > LongestName || Cell(goal).Length + Cell(start).Length == 0)
            return null;

        var (bare, unitInName) = UnitOfName(Printed.Squash(rest));
        var unitCell = Printed.Squash(Cell(unit));
        var printedUnit = unitCell.Length > 0 && !CellShape.IsDash(unitCell) ? unitCell : unitInName;
        var value = CellShape.IsDash(Cell(goal)) ? "" : Cell(goal);
        return new IndicatorRow
        {
            Line = row.Line,
            No = Printed.Squash(no).TrimEnd('.', '、', '*', '＊', '\\'),
            Section = Cell(section).Length > 0 ? Printed.Squash(Cell(section)) : sectionAbove,
            Name = bare,
            Value = value,
            Baseline = Cell(start),
            Goal = goalHead,
            Unit = printedUnit,
            Target = TargetCell.Read(value, printedUnit),
            Lead = Cell(lead),
            Partner = Cell(partner),
            IsShifted = isShifted,
        };
    }

    private static Kind KindOf(string words)
    {
        if (words.Length == 0)
            return Kind.None;

        if (words is "单位" or "计量单位" or "指标单位")
            return Kind.Unit;

        if (Array.Exists(AttributeWords, word => words.EndsWith(word, StringComparison.Ordinal)))
            return Kind.None;

        if (Array.Exists(SectionWords, word => words.EndsWith(word, StringComparison.Ordinal)))
            return Kind.Section;

        switch (RoleVocabulary.OfHeader(words))
        {
            case Role.Number: return Kind.Number;
            case Role.Lead or Role.Responsible: return Kind.Lead;
            case Role.Partner: return Kind.Partner;
        }

        var head = TargetHead.Read(words, "");
        if (head.IsBase)
            return Kind.Start;

        if (head.Year is not null || head.IsBare)
            return head.IsGoal && words != "指标" ? Kind.Goal : words == "指标" ? Kind.Name : Kind.Start;

        return words.EndsWith("指标", StringComparison.Ordinal) || words is "指标名称" or "指标项" or "指标项目" or "指标内容" ? Kind.Name
            : words is "指标值" or "目标值" or "任务目标" or "目标要求" ? Kind.Goal
            : Kind.None;
    }

    /// <summary>
    /// Number and name stand under the heading of the sections, and the last column is blank: a cell on the left is lost.
    /// </summary>
    private bool IsShifted(TargetGridRow row) =>
        number < 0 && section == 0 && name == 1
        && row[width - 1].Length == 0 && row[goal].Length == 0 && row[goal - 1].Length > 0
        && SplitNumber(row[0]).No.Length > 0;

    private int NextHeaded()
    {
        var next = width;
        foreach (var column in (int[])[number, section, unit, start, goal, lead, partner])
            if (column > name && column < next)
                next = column;

        return next;
    }

    /// <summary>1* 耕地保有量 and 20* with the name in a cell of its own; "65岁以上…" begins with no number.</summary>
    private static (string No, string Name) SplitNumber(string words)
    {
        var end = 0;
        while (end < words.Length && end < 4 && char.IsAsciiDigit(words[end]))
            end++;

        if (end is 0 or 4)
            return ("", words);

        var rest = words[end..].TrimStart('\\', '*', '＊', '.', '、', '．', ' ', '\u3000');
        return rest.Length < words.Length - end && rest.Length > 0 ? (words[..end], rest) : ("", words);
    }

    private static (string Name, string Unit) UnitOfName(string name)
    {
        var head = TargetHead.Read(name, "");
        return (head.Name, head.Unit);
    }
}

/// <summary>A row of a table of indicators, cells as printed.</summary>
internal sealed record IndicatorRow
{
    public required int Line { get; init; }

    public required string No { get; init; }

    public required string Section { get; init; }

    public required string Name { get; init; }

    /// <summary>What is to be reached; empty where a dash or nothing is printed.</summary>
    public required string Value { get; init; }

    public required string Baseline { get; init; }

    /// <summary>From its own column or from behind the name; empty if none is printed.</summary>
    public required string Unit { get; init; }

    public required TargetHead Goal { get; init; }

    /// <summary>Null where a state is to be reached, not a number.</summary>
    public TargetCell? Target { get; init; }

    public required string Lead { get; init; }

    public required string Partner { get; init; }

    public bool IsShifted { get; init; }
}
