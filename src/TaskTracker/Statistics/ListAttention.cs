using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Attention;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Statistics;

/// <summary>
/// Tasks that the office should look at (DEMANDS 30), each with why: candidates by their indexes, the reasons by Core's one rule.
/// </summary>
internal static class ListAttention
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Choices("reason", "Only tasks proposed for one of these reasons.", EnumNames.All<AttentionReason>())
        .Id("list", "Only tasks of this list, and the lowest rank within it; without it the rank is that of the district, over all whole tasks.")
        .Paged();

    /// <summary>A task, and why it is proposed.</summary>
    public sealed record AttentionProposal
    {
        public required TaskView Task { get; init; }

        public required IReadOnlyList<AttentionReason> Reasons { get; init; }

        /// <summary>When its units last did anything, or when it was laid on them.</summary>
        public required DateOnly MovedOn { get; init; }
    }

    /// <summary>Of more tasks than these the next page lies near among what is open.</summary>
    private const int Few = 2_000;

    public static void Map(IEndpointRouteBuilder proposals) => proposals
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListAttention))
        .WithSummary("List the tasks that are proposed for attention")
        .WithDescription(
            "Open tasks that are long overdue, stuck, often extended or led by the lowest rank, be it of the list or of the district; from when on "
            + "stands in the district's rules (`attention`).")
        .WithQuery(Query)
        .ProducesProblems(400)
        .IsCostly()
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<AttentionProposal>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var today = BeijingTime.Today(clock);
        var rule = (await session.RulesOfAsync(caller.DistrictId)).Attention;
        var filter = new TaskFilter(caller, today);
        if (query.Id("list") is { } list)
            filter.Within(TaskSets.Named("list_id = @List"), "List", list);
        var standings = await session.QueryAsync<StandingRow>(
            query.Id("list") is null ? SelectStandings : SelectStandingsInList, new { caller.DistrictId, List = query.Id("list"), Today = today });
        var byUnit = standings.GroupBy(row => row.UnitId, (unit, rows) => new UnitStanding(unit, rows.Sum(row => row.Due), rows.Sum(row => row.Kept)));
        long[] lowest = [.. Ranking.Lowest([.. byUnit], rule.LowestRanks)];
        var wanted = query.Choices("reason") is { } named ? named.Select(EnumNames.Parse<AttentionReason>).ToArray() : Enum.GetValues<AttentionReason>();
        string[] conditions = [.. wanted.Where(reason => reason is not AttentionReason.LowestRank || lowest.Length > 0).Select(reason => Conditions[reason])];
        if (conditions.Length == 0)
            return TypedResults.Ok(new Page<AttentionProposal>([], null));

        filter.Parameters["OverdueBy"] = today.AddDays(-rule.OverdueDays);
        filter.Parameters["StuckSince"] = today.AddDays(-rule.StuckDays);
        filter.Parameters["Often"] = rule.Extensions;
        filter.Parameters["Lowest"] = lowest;
        string[] selects = [.. conditions.Select(condition => $"select t.id from tasks t where t.district_id = @DistrictId and {condition}")];
        filter.And(TaskFilter.OpenSql).Within(new TaskSet
        {
            Ids = string.Join("\n union ", selects),
            Rows = string.Join("\n union all ", selects),
            Test = string.Join("\n or ", conditions.Select(condition => $"({condition})")),
            Few = Few,
            Most = Few,
        });
        await filter.FindAsync(session);
        filter.After("t.id > @AfterId", "AfterId", page.After?.Id ?? 0);
        filter.Parameters["Fetch"] = page.Fetch;

        var rows = (await session.QueryAsync<TaskViews.Row>(Select(filter), filter.Parameters)).ToArray();
        var shown = rows.ToPage(page, http, row => ("", row.Id));
        var views = await session.ToViewsAsync(caller.DistrictId, shown.Items, today);
        var ledByLowest = (await session.QueryAsync<long>(
            SelectLedBy, new { caller.DistrictId, Ids = new IdList(shown.Items.Select(row => row.Id)), Lowest = lowest })).ToHashSet();
        return TypedResults.Ok(new Page<AttentionProposal>(
            [.. shown.Items.Zip(views, (row, view) => new AttentionProposal
            {
                Task = view,
                Reasons = rule.ReasonsFor(FactsOf(row, view, ledByLowest.Contains(row.Id)), today),
                MovedOn = row.MovedOn,
            })],
            shown.Next));
    }

    private static AttentionFacts FactsOf(TaskViews.Row row, TaskView view, bool ledByLowest) => new()
    {
        State = view.State,
        OverdueSince = view.Overdue ? view.DueOn!.Value.AddDays(1) : null,
        MovedOn = row.MovedOn,
        Extensions = row.ExtensionCount,
        InLowestRank = ledByLowest,
    };

    /// <summary><see cref="AttentionRule.ReasonsFor"/> in SQL, reason by reason, each with an index of its own.</summary>
    private static readonly Dictionary<AttentionReason, string> Conditions = new()
    {
        [AttentionReason.Overdue] = $"t.state <> 'closed' and t.due_order <= @OverdueBy and {Sql.Tested(TaskFilter.OverdueSql)}",
        [AttentionReason.Stuck] = "t.moved_on <= @StuckSince and t.state in ('assigned', 'in_progress')",
        [AttentionReason.OftenExtended] = $"t.state <> 'closed' and t.extension_count > 0 and t.extension_count >= @Often and {Sql.Tested("t.state <> 'suspended'")}",
        [AttentionReason.LowestRank] = $"""
            t.id in (select p.task_id from task_parties p where p.district_id = @DistrictId and p.unit_id in @Lowest and p.role = 'lead')
                and {Sql.Tested("t.state not in ('closed', 'suspended')")}
            """,
    };

    private sealed record StandingRow
    {
        public long UnitId { get; init; }

        public int Due { get; init; }

        public int Kept { get; init; }
    }

    private static string Select(TaskFilter filter) => $"""
        select {TaskViews.Columns}
          from (select t.id
                  from {filter.From}
                 where {filter.Where}
                 order by {filter.Id}
                 limit @Fetch) page
         cross join tasks t
          {TaskViews.Joins}
         where t.district_id = @DistrictId and t.id = page.id
         order by t.id
        """;

    /// <summary>Of a list: tasks that were due or are closed, by lead unit; what was cancelled or superseded was asked of nobody in the end.</summary>
    private const string SelectStandingsInList = """
        select p.unit_id, 1 as due, case when t.outcome = 'completed' and (t.due_on is null or t.completed_on <= t.due_on) then 1 else 0 end as kept
          from tasks t
         cross join task_parties p
         where t.district_id = @DistrictId and t.list_id = @List
           and (t.due_on < @Today or t.state = 'closed') and coalesce(t.outcome, '') not in ('cancelled', 'superseded')
           and p.district_id = t.district_id and p.task_id = t.id and p.role = 'lead'
        """;

    /// <summary>Of the district: the same over its whole tasks. The closed ones are a number that is kept, the open ones are found by their day.</summary>
    private const string SelectStandings = """
        select unit_id, sum(due) as due, sum(kept) as kept
          from (select unit_id, closed as due, kept
                  from unit_standings
                 where district_id = @DistrictId
                union all
                select p.unit_id, 1 as due, 0 as kept
                  from tasks t
                 cross join task_parties p
                 where t.district_id = @DistrictId and t.state <> 'closed' and t.parent_id is null and t.due_order < @Today
                   and p.district_id = t.district_id and p.task_id = t.id and p.role = 'lead') counted
         group by unit_id
        """;

    private const string SelectLedBy = """
        select task_id
          from task_parties
         where district_id = @DistrictId and task_id in @Ids and role = 'lead' and unit_id in @Lowest
        """;
}
