using System.Diagnostics.CodeAnalysis;

namespace TaskTracker.Core.Lights;

/// <summary>The colour of a task (红黄绿灯).</summary>
public enum LightColour
{
    /// <summary>No light: the task rests, or was closed as superseded or cancelled.</summary>
    None,

    /// <summary>绿灯.</summary>
    Green,

    /// <summary>黄灯.</summary>
    Yellow,

    /// <summary>红灯.</summary>
    Red,
}

/// <summary>What a light speaks of.</summary>
public enum LightCondition
{
    /// <summary>临期: so many days before the last day.</summary>
    NearDue,

    /// <summary>进度滞后: the share of work lies behind the share of time.</summary>
    BehindPace,

    /// <summary>漏报: a report that was due has not come.</summary>
    ReportMissing,

    /// <summary>预警: the lead has said that the date cannot be met.</summary>
    CannotMeet,

    /// <summary>退回: handed in and sent back.</summary>
    Returned,

    /// <summary>逾期.</summary>
    Overdue,

    /// <summary>红转黄: was red, and what made it so was made good; it does not turn green again.</summary>
    MadeGood,

    /// <summary>逾期办结: completed after its last day.</summary>
    ClosedLate,

    /// <summary>未完成: closed as not completed.</summary>
    NotCompleted,
}

/// <summary>One line of a district's written rule: this condition gives this colour, so many days after it begins.</summary>
/// <param name="Condition">What it speaks of.</param>
/// <param name="Colour">Yellow or red.</param>
/// <param name="Days">
/// For <see cref="LightCondition.NearDue"/> how many days before the last day it begins; for the others how many days the condition must
/// have lasted, 0 to give the colour at once.
/// </param>
public sealed record LightRule(LightCondition Condition, LightColour Colour, int Days = 0);

/// <summary>The written rule by which a list's or a district's tasks are coloured (DEMANDS 28: it differs by district, so it is data).</summary>
public sealed class LightRules
{
    /// <summary>The largest number of days in a rule: a year.</summary>
    public const int MaxDays = 366;

    /// <summary>Yellow within 7 days of the end, behind pace, on a missing report, a return or a warning; red once overdue, or 15 days without the report.</summary>
    public static readonly LightRules Default = new(
    [
        new(LightCondition.NearDue, LightColour.Yellow, 7),
        new(LightCondition.BehindPace, LightColour.Yellow),
        new(LightCondition.ReportMissing, LightColour.Yellow),
        new(LightCondition.ReportMissing, LightColour.Red, 15),
        new(LightCondition.CannotMeet, LightColour.Yellow),
        new(LightCondition.Returned, LightColour.Yellow),
        new(LightCondition.Overdue, LightColour.Red),
        new(LightCondition.MadeGood, LightColour.Yellow),
        new(LightCondition.ClosedLate, LightColour.Yellow),
        new(LightCondition.NotCompleted, LightColour.Red),
    ]);

    private LightRules(IReadOnlyList<LightRule> lines) => Lines = lines;

    /// <summary>The lines, in the order in which they were written; between two that give the same colour from the same day the first is named.</summary>
    public IReadOnlyList<LightRule> Lines { get; }

    /// <param name="lines">Any number of them; a condition may give yellow and, later, red.</param>
    /// <param name="rules">The rules, if they are any.</param>
    /// <param name="error">Otherwise one sentence that names the line, what it says and what is allowed.</param>
    public static bool TryCreate(
        IReadOnlyList<LightRule> lines, [NotNullWhen(true)] out LightRules? rules, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(lines);
        (rules, error) = (null, FaultOf(lines));
        if (error is not null)
            return false;

        rules = new LightRules([.. lines]);
        return true;
    }

    private static string? FaultOf(IReadOnlyList<LightRule> lines)
    {
        var seen = new Dictionary<(LightCondition, LightColour), LightRule>();
        foreach (var (index, line) in lines.Index())
        {
            if (line.Colour is not (LightColour.Yellow or LightColour.Red))
                return $"Line {index + 1} gives {line.Colour}; a line gives yellow or red, green is what no line speaks of.";

            if (line.Days is < 0 or > MaxDays)
                return $"Line {index + 1} says {line.Days} days; allowed are 0 to {MaxDays}.";

            if (line is { Condition: LightCondition.MadeGood, Colour: LightColour.Red })
                return $"Line {index + 1} makes red what was made good; that is yellow.";

            if (!seen.TryAdd((line.Condition, line.Colour), line))
                return $"Line {index + 1} gives {line.Condition} the colour {line.Colour} a second time.";
        }

        foreach (var red in lines.Where(line => line.Colour is LightColour.Red))
        {
            if (seen.TryGetValue((red.Condition, LightColour.Yellow), out var yellow) && IsNeverShown(yellow, red))
                return $"{red.Condition} turns red before or when it turns yellow ({red.Days} and {yellow.Days} days); the yellow would never be seen.";
        }

        return null;
    }

    private static bool IsNeverShown(LightRule yellow, LightRule red) =>
        yellow.Condition is LightCondition.NearDue ? red.Days >= yellow.Days : red.Days <= yellow.Days;
}
