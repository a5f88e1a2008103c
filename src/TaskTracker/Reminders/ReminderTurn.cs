using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Reminders;

/// <summary>A district's clock row: two ticks of one district take turns on it, and it remembers rule and last run.</summary>
internal static class ReminderTurn
{
    /// <summary>
    /// Waits until no other tick of the district is under way; the turn ends with the transaction. (On SQLite the one writer's place is the
    /// turn already; on PostgreSQL it is the row's lock.) A new rule makes every task be looked at again.
    /// </summary>
    public static async Task TakeTurnAsync(this Transaction transaction, string districtId, string rule)
    {
        if (await transaction.QuerySingleAsync<string>(Take, new { DistrictId = districtId, Rule = rule }) == rule)
            return;

        await transaction.LookAtAllAgainAsync(districtId);
        await transaction.ExecuteAsync(SetRule, new { DistrictId = districtId, Rule = rule });
    }

    /// <summary>Everything that was due is recorded and delivered.</summary>
    public static Task EndRunAsync(this Transaction transaction, string districtId, DateOnly today, DateTimeOffset now) =>
        transaction.ExecuteAsync(SetLastRun, new { DistrictId = districtId, Today = today, Now = now });

    /// <summary>
    /// The districts that have had no full run since <paramref name="morning"/>. A run later than now means that the clock was set back;
    /// running again does no harm.
    /// </summary>
    public static async Task<IReadOnlyList<string>> DistrictsBehindAsync(this Session session, DateTimeOffset morning, DateTimeOffset now) =>
        [.. await session.QueryAsync<string>(SelectBehind, new { Morning = morning, Now = now })];

    private const string Take = """
        insert into reminder_clocks (district_id, rule)
        values (@DistrictId, @Rule)
            on conflict (district_id) do update set rule = reminder_clocks.rule
        returning rule
        """;

    private const string SetRule = "update reminder_clocks set rule = @Rule where district_id = @DistrictId";

    private const string SetLastRun = "update reminder_clocks set last_run_on = @Today, last_run_at = @Now where district_id = @DistrictId";

    private const string SelectBehind = """
        select d.code
          from districts d
          left join reminder_clocks c on c.district_id = d.code
         where c.last_run_at is null or c.last_run_at < @Morning or c.last_run_at > @Now
         order by d.code
        """;
}
