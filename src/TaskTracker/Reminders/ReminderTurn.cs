using TaskTracker.Calendars;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Reminders;

/// <summary>A district's clock row: two ticks of one district take turns on it, and it remembers by what the tasks' days were reckoned, and the last run.</summary>
internal static class ReminderTurn
{
    /// <summary>
    /// Waits until no other tick of the district is under way; the turn ends with the transaction. (On SQLite the one writer's place is the
    /// turn already; on PostgreSQL it is the row's lock.) New rules, and a calendar that has changed, make tasks be looked at again.
    /// </summary>
    public static async Task TakeTurnAsync(this Transaction transaction, string districtId, DateOnly today, DateTimeOffset now)
    {
        var basis = $"{DefaultRules}/{await transaction.CalendarMarkAsync()}";
        if (await transaction.QuerySingleAsync<string>(Take, new { DistrictId = districtId, Rule = basis }) != basis)
        {
            await transaction.LookAtAllAgainAsync(districtId);
            await transaction.ExecuteAsync(SetRule, new { DistrictId = districtId, Rule = basis });
        }

        foreach (var listId in await transaction.TakeWaitingReminderRulesAsync(districtId, today, now))
            await transaction.LookAtAllAgainAsync(districtId, listId);
    }

    /// <summary>Begins a run: what it asks for is written down with it, and can be compared with the rows that are there.</summary>
    public static Task<long> BeginRunAsync(this Transaction transaction, string districtId, DateOnly today, DateTimeOffset now) =>
        transaction.QuerySingleAsync<long>(InsertRun, new { DistrictId = districtId, Today = today, Now = now });

    /// <summary>The run asks for so many rows more.</summary>
    public static Task ExpectAsync(this Transaction transaction, string districtId, long runId, int reminders) =>
        reminders == 0 ? Task.CompletedTask : transaction.ExecuteAsync(Expect, new { DistrictId = districtId, RunId = runId, Reminders = reminders });

    /// <summary>
    /// Everything that was due is recorded: runs that were cut short are over with this one, and what they recorded may be sent. What failed
    /// for want of an address is tried again: one may have been entered since.
    /// </summary>
    public static async Task EndRunAsync(this Transaction transaction, string districtId, DateOnly today, DateTimeOffset now)
    {
        await transaction.ExecuteAsync(EndRuns, new { DistrictId = districtId, Now = now });
        await transaction.RequeueUnaddressedAsync(districtId, now);
        await transaction.ExecuteAsync(SetLastRun, new { DistrictId = districtId, Today = today, Now = now });
    }

    /// <summary>
    /// The districts that have had no full run since <paramref name="morning"/>. A run later than now means that the clock was set back;
    /// running again does no harm.
    /// </summary>
    public static async Task<IReadOnlyList<string>> DistrictsBehindAsync(this Session session, DateTimeOffset morning, DateTimeOffset now) =>
        [.. await session.QueryAsync<string>(SelectBehind, new { Morning = morning, Now = now })];

    /// <summary>Another text where this version of the service has other defaults than the one that reckoned the tasks' days.</summary>
    private static string DefaultRules { get; } = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Json.Write(ReminderRules.Default.Lines))))[..16];

    private const string Take = """
        insert into reminder_clocks (district_id, rule)
        values (@DistrictId, @Rule)
            on conflict (district_id) do update set rule = reminder_clocks.rule
        returning rule
        """;

    private const string SetRule = "update reminder_clocks set rule = @Rule where district_id = @DistrictId";

    private const string InsertRun = """
        insert into reminder_runs (district_id, run_on, started_at)
        values (@DistrictId, @Today, @Now)
        returning id
        """;

    private const string Expect = "update reminder_runs set expected = expected + @Reminders where district_id = @DistrictId and id = @RunId";

    private const string EndRuns = "update reminder_runs set ended_at = @Now where district_id = @DistrictId and ended_at is null";

    private const string SetLastRun = "update reminder_clocks set last_run_on = @Today, last_run_at = @Now where district_id = @DistrictId";

    private const string SelectBehind = """
        select d.code
          from districts d
          left join reminder_clocks c on c.district_id = d.code
         where c.last_run_at is null or c.last_run_at < @Morning or c.last_run_at > @Now
         order by d.code
        """;
}
