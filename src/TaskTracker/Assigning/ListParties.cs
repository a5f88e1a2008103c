using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>The units that answer for a task, groups taken apart, with what each has done.</summary>
internal static class ListParties
{
    public sealed record PartyView
    {
        public required UnitReference Unit { get; init; }

        /// <summary>The group through which it takes part; null if it was named itself.</summary>
        public UnitReference? Group { get; init; }

        /// <summary>The unit whose part it took over.</summary>
        public UnitReference? Predecessor { get; init; }

        public required ParticipationRole Role { get; init; }

        /// <summary>Until when it is to acknowledge the task; null if nothing is asked.</summary>
        public DateOnly? ReceiptDueOn { get; init; }

        /// <summary>That day hangs on working days that are not announced yet.</summary>
        public required bool ReceiptDueProvisional { get; init; }

        public DateOnly? ReceivedOn { get; init; }

        /// <summary>Asked for, not given, and its day has passed.</summary>
        public required bool ReceiptMissing { get; init; }

        public required int Percent { get; init; }

        public DateOnly? HandedInOn { get; init; }

        /// <summary>It leads, and its part was not handed in by the task's last day.</summary>
        public required bool Late { get; init; }

        /// <summary>Null unless the key is the office's, the unit's own, or that of a unit that leads the task; the last without telephone and mail.</summary>
        public Persons? Persons { get; init; }
    }

    public static void Map(IEndpointRouteBuilder task) => task
        .MapGet("/parties", HandleAsync)
        .WithName(nameof(ListParties))
        .WithSummary("List the units that answer for a task")
        .WithDescription("Groups are taken apart into their members: each acknowledges, reports and hands in for itself.")
        .WithQuery(TaskRecords.Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<PartyView>>, ProblemHttpResult>> HandleAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "unit", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindTaskAsync(caller.DistrictId, taskId) is not { } task || !caller.Actor.MaySee(task))
            return Problems.NotFound("task");

        var today = BeijingTime.Today(clock);
        var after = page.After?.Id ?? 0;
        var shown = task.Parties.Where(party => party.UnitId > after).Take(page.Fetch).ToArray().ToPage(page, http, party => ("", party.UnitId));
        long[] ids = [.. shown.Items.SelectMany(party => new[] { party.UnitId, party.GroupId, party.PredecessorId }).OfType<long>().Distinct()];
        var units = (await session.QueryAsync<UnitReference>(SelectUnits, new { caller.DistrictId, Ids = new IdList(ids) })).ToDictionary(unit => unit.Id);
        var persons = await session.PersonsOfAsync(caller.DistrictId, taskId, [.. shown.Items.Select(party => party.UnitId)]);
        var calendar = await session.CalendarInForceAsync();
        return TypedResults.Ok(new Page<PartyView>([.. shown.Items.Select(View)], shown.Next));

        PartyView View(TaskParty party) => new()
        {
            Unit = units[party.UnitId],
            Group = party.GroupId is { } group ? units[group] : null,
            Predecessor = party.PredecessorId is { } predecessor ? units[predecessor] : null,
            Role = party.Role,
            ReceiptDueOn = party.ReceiptDueOn,
            ReceiptDueProvisional = party.ReceiptDueOn is { } due && calendar.IsProvisional(due),
            ReceivedOn = party.ReceivedOn,
            ReceiptMissing = task.State is not TaskState.Closed && party.IsReceiptMissing(today),
            Percent = party.Percent,
            HandedInOn = party.HandedInOn,
            Late = Lateness.IsLate(task, party, today),
            Persons = persons[party.UnitId].Persons.For(PersonRules.AccessOf(caller.Actor, task, party.UnitId)),
        };
    }

    private const string SelectUnits = "select id, name from units where district_id = @DistrictId and id in @Ids";
}
