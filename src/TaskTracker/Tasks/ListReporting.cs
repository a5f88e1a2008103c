using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The reports of a whole list, its tasks and their parts: asked for when it is settled, and again whenever a period begins.</summary>
internal static class ListReporting
{
    private const int Chunk = 500;

    /// <summary>A list whose next period has begun.</summary>
    public sealed record DueList
    {
        public string DistrictId { get; init; } = "";

        public long ListId { get; init; }

        public DateOnly NextOn { get; init; }
    }

    /// <summary>The list's settings were stored: its open tasks follow them at once, and its clock is set anew.</summary>
    public static async Task SettleReportingAsync(
        this Transaction transaction, string districtId, long listId, ReportSettings settings, DateOnly today)
    {
        for (var (level, after) = (PolicyTask.MaxLevel, 0L); level > 0;)
        {
            var ids = await transaction.OpenTasksAsync(districtId, listId, level, after);
            await transaction.AskForReportsAsync(districtId, ids, today, today);
            (level, after) = Next(level, ids);
        }

        if (ReportPlan.NextOpening(settings, today) is { } nextOn)
            await transaction.ExecuteAsync(SetClock, new { DistrictId = districtId, ListId = listId, NextOn = nextOn });
        else
            await transaction.ExecuteAsync(StopClock, new { DistrictId = districtId, ListId = listId });
    }

    public static async Task<IReadOnlyList<DueList>> ListsWithNewPeriodAsync(this Session session, DateOnly today) =>
        [.. await session.QueryAsync<DueList>(SelectDue, new { Today = today })];

    /// <summary>
    /// Asks for the periods that began since the clock was set, some hundred tasks a transaction, and moves the clock on at the end: whatever
    /// stops it half-way, it goes through again.
    /// </summary>
    public static async Task OpenPeriodsAsync(this Database database, DueList list, DateOnly today, CancellationToken cancellation)
    {
        for (var (level, after) = (PolicyTask.MaxLevel, 0L); level > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            await using var transaction = await database.BeginAsync(cancellation);
            var ids = await transaction.OpenTasksAsync(list.DistrictId, list.ListId, level, after);
            await transaction.AskForReportsAsync(list.DistrictId, ids, list.NextOn, today);
            (level, after) = Next(level, ids);
            if (level == 0)
                await transaction.MoveOnAsync(list, today);
            await transaction.CommitAsync();
        }
    }

    /// <summary>Level by level from the lowest, so that parts are locked before their wholes, as acts do.</summary>
    private static (int Level, long After) Next(int level, long[] ids) => ids is [] ? (level - 1, 0) : (level, ids[^1]);

    private static async Task MoveOnAsync(this Transaction transaction, DueList list, DateOnly today)
    {
        var reporting = await transaction.QuerySingleOrDefaultAsync<string>(SelectSettings, new { list.DistrictId, list.ListId });
        if (reporting is not null && ReportPlan.NextOpening(Json.Read<ReportSettings>(reporting), today) is { } nextOn)
            await transaction.ExecuteAsync(MoveClock, new { list.DistrictId, list.ListId, NextOn = nextOn, Was = list.NextOn });
    }

    private static async Task<long[]> OpenTasksAsync(this Session session, string districtId, long listId, int level, long after) =>
        [.. await session.QueryAsync<long>(level == 1 ? SelectTasks : SelectParts, new { DistrictId = districtId, ListId = listId, Level = level, After = after, Chunk })];

    private const string SelectParts = """
        select id
          from tasks
         where district_id = @DistrictId and part_of_list_id = @ListId and level = @Level and id > @After and state <> 'closed'
         order by id
         limit @Chunk
        """;

    private const string SelectTasks = """
        select id
          from tasks
         where district_id = @DistrictId and list_id = @ListId and id > @After and state <> 'closed'
         order by id
         limit @Chunk
        """;

    private const string SelectSettings = "select reporting from task_lists where district_id = @DistrictId and id = @ListId";

    private const string SelectDue = """
        select district_id, list_id, next_on
          from report_clocks
         where next_on <= @Today
         order by next_on, district_id, list_id
        """;

    private const string SetClock = """
        insert into report_clocks (district_id, list_id, next_on)
        values (@DistrictId, @ListId, @NextOn)
            on conflict (district_id, list_id) do update set next_on = excluded.next_on
        """;

    private const string StopClock = "delete from report_clocks where district_id = @DistrictId and list_id = @ListId";

    private const string MoveClock = """
        update report_clocks
           set next_on = @NextOn
         where district_id = @DistrictId and list_id = @ListId and next_on = @Was
        """;
}
