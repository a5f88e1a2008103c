namespace TaskTracker.Core.Reminders;

/// <summary>
/// Which reminder of a task is due. Reminders are derived, never scheduled ahead: from the deadline, the day and what
/// the ledger has already recorded for one recipient under this version of the deadline.
/// </summary>
/// <remarks>
/// However long the service was down, and however old a task is when it is entered, a recipient gets one reminder: the
/// latest threshold reached. If the caller stores what <see cref="Due"/> answers, then afterwards
/// <list type="number">
/// <item>every threshold up to and including the deadline that was reached has a row, sent or superseded;</item>
/// <item>of the overdue steps only those that were sent have one, so a ledger never holds more than the rule's days
/// and what was really sent: the steps passed over are a number on the row that stands for them;</item>
/// <item>nothing is sent that is milder than what is recorded, also when the rule was changed meanwhile.</item>
/// </list>
/// No threshold ever gets a second row. A changed deadline is a new version with an empty ledger: its thresholds are
/// reached afresh.
/// </remarks>
public static class ReminderPlan
{
    /// <summary>Every threshold reached up to and including today, in the order of their days: the last is the most severe.</summary>
    public static IReadOnlyList<Threshold> Reached(DateOnly dueOn, DateOnly today, ReminderRule rule)
    {
        var now = Threshold.At(dueOn, today).Days;
        return
        [
            .. ReachedUpToDeadline(now, rule),
            .. Enumerable.Range(1, OverdueSteps(now, rule)).Select(step => new Threshold(step * rule.OverdueEveryDays)),
        ];
    }

    /// <summary>What is to be sent and recorded today for one recipient.</summary>
    /// <param name="subject">The task.</param>
    /// <param name="today">The day in Beijing.</param>
    /// <param name="rule">The rule in force today; it may have been another one when the ledger was written.</param>
    /// <param name="recorded">
    /// The thresholds that the ledger holds for this task, deadline version, recipient and channel, in whatever state.
    /// </param>
    public static DueReminder Due(ReminderSubject subject, DateOnly today, ReminderRule rule, IReadOnlySet<Threshold> recorded)
    {
        var now = Threshold.At(subject.DueOn, today).Days;
        if (!subject.Open || MostSevere(now, rule) is not { } mostSevere)
            return DueReminder.Nothing;

        var lastRecorded = recorded.Count == 0 ? (int?)null : recorded.Max(threshold => threshold.Days);
        Threshold? toSend = lastRecorded >= mostSevere.Days ? null : mostSevere;
        return new()
        {
            ToSend = toSend,
            Superseded = [.. ReachedUpToDeadline(now, rule).Where(threshold => threshold != toSend && !recorded.Contains(threshold))],
            OverdueStepsPassedOver = toSend is { Step: ReminderStep.Overdue } step
                ? OverdueSteps(step.Days, rule) - 1 - OverdueSteps(lastRecorded ?? 0, rule)
                : 0,
        };
    }

    /// <summary>
    /// The first day after today on which another threshold is reached; while the task is open there always is one. A
    /// tick that stores it need not look at the task before that day. Only the last day of the year 9999 has none after it.
    /// </summary>
    public static DateOnly NextLook(DateOnly dueOn, DateOnly today, ReminderRule rule)
    {
        var now = Threshold.At(dueOn, today).Days;
        var ahead = rule.UpToDeadline.Where(threshold => threshold.Days > now).Select(threshold => (long)threshold.Days);
        var next = ahead.FirstOrDefault((OverdueSteps(now, rule) + 1L) * rule.OverdueEveryDays);
        return DateOnly.FromDayNumber((int)Math.Min(dueOn.DayNumber + next, DateOnly.MaxValue.DayNumber));
    }

    private static Threshold? MostSevere(int now, ReminderRule rule)
    {
        if (OverdueSteps(now, rule) is > 0 and var steps)
            return new(steps * rule.OverdueEveryDays);

        return ReachedUpToDeadline(now, rule).Select(threshold => (Threshold?)threshold).LastOrDefault();
    }

    private static IEnumerable<Threshold> ReachedUpToDeadline(int now, ReminderRule rule) =>
        rule.UpToDeadline.TakeWhile(threshold => threshold.Days <= now);

    private static int OverdueSteps(int now, ReminderRule rule) => Math.Max(now, 0) / rule.OverdueEveryDays;
}

/// <summary>What a reminder needs to know of a task.</summary>
public sealed record ReminderSubject
{
    /// <summary>The last day on which the task is on time, any approved extension included.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>
    /// False if nothing is asked of its units any more: the task is closed or suspended, or its completion request was
    /// handed in on or before <see cref="DueOn"/> and waits for review. One that was handed in late is still open.
    /// </summary>
    public required bool Open { get; init; }
}

/// <summary>What a tick is to record for one task and recipient: all of it in one transaction.</summary>
public sealed record DueReminder
{
    internal static readonly DueReminder Nothing = new() { Superseded = [] };

    /// <summary>The one threshold to remind of, or null if the recipient knows already.</summary>
    public Threshold? ToSend { get; init; }

    /// <summary>Thresholds up to the deadline that were passed over, in the order of their days: a row each, never sent.</summary>
    public required IReadOnlyList<Threshold> Superseded { get; init; }

    /// <summary>How many overdue steps of the rule <see cref="ToSend"/> stands for besides itself; they get no rows.</summary>
    public int OverdueStepsPassedOver { get; init; }
}
