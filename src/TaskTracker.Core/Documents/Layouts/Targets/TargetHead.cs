using System.Buffers;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>
/// The words over a column of figures, taken apart: PM2.5年均浓度（微克/立方米） is a name and a unit, 2018年目标值 is
/// a year and says that a number is to be reached.
/// </summary>
internal sealed record TargetHead
{
    private static readonly string[] GoalWords = ["目标", "规划", "计划", "任务", "指标", "要求", "控制"];
    private static readonly string[] BaseWords = ["现状", "基期", "基数", "基准", "实际", "完成情况", "均值", "同期", "上年", "参考"];
    private static readonly SearchValues<char> Openings = SearchValues.Create("（(");

    /// <summary>Without its unit.</summary>
    public required string Name { get; init; }

    /// <summary>Empty if none is printed.</summary>
    public required string Unit { get; init; }

    /// <summary>The year in the words; null if there is none.</summary>
    public int? Year { get; init; }

    /// <summary>一季度, 上半年 under the name; null for the whole year.</summary>
    public string? Period { get; init; }

    /// <summary>目标值, 规划: a number to reach, whatever the table's title says.</summary>
    public bool IsGoal => HasWord(Name, GoalWords) && !IsBase;

    /// <summary>现状, 2017年月均值: a number to start from.</summary>
    public bool IsBase => HasWord(Name, BaseWords);

    /// <summary>True if nothing is left of the words but the year and that it is a goal: what is measured stands elsewhere.</summary>
    public bool IsBare => Name.Length <= 8 && (IsGoal || IsBase || Year is not null) && (Year is not null || GoalWords.Contains(Name.TrimEnd('值')));

    public static TargetHead Read(string words, string below)
    {
        var name = Printed.Squash(words);
        var unit = "";
        for (var open = name.AsSpan().LastIndexOfAny(Openings); open > 0 && name[^1] is '）' or ')'; open = name.AsSpan().LastIndexOfAny(Openings))
        {
            var inner = name[(open + 1)..^1];
            if (MeasureUnits.IsUnit(inner) || inner is "天" or "年" or "月" or "岁")
            {
                unit = inner;
                name = name[..open];
                break;
            }

            // A remark behind the unit, of which the unit in front is looked for.
            if (name.AsSpan(0, open).IndexOfAny("）)") < 0)
                break;

            name = name[..open];
        }

        var period = Printed.Squash(below);
        return new TargetHead
        {
            Name = name,
            Unit = unit.Length > 0 ? unit : MeasureUnits.OfCount(name),
            Year = YearIn(words) ?? YearIn(below),
            Period = period.Length > 0 && !IsWholeYear(period) ? period : null,
        };
    }

    /// <summary>The day by which the column's number is to be reached; nothing if no year is known.</summary>
    public Deadline DeadlineIn(int? tableYear)
    {
        if ((Year ?? tableYear) is not { } year)
            return Deadline.None;

        if (Period is null || PrintedDate.YearIn(Period) == year)
            return new Deadline { Kind = DeadlineKind.YearEnd, Date = new DateOnly(year, 12, 31), PrintedText = $"{year}年" };

        var reading = DeadlineReader.Read($"{year}年{Period}", new DeadlineContext(year, null));
        return reading.Deadline.Date is not null ? reading.Deadline with { PrintedText = $"{year}年{Period}" } : Deadline.None;
    }

    public static bool IsGoalTitle(string title) => HasWord(title, GoalWords) || title.Contains("分解", StringComparison.Ordinal);

    /// <summary>较2020年下降 compares with a year and sets none.</summary>
    private static int? YearIn(string words) =>
        PrintedDate.YearIn(words) is { } year && words.AsSpan(0, words.IndexOf($"{year}", StringComparison.Ordinal)).TrimEnd() is not [.., '较' or '比' or '于'] ? year : null;

    private static bool IsWholeYear(string period) => period is "全年" or "年度" or "年均" or "全年目标" or "年度目标" || PrintedDate.YearIn(period) is not null;

    private static bool HasWord(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));
}
