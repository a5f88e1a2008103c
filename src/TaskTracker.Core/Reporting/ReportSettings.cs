using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reporting;

/// <summary>The way of a report (DEMANDS 16).</summary>
public enum ReportPath
{
    /// <summary>Lead units report straight to the supervision office or the collecting unit.</summary>
    LeadToOffice,

    /// <summary>Partners report to the lead, which merges; then the lead reports.</summary>
    PartnerToLead,
}

/// <summary>How the units of one list report (DEMANDS 13, 14, 16).</summary>
public sealed record ReportSettings
{
    /// <summary>The largest number of working days by which partners can be due before the lead.</summary>
    public const int MaxPartnerDays = 20;

    /// <summary>Nothing is asked.</summary>
    public static readonly ReportSettings None = new();

    public ReportCycle Cycle { get; init; }

    /// <summary>Until when; null only where no report is asked for.</summary>
    public DueRule? Due { get; init; }

    public ReportPath Path { get; init; }

    /// <summary>By how many working days partners are due before the lead, 0 to 20; only where they report to it.</summary>
    public int PartnerWorkingDaysBefore { get; init; }

    /// <summary>Whether a unit with nothing to say hands in a nil report (零报备), and so may.</summary>
    public bool NilReports { get; init; }

    /// <summary>Periods that end before this day are not asked for.</summary>
    public DateOnly From { get; init; }

    /// <summary>When this was settled: nobody is late for a day that had passed by then.</summary>
    public DateOnly SetOn { get; init; }

    /// <summary>What is wrong, by field, in one sentence each.</summary>
    public IEnumerable<(string Field, string Message)> Faults()
    {
        if (Cycle is not ReportCycle.None && Due is null)
            yield return ("reportDue", "Reports of a cycle need a day on which they are due.");
        if (Cycle is ReportCycle.None && Due is not null)
            yield return ("reportDue", "Without a cycle no report is due.");
        if (Cycle is not ReportCycle.None && Due?.FaultFor(Cycle) is { } fault)
            yield return ("reportDue", fault);
        if (PartnerWorkingDaysBefore is < 0 or > MaxPartnerDays)
            yield return ("partnerWorkingDaysBefore", $"0 to {MaxPartnerDays} working days are allowed.");
        if (From.Year is < 2000 or > 2100)
            yield return ("reportingFrom", "A day of the years 2000 to 2100 is allowed.");
    }

    /// <summary>Until when a partner's report is due, given the lead's day.</summary>
    public Reckoned<DateOnly> PartnerDueOn(Reckoned<DateOnly> due, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (PartnerWorkingDaysBefore == 0)
            return due;

        var earlier = calendar.AddWorkingDays(due.Value, -PartnerWorkingDaysBefore);
        return due.IsProvisional ? new Reckoned<DateOnly>(earlier.Value, CalendarStatus.Provisional) : earlier;
    }
}
