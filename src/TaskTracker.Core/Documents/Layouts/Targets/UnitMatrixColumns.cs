using System.Text;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>Which columns of a matrix hold numbers to reach, and which one a number starts from.</summary>
internal sealed class UnitMatrixColumns
{
    private static readonly string[] TitleEndings =
        ["一览表", "明细表", "统计表", "信息表", "分解表", "表", "清单", "量化", "信息", "目标值", "目标", "任务", "指标", "分解", "计划", "有关", "及重点工作"];

    private static readonly string[] AllUnits = ["各街道", "各街镇", "各镇街", "各镇", "各乡镇", "各区", "各单位", "各部门"];

    /// <summary>What tells things apart is no quantity, though it is written in figures.</summary>
    private static readonly string[] Identifiers = ["电话", "手机", "传真", "邮编", "邮政编码", "邮箱", "编号", "代码", "证号", "门牌"];

    private readonly List<Column> columns;
    private readonly int width;
    private readonly bool isJumbled;

    private UnitMatrixColumns(List<Column> columns, int width, bool isJumbled)
    {
        this.columns = columns;
        this.width = width;
        this.isJumbled = isJumbled;
    }

    /// <summary>Null if nothing says that the figures are to be reached: a table of statistics, or a form.</summary>
    public static UnitMatrixColumns? Read(TargetGridRow header, TargetGridRow second, List<TargetGridRow> rows, int key, TargetGrid grid)
    {
        var heads = new List<Column>();
        var words = "";
        for (var column = key + 1; column < header.Cells.Length; column++)
        {
            // A blank cell over words is spanned by the name on its left.
            words = header[column].Length > 0 ? header[column] : second[column].Length > 0 ? words : "";
            if (words.Length > 0 && HoldsFigures(rows, column) && !Identifiers.Any(word => words.Contains(word, StringComparison.Ordinal)))
                heads.Add(new Column(column, TargetHead.Read(words, second[column]), null));
        }

        var goals = heads.Where(column => column.Head.IsGoal).ToList();
        if (goals.Count == 0 && TargetHead.IsGoalTitle(grid.Title))
            goals = heads.Where(column => !column.Head.IsBase).ToList();

        if (goals.Count == 0 || !goals.Exists(goal => rows.Exists(row => goal.Read(row, grid.Unit) is not null)))
            return null;

        var name = NameIn(grid.Title);
        var columns = goals.Select(goal => goal with
        {
            Label = goal.Head.IsBare ? name + goal.Head.Name : goal.Head.Name,
            Head = Named(goal.Head, name, grid.Unit),
            Base = heads.FindLast(other => other.Head.IsBase && other.Index < goal.Index && (goal.Head.IsBare || other.Head.Name.Contains(goal.Head.Name, StringComparison.Ordinal)))?.Index,
        }).ToList();
        return new UnitMatrixColumns(columns, header.Cells.Length, IsJumbled(header, second));
    }

    /// <summary>The targets of a row and a text made up from them; null if all its cells are empty.</summary>
    public MatrixRow? ReadRow(TargetGridRow row, int? year)
    {
        var text = new StringBuilder();
        var targets = new List<Target>();
        var dates = new List<(string Text, Deadline Deadline)>();
        foreach (var column in columns)
        {
            var cell = row[column.Index];
            if (cell.Length == 0 || CellShape.IsDash(cell))
                continue;

            var label = column.Label + column.Head.Period;
            text.Append(text.Length > 0 ? "；" : "").Append(label).Append(TargetCell.WithUnit(cell, column.Head.Unit));
            if (column.Read(row, "") is { } target)
                targets.Add(new Target(column.Head.Name, target.Comparison, target.Value, target.Unit, cell)
                {
                    Year = column.Head.Year ?? year,
                    Period = column.Head.Period,
                    Baseline = column.Base is { } start ? TargetCell.Baseline(row[start], target.Unit) : null,
                });

            var deadline = column.Head.DeadlineIn(year);
            if (deadline.Date is not null && !dates.Exists(known => known.Deadline.Date == deadline.Date))
                dates.Add((label, deadline));
        }

        if (text.Length == 0)
            return null;

        return isJumbled || row.Cells.Skip(width).Any(cell => cell.Length > 0)
            ? Jumbled(row, year)
            : new MatrixRow(text.ToString(), targets, DeadlineOf(dates), null);
    }

