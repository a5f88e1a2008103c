namespace TaskTracker.Core.Documents.Targets;

/// <summary>The number in a cell of a table of targets: ≥ 25, 达到 250, 1.11 万, 60%以上.</summary>
/// <param name="Comparison">= where the cell prints the number alone.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">The cell's own unit, else the one of its column or row; empty if neither prints one.</param>
internal readonly record struct TargetCell(string Comparison, decimal Value, string Unit)
{
    private const int LongestCell = 24;

    /// <summary>Null if the cell holds anything else beside one number: words, two numbers, 左右.</summary>
    /// <param name="cell">As printed.</param>
    /// <param name="unit">The unit at the head of the column or row; may be empty.</param>
    public static TargetCell? Read(string cell, string unit)
    {
        var text = Printed.Squash(cell);
        if (text.Length is 0 or > LongestCell)
            return null;

        var before = Targets.Comparison.StartOf(text);
        if (PrintedFigure.At(text, before?.Length ?? 0) is not { } figure)
            return null;

        var end = figure.End;
        var own = MeasureUnits.LengthAt(text, end);
        var multiplier = own == 0 ? MeasureUnits.MultiplierAt(text, end) : 0;
        var printedUnit = own > 0 ? text.Substring(end, own) : string.Concat(text.AsSpan(end, multiplier), unit);
        end += own + multiplier;

        var after = Targets.Comparison.Behind(text.AsSpan(end));
        return end + (after?.Length ?? 0) == text.Length && (before is null || after is null || Agree(before.Value.Sign, after.Value.Sign))
            ? new TargetCell(after?.Sign ?? before?.Sign ?? Targets.Comparison.Equal, figure.Value, printedUnit)
            : null;
    }

    /// <summary>The number of a cell that says from where the target starts; the year of the number may follow in a bracket.</summary>
    public static decimal? Baseline(string cell, string unit)
    {
        var text = Printed.Squash(cell);
        var open = text.AsSpan().IndexOfAny("（(");
        if (open > 0 && text[^1] is '）' or ')')
        {
            var remark = text[(open + 1)..^1].TrimEnd('年');
            if (remark.Length != 4 || !remark.All(char.IsAsciiDigit))
                return null;

            text = text[..open];
        }

        return Read(text, unit) is { Comparison: Targets.Comparison.Equal } read && read.Unit == unit ? read.Value : null;
    }

    /// <summary>The cell's words with the unit of its column behind the number, where the cell prints none itself.</summary>
    public static string WithUnit(string cell, string unit)
    {
        var text = Printed.Squash(cell);
        return Read(text, unit) is { } read && (char.IsAsciiDigit(text[^1]) || MeasureUnits.MultiplierAt(text, text.Length - 1) > 0) && read.Unit.EndsWith(unit, StringComparison.Ordinal)
            ? text + unit
            : text;
    }

    private static bool Agree(string before, string after) => before == after || before == Targets.Comparison.Equal || before[0] == after[0];
}
