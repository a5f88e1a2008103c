using TaskTracker.Core.Reporting;

namespace TaskTracker.Core.Tasks;

/// <summary>Reports and forecasts on a task (DEMANDS 13–18).</summary>
public sealed partial record PolicyTask
{
    /// <summary>The day from which its time runs: its printed start, else the day on which it was recorded.</summary>
    public DateOnly BeganOn { get; init; }

    /// <summary>How the units of its list report, for a part of the whole's; nothing is asked for a task without a list.</summary>
    public ReportSettings Reporting { get; init; } = ReportSettings.None;

    /// <summary>The lead's warning that is in force; null if there is none.</summary>
    public Forecast? Forecast { get; init; }

    /// <summary>
    /// Whether reports are asked on a task now: not while it rests, waits for the office, or is closed, when none could be handed in.
    /// </summary>
    public static bool AsksForReports(TaskState state) => state is TaskState.Assigned or TaskState.InProgress;

    /// <summary>
    /// A lead unit reports how far the work has come (进展填报); where a group leads, how far its own part has come. A partner reports where
    /// the list sends its reports to the lead, and speaks only of its own part.
    /// </summary>
    /// <param name="actor">Who reports.</param>
    /// <param name="percent">0 to 100; null in a nil report (零报备), which leaves it as it is.</param>
    public Decision<PolicyTask> ReportProgress(Actor actor, int? percent)
    {
        if (TaskActs.RefusalOf(ActKind.ReportProgress, this, actor) is { } refusal)
            return refusal;

        if (percent is null && !Reporting.NilReports)
            return new Refusal("nil-report-not-asked", "This list asks for no nil reports; say what was done and how far it has come.");

        if (!actor.TakesPart(this, ParticipationRole.Lead)
            && !(Reporting.Path is ReportPath.PartnerToLead && actor.TakesPart(this, ParticipationRole.Partner)))
        {
            return new Refusal("not-lead-unit", "Only a lead unit of this task does this.", Forbidden: true);
        }

        return WithPercent(actor, percent) with { State = TaskState.InProgress };
    }

    /// <summary>A unit amends a report of its own that nobody has accepted; every version stays.</summary>
    /// <param name="actor">Who amends.</param>
    /// <param name="report">The report as it stands.</param>
    /// <param name="percent">The percent that the unit has from it now; null if it says nothing new, or the unit has reported since.</param>
    public Decision<PolicyTask> AmendReport(Actor actor, FiledReport report, int? percent)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(report);
        if (TaskActs.RefusalOf(ActKind.AmendReport, this, actor) is { } refusal)
            return refusal;

        if (!actor.Units.Contains(report.UnitId))
            return new Refusal("not-your-unit", "Only the unit that reported amends its report.", Forbidden: true);

        return report.Status is ReportStatus.Accepted
            ? new Refusal("report-accepted", "The report was accepted; what is new goes into another one.")
            : WithPercent(actor, percent);
    }

    /// <summary>
    /// Accept or return a report: the collecting unit or the office, for a partner's report also a lead, into whose report it goes. Nobody rules on
    /// its own report.
    /// </summary>
    /// <param name="actor">Who rules.</param>
    /// <param name="report">The report as it stands.</param>
    /// <param name="revision">The version that was read; 1 is the first.</param>
    public Decision<PolicyTask> RuleOnReport(Actor actor, FiledReport report, int revision)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(report);
        var leadRules = report.Role is ParticipationRole.Partner && actor.Role is Role.Coordinator && actor.TakesPart(this, ParticipationRole.Lead);
        if (!leadRules && TaskActs.RefusalOf(ActKind.RuleOnReport, this, actor) is { } refusal)
            return refusal;

        if (actor.Units.Contains(report.UnitId))
            return OwnReport;

        return report switch
        {
            { Status: not ReportStatus.Submitted } => new Refusal("report-ruled-on", "This report has been ruled on already."),
            _ when report.Revision != revision => new Refusal("report-amended", "The report was amended since it was read; read it again."),
            _ => this,
        };
    }

    /// <summary>A lead says ahead of time that the date is at risk or cannot be met, or takes that back. No deadline moves.</summary>
    public Decision<PolicyTask> DeclareForecast(Actor actor, Outlook outlook, string reason, DateOnly? expectedOn, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.DeclareForecast, this, actor) is { } refusal)
            return refusal;

        if (Lateness.DueOn(DeadlineKind, Deadline) is not { } dueOn)
            return new Refusal("no-deadline", "The task has no date that could be missed.");

        if (outlook is Outlook.OnTrack)
            return this with { Forecast = null };

        return expectedOn is { } expected && expected <= (outlook is Outlook.CannotMeet && dueOn > today ? dueOn : today)
            ? new Refusal("expected-too-early", "The day expected instead must lie after today and, where the date cannot be met, after that date.")
            : this with { Forecast = new Forecast(outlook, Forecast?.Outlook == outlook ? Forecast.Since : today, reason, expectedOn) };
    }

    private PolicyTask WithPercent(Actor actor, int? percent)
    {
        if (percent is not { } value)
            return this;

        var party = actor.PartyOn(this);
        var reported = party is null ? this : With(party with { Percent = value });
        return party?.Role is ParticipationRole.Partner || !actor.TakesPart(this, ParticipationRole.Lead)
            ? reported
            : reported with { Percent = Subtasks > 0 ? Percent : AnsweredByMembers ? reported.PercentOfMembers : value };
    }
}

/// <summary>Where a report stands.</summary>
public enum ReportStatus
{
    Submitted,

    /// <summary>Closed to amendments.</summary>
    Accepted,

    /// <summary>Sent back with a reason; it is due again.</summary>
    Returned,
}

/// <summary>A report with the facts that its rules need.</summary>
/// <param name="UnitId">Whose it is.</param>
/// <param name="Role">As what the unit reported: lead or partner.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Revision">Its version, 1 for the first.</param>
public sealed record FiledReport(long UnitId, ParticipationRole Role, ReportStatus Status, int Revision);