    /// <summary>Better no target than a number under a wrong name.</summary>
    private static MatrixRow Jumbled(TargetGridRow row, int? year) => new(
        string.Join('；', row.Cells.Where(cell => cell.Length > 0 && !CellShape.IsDash(cell)).Select(cell => Printed.Squash(cell))),
        [],
        new TargetHead { Name = "", Unit = "" }.DeadlineIn(year),
        "The heads of this table do not stand over its columns; its numbers were kept in their order, and no targets were taken.");

    private static Deadline DeadlineOf(List<(string Text, Deadline Deadline)> dates) => dates.Count switch
    {
        0 => Deadline.None,
        1 => dates[0].Deadline,
        _ => new Deadline
        {
            Kind = DeadlineKind.Multiple,
            Date = dates.Max(date => date.Deadline.Date),
            PrintedText = string.Join('、', dates.Select(date => date.Deadline.PrintedText)),
            Milestones = [.. dates.OrderBy(date => date.Deadline.Date).Select(date => new Milestone(date.Text, date.Deadline.Date))],
        },
    };

    private static bool HoldsFigures(List<TargetGridRow> rows, int column) =>
        rows.Exists(row => row[column].AsSpan().TrimStart("≥≤><＞＜ ") is { Length: > 0 } cell && char.IsAsciiDigit(cell[0]));

    /// <summary>Under one name stands the name of another column: the cells of the header have moved.</summary>
    private static bool IsJumbled(TargetGridRow header, TargetGridRow second)
    {
        var names = header.Cells.Where(cell => cell.Length > 0).Select(cell => Printed.Squash(cell)).ToHashSet();
        return second.Cells.Any(cell => cell.Length > 0 && names.Contains(Printed.Squash(cell)));
    }

    /// <summary>2018年目标值 alone names nothing: what is measured is in the title.</summary>
    private static TargetHead Named(TargetHead head, string name, string unit) => head with
    {
        Name = head.IsBare ? name : head.Name,
        Unit = head.Unit.Length > 0 ? head.Unit : unit,
    };

    private static string NameIn(string title)
    {
        var name = title;
        foreach (var all in AllUnits)
            if (name.IndexOf(all, StringComparison.Ordinal) is var at and >= 0 && at + all.Length < name.Length)
                name = name[(at + all.Length)..];

        while (TitleEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending && name.Length - ending.Length >= 2)
            name = name[..^ending.Length];

        return name;
    }

    /// <param name="Index">Which cell of a row.</param>
    /// <param name="Head">What stands over it.</param>
    /// <param name="Base">The cell of the number that it starts from; null if there is none.</param>
    private sealed record Column(int Index, TargetHead Head, int? Base)
    {
        /// <summary>What the made up text calls the number.</summary>
        public string Label { get; init; } = Head.Name;

        public TargetCell? Read(TargetGridRow row, string tableUnit) => TargetCell.Read(row[Index], Head.Unit.Length > 0 ? Head.Unit : tableUnit);
    }
}

/// <summary>A row of a matrix.</summary>
/// <param name="Text">Made up from heads and cells.</param>
/// <param name="Targets">None if it is in doubt what belongs together.</param>
/// <param name="Deadline">From the years and periods of the columns.</param>
/// <param name="Doubt">What a reviewer must look at; null if nothing.</param>
internal sealed record MatrixRow(string Text, IReadOnlyList<Target> Targets, Deadline Deadline, string? Doubt);
