using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reporting;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Documents;

/// <summary>The supervision office settles how the units of a list report, and who collects the reports (DEMANDS 13, 14, 16).</summary>
internal static class ChangeTaskList
{
    /// <summary>What can be settled.</summary>
    public sealed record Patch
    {
        /// <summary>weekly, monthly, quarterly, yearly; none stops the asking.</summary>
        public ReportCycle? ReportCycle { get; init; }

        /// <summary>Until when the report on a period is due; sent whole. Needed with a cycle, null without one.</summary>
        public DueRule? ReportDue { get; init; }

        /// <summary>Straight to the office, or partners to the lead first.</summary>
        public ReportPath? ReportPath { get; init; }

        /// <summary>By how many working days partners are due before the lead, 0 to 20.</summary>
        public int? PartnerWorkingDaysBefore { get; init; }

        /// <summary>Whether a unit with nothing to say hands in a nil report (零报备).</summary>
        public bool? NilReports { get; init; }

        /// <summary>Periods that ended before this day are not asked for; null: today.</summary>
        public DateOnly? ReportingFrom { get; init; }

        /// <summary>The unit that collects the reports (汇总单位), by id or any of its names; null: the supervision office.</summary>
        public string? CollectingUnit { get; init; }

        /// <summary>Why; goes into the history.</summary>
        public string? Reason { get; init; }
    }

    public static void Map(IEndpointRouteBuilder lists) => lists
        .MapPatch("/{listId:long}", HandleAsync)
        .WithName(nameof(ChangeTaskList))
        .WithSummary("Settle how a list is reported on")
        .WithDescription(
            "JSON Merge Patch; needs `If-Match`. The units of the list's open tasks are asked for the period under way at once. Nobody becomes late by a "
            + "change: a day that had passed when it was settled is not asked for, and what was met, late or missing before stays so.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 404, 409, 412, 413, 415, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<ListTaskLists.View>, ProblemHttpResult>> HandleAsync(
        long listId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        if (patch.RefusesNull(nameof(Patch.ReportCycle), out var problem) || patch.RefusesNull(nameof(Patch.ReportPath), out problem)
            || patch.RefusesNull(nameof(Patch.PartnerWorkingDaysBefore), out problem) || patch.RefusesNull(nameof(Patch.NilReports), out problem))
            return problem;

        if (patch.Values.Reason?.Length > 2_000)
            return Problems.Invalid("reason", "At most 2000 characters are allowed.");

        await using var transaction = await database.BeginAsync(cancellation);
        var row = await transaction.QuerySingleOrDefaultAsync<Row>(Select, new { caller.DistrictId, ListId = listId });
        if (row is null || await transaction.ViewTaskListAsync(caller, listId) is null)
            return Problems.NotFound("task list");

        if (!Preconditions.IfMatchHolds(http, row.Version, out problem))
            return problem;

        var collector = row.CollectingUnitId;
        if (patch.Has(nameof(Patch.CollectingUnit)))
        {
            collector = patch.Values.CollectingUnit is { Length: > 0 and <= 200 } name ? await transaction.FindUnitAsync(caller.DistrictId, name) : null;
            if (patch.Values.CollectingUnit is { } sent && collector is null)
                return Problems.Invalid("unit-unknown", new Dictionary<string, string[]> { ["collectingUnit"] = [$"No unit of the district is called \"{sent}\"."] });
        }

        var now = clock.Now();
        var today = BeijingTime.DateOf(now);
        var before = row.Reporting is null ? ReportSettings.None with { From = today } : Json.Read<ReportSettings>(row.Reporting);
        var after = Patched(before, patch, today);
        var faults = after.Faults().ToLookup(fault => fault.Field, fault => fault.Message);
        if (faults.Count > 0)
            return Problems.Invalid("validation", faults.ToDictionary(field => field.Key, field => field.ToArray()));

        if (await transaction.ExecuteAsync(Update, new { caller.DistrictId, ListId = listId, row.Version, Reporting = Json.Write(after), Collector = collector, Now = now }) == 0)
            return Problems.ChangedMeanwhile();

        await transaction.SettleReportingAsync(caller.DistrictId, listId, after, today);
        await transaction.RecordAsync(
            caller, "task_list", listId, "settled", now, patch.Values.Reason,
            new Change("reporting", before, after), new Change("collectingUnit", row.CollectingUnitId, collector));
        await transaction.PublishAsync(caller.DistrictId, new TaskListSettled(listId), now);
        var view = await transaction.ViewTaskListAsync(caller, listId);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.Ok(view);
    }

    private static ReportSettings Patched(ReportSettings before, MergePatch<Patch> patch, DateOnly today)
    {
        var sent = patch.Values;
        var after = before with
        {
            Cycle = sent.ReportCycle ?? before.Cycle,
            Due = patch.Has(nameof(Patch.ReportDue)) ? sent.ReportDue : sent.ReportCycle is ReportCycle.None ? null : before.Due,
            Path = sent.ReportPath ?? before.Path,
            PartnerWorkingDaysBefore = sent.PartnerWorkingDaysBefore ?? before.PartnerWorkingDaysBefore,
            From = patch.Has(nameof(Patch.ReportingFrom)) ? sent.ReportingFrom ?? today : before.Cycle is ReportCycle.None ? today : before.From,
        };
        return (after == before ? after : after with { SetOn = today }) with { NilReports = sent.NilReports ?? before.NilReports };
    }

    private sealed record Row
    {
        public int Version { get; init; }

        public string? Reporting { get; init; }

        public long? CollectingUnitId { get; init; }
    }

    private const string Select = """
        select version, reporting, collecting_unit_id
          from task_lists
         where district_id = @DistrictId and id = @ListId
        """;

    private const string Update = """
        update task_lists
           set reporting = @Reporting, collecting_unit_id = @Collector, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @ListId and version = @Version
        """;
}

/// <summary>Announced once the way in which a list is reported on was settled.</summary>
internal sealed record TaskListSettled(long ListId) : IEvent
{
    public static string Type => "task_list_settled";
}
