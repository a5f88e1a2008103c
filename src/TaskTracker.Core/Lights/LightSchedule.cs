using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Lights;

/// <summary>A task's colour on a day, with what gave it.</summary>
/// <param name="Colour">The colour.</param>
/// <param name="Rule">The condition that gave it; null for green and for none.</param>
/// <param name="Since">The first day on which the rule gave it; null for green and for none.</param>
public sealed record Light(LightColour Colour, LightCondition? Rule = null, DateOnly? Since = null)
{
    public static readonly Light None = new(LightColour.None);

    public static readonly Light Green = new(LightColour.Green);
}

/// <summary>
/// From which day a task is yellow and from which it is red, as things stand: the days are stored with the task, so that its light on any
/// day, and the list of all red tasks, are a comparison (docs/decisions/0009). Anything that happens to the task makes a new schedule.
/// </summary>
public sealed record LightSchedule
{
    /// <summary>False if the task has no light: it rests, or was closed as superseded or cancelled.</summary>
    public bool HasLight { get; init; } = true;

    public DateOnly? YellowFrom { get; init; }

    public LightCondition? YellowRule { get; init; }

    public DateOnly? RedFrom { get; init; }

    public LightCondition? RedRule { get; init; }

    /// <summary>The one evaluation of the rules.</summary>
    public static LightSchedule Of(LightFacts facts, LightRules rules)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        if (facts.State is TaskState.Suspended || facts.Outcome is TaskOutcome.Superseded or TaskOutcome.Cancelled)
            return new LightSchedule { HasLight = false };

        var (yellowFrom, yellowRule) = First(LightColour.Yellow);
        var (redFrom, redRule) = First(LightColour.Red);
        return new LightSchedule { YellowFrom = yellowFrom, YellowRule = yellowRule, RedFrom = redFrom, RedRule = redRule };

        (DateOnly? From, LightCondition? Rule) First(LightColour colour) => rules.Lines
            .Where(line => line.Colour == colour)
            .Select(line => (From: FromOf(line, facts), Rule: (LightCondition?)line.Condition))
            .Where(entry => entry.From is not null)
            .OrderBy(entry => entry.From)
            .FirstOrDefault();
    }

    /// <summary>The light on a day; red outshines yellow.</summary>
    public Light On(DateOnly day) => this switch
    {
        { HasLight: false } => Light.None,
        { RedFrom: { } red } when red <= day => new Light(LightColour.Red, RedRule, red),
        { YellowFrom: { } yellow } when yellow <= day => new Light(LightColour.Yellow, YellowRule, yellow),
        _ => Light.Green,
    };

    /// <summary>
    /// When a red was made good by what just happened: today if the light was red under the schedule before and is not under this one,
    /// while the task goes on; otherwise what it was.
    /// </summary>
    public static DateOnly? MadeGoodOn(LightSchedule before, LightSchedule after, DateOnly? madeGoodOn, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.On(today).Colour is LightColour.Red && after.HasLight && after.On(today).Colour is not LightColour.Red ? today : madeGoodOn;
    }

    private static DateOnly? FromOf(LightRule line, LightFacts facts)
    {
        var open = facts.State is not TaskState.Closed;
        DateOnly? since = line.Condition switch
        {
            LightCondition.NearDue => open && facts.HandedInOn is null ? Shift(facts.DueOn, -line.Days) : null,
            LightCondition.BehindPace => open && facts.HandedInOn is null ? facts.BehindFrom : null,
            LightCondition.ReportMissing => open ? Shift(facts.ReportDueOn, 1) : null,
            LightCondition.CannotMeet => open ? facts.CannotMeetSince : null,
            LightCondition.Returned => open ? facts.ReturnedOn : null,
            LightCondition.Overdue => open && !(facts.HandedInOn <= facts.DueOn) ? Shift(facts.DueOn, 1) : null,
            LightCondition.MadeGood => open ? facts.MadeGoodOn : null,
            LightCondition.ClosedLate => facts.Outcome is TaskOutcome.Completed && facts.CompletedOn > facts.DueOn ? facts.CompletedOn : null,
            LightCondition.NotCompleted => facts.Outcome is TaskOutcome.NotCompleted ? facts.ClosedOn : null,
            _ => throw new ArgumentOutOfRangeException(nameof(line), line.Condition, null),
        };
        return line.Condition is LightCondition.NearDue ? since : Shift(since, line.Days);
    }

    private static DateOnly? Shift(DateOnly? day, int days) => day is { } from
        ? DateOnly.FromDayNumber(Math.Clamp(from.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber))
        : null;
}
