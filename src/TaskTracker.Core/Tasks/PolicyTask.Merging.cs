namespace TaskTracker.Core.Tasks;

/// <summary>汇总: a lead's report says which partners' reports it merges (DEMANDS 16).</summary>
public sealed partial record PolicyTask
{
    /// <summary>
    /// Whether a report of the caller merges these. A report is merged in one other at most, but for one that was returned; merged, it is
    /// accepted by the lead unless somebody has ruled on it already, and so closed to amendments.
    /// </summary>
    /// <param name="actor">Who reports.</param>
    /// <param name="period">What the caller's report speaks of; null for no period.</param>
    /// <param name="reports">The reports that it names, as they stand.</param>
    public Decision<Merging> Merge(Actor actor, string? period, IReadOnlyCollection<ReportToMerge> reports)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count > 0 && !actor.TakesPart(this, ParticipationRole.Lead))
            return new Refusal("not-lead-unit", "Only a lead unit of this task merges the reports of its partners.", Forbidden: true);

        foreach (var report in reports)
        {
            if (RefusalOf(actor, period, report) is { } refusal)
                return refusal;
        }

        return new Merging([.. reports.Where(report => report.Filed.Status is ReportStatus.Submitted).Select(report => report.Id)]);
    }

    private static Refusal? RefusalOf(Actor actor, string? period, ReportToMerge report) => report switch
    {
        { Filed.Role: not ParticipationRole.Partner } =>
            new Refusal("not-a-partners-report", $"Report {report.Id} is no partner's; only those are merged."),
        _ when actor.Units.Contains(report.Filed.UnitId) => OwnReport,
        { Filed.Status: ReportStatus.Returned } =>
            new Refusal("report-returned", $"Report {report.Id} was returned; it can be merged once it is handed in again."),
        _ when report.Period != period =>
            new Refusal("other-period", $"Report {report.Id} speaks of {report.Period ?? "no period"}; a report merges those on its own period."),
        { MergedIn: { } other } =>
            new Refusal("already-merged", $"Report {report.Id} is merged in report {other} already."),
        _ => null,
    };

    private static readonly Refusal OwnReport = new("own-report", "Nobody rules on its own report; the supervision office does.", Forbidden: true);
}

/// <summary>A report that another is to merge, with the facts that the rule needs.</summary>
/// <param name="Id">The report.</param>
/// <param name="Filed">Whose it is, and where it stands.</param>
/// <param name="Period">What it speaks of; null for no period.</param>
/// <param name="MergedIn">Another report that merges it and was not returned; null if there is none.</param>
public sealed record ReportToMerge(long Id, FiledReport Filed, string? Period, long? MergedIn);

/// <summary>What follows from a merging.</summary>
/// <param name="Accepts">The reports on which nobody had ruled: the lead accepts them by merging them.</param>
public sealed record Merging(IReadOnlyList<long> Accepts);
