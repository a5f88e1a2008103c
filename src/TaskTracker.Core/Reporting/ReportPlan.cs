using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reporting;

/// <summary>A period that is reported on, and until when.</summary>
/// <param name="Period">The period.</param>
/// <param name="Due">The last day for lead units.</param>
/// <param name="PartnerDue">The last day for partners, where they report to the lead.</param>
public sealed record AskedPeriod(ReportPeriod Period, Reckoned<DateOnly> Due, Reckoned<DateOnly> PartnerDue);

/// <summary>Which reports a list asks for by a day: the periods, of which each unit of each task owes one report.</summary>
public static class ReportPlan
{
    /// <summary>
    /// The periods that are asked for by <paramref name="today"/>: begun, not over before the list began to ask, and not due before that was
    /// settled. Of them those that end on <paramref name="since"/> or later, or are not due yet.
    /// </summary>
    /// <param name="settings">How the list reports.</param>
    /// <param name="since">Up to which day this was asked before; today, for a task that has just come.</param>
    /// <param name="today">The day in Beijing.</param>
    /// <param name="calendar">The working days.</param>
    public static IEnumerable<AskedPeriod> PeriodsAsked(ReportSettings settings, DateOnly since, DateOnly today, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings is not { Cycle: not ReportCycle.None, Due: { } rule } || settings.From > today)
            yield break;

        // A report can be due in the period after its own, and a holiday can shift that further.
        var earliest = settings.From > since ? settings.From : since;
        var first = ReportPeriod.Containing(settings.Cycle, earliest < today ? earliest : today).Previous.Previous;
        for (var period = first; period.Start <= today; period = period.Next)
        {
            var due = rule.DueOn(period, calendar);
            var partnerDue = settings.PartnerDueOn(due, calendar);
            if (period.End >= settings.From && due.Value >= settings.SetOn && (period.End >= since || due.Value >= today))
                yield return new AskedPeriod(period, due, partnerDue);
        }
    }

    /// <summary>The next day on which a period begins to be asked for; null if none ever does.</summary>
    public static DateOnly? NextOpening(ReportSettings settings, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings switch
        {
            { Cycle: ReportCycle.None } => null,
            { From: var from } when from > today => from,
            _ => ReportPeriod.Containing(settings.Cycle, today).Next.Start,
        };
    }
}
