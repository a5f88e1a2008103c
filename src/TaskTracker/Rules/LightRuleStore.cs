using TaskTracker.Core.Lights;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>The written rules of lights: dated versions of a district and of single lists; none is ever changed.</summary>
internal static class LightRuleStore
{
    public static async Task<LightRulebook> LightRulesInForceAsync(this Session session, string districtId, DateOnly day)
    {
        var rows = await session.QueryAsync<Row>(SelectInForce, new { DistrictId = districtId, Day = day });
        return new LightRulebook(rows.ToDictionary(row => row.ListId ?? 0, row => ReadLines(row.Lines)));
    }

    /// <summary>Versions whose day has come and by which the tasks have not been lit yet, oldest first.</summary>
    public static async Task<IReadOnlyList<WaitingRules>> WaitingLightRulesAsync(this Session session, DateOnly day) =>
        [.. await session.QueryAsync<WaitingRules>(SelectWaiting, new { Day = day })];

    public static Task MarkAppliedAsync(this Transaction transaction, WaitingRules rules, DateTimeOffset now) =>
        transaction.ExecuteAsync(MarkApplied, new { rules.DistrictId, rules.Id, Now = now });

    public static LightRules ReadLines(string lines) =>
        LightRules.TryCreate(Json.Read<LightRule[]>(lines), out var rules, out var error)
            ? rules
            : throw new InvalidOperationException($"A stored rule of lights is none: {error}");

    private sealed record Row
    {
        public long? ListId { get; init; }

        public string Lines { get; init; } = "[]";
    }

    private const string SelectInForce = """
        select r.list_id, r.lines
          from light_rules r
         where r.district_id = @DistrictId and r.valid_from <= @Day
           and not exists (select 1
                             from light_rules newer
                            where newer.district_id = r.district_id and coalesce(newer.list_id, 0) = coalesce(r.list_id, 0)
                              and newer.valid_from <= @Day
                              and (newer.valid_from, newer.id) > (r.valid_from, r.id))
        """;

    private const string SelectWaiting = """
        select id, district_id, list_id
          from light_rules
         where applied_at is null and valid_from <= @Day
         order by valid_from, id
        """;

    private const string MarkApplied = "update light_rules set applied_at = @Now where district_id = @DistrictId and id = @Id";
}

/// <summary>The rules in force on a day.</summary>
internal sealed class LightRulebook(IReadOnlyDictionary<long, LightRules> ofList)
{
    private const long District = 0;

    /// <summary>The list's own rules, else the district's, else the defaults.</summary>
    public LightRules Of(long? listId) =>
        (listId is { } list ? ofList.GetValueOrDefault(list) : null) ?? ofList.GetValueOrDefault(District) ?? LightRules.Default;
}

/// <summary>A version that tasks are to be lit by: those of its list, or all of the district.</summary>
internal sealed record WaitingRules
{
    public long Id { get; init; }

    public string DistrictId { get; init; } = "";

    public long? ListId { get; init; }
}
