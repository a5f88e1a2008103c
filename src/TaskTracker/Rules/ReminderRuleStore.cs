using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>The written rules of reminders: dated versions of a district and of single lists; none is ever changed.</summary>
internal static class ReminderRuleStore
{
    public static async Task<ReminderRulebook> ReminderRulesInForceAsync(this Session session, string districtId, DateOnly day)
    {
        var rows = await session.QueryAsync<Row>(SelectInForce, new { DistrictId = districtId, Day = day });
        return new ReminderRulebook(rows.ToDictionary(row => row.ListId ?? 0, row => ReadLines(row.Lines)));
    }

    /// <summary>Takes the versions whose day has come and by which no task was looked at yet: those of the district (null) and of its lists.</summary>
    public static async Task<IReadOnlyList<long?>> TakeWaitingReminderRulesAsync(this Transaction transaction, string districtId, DateOnly day, DateTimeOffset now) =>
        [.. await transaction.QueryAsync<long?>(TakeWaiting, new { DistrictId = districtId, Day = day, Now = now })];

    public static ReminderRules ReadLines(string lines) =>
        ReminderRules.TryCreate(Json.Read<ReminderLine[]>(lines), out var rules, out var error)
            ? rules
            : throw new InvalidOperationException($"A stored rule of reminders is none: {error}");

    private sealed record Row
    {
        public long? ListId { get; init; }

        public string Lines { get; init; } = "[]";
    }

    private const string SelectInForce = """
        select r.list_id, r.lines
          from reminder_rules r
         where r.district_id = @DistrictId and r.valid_from <= @Day
           and not exists (select 1
                             from reminder_rules newer
                            where newer.district_id = r.district_id and coalesce(newer.list_id, 0) = coalesce(r.list_id, 0)
                              and newer.valid_from <= @Day
                              and (newer.valid_from, newer.id) > (r.valid_from, r.id))
        """;

    private const string TakeWaiting = """
        update reminder_rules
           set applied_at = @Now
         where district_id = @DistrictId and applied_at is null and valid_from <= @Day
        returning list_id
        """;
}

/// <summary>The rules in force on a day.</summary>
internal sealed class ReminderRulebook(IReadOnlyDictionary<long, ReminderRules> ofList)
{
    private const long District = 0;

    /// <summary>The list's own rules, else the district's, else the defaults.</summary>
    public ReminderRules Of(long? listId) =>
        (listId is { } list ? ofList.GetValueOrDefault(list) : null) ?? ofList.GetValueOrDefault(District) ?? ReminderRules.Default;
}
