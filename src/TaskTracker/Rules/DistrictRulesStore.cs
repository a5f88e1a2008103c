using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>Reads and writes the rules of a district; one that has settled nothing has the defaults, version 0.</summary>
internal static class DistrictRulesStore
{
    public static async Task<DistrictRules> RulesOfAsync(this Session session, string districtId) =>
        (await session.StoredRulesOfAsync(districtId)).Rules;

    public static async Task<StoredRules> StoredRulesOfAsync(this Session session, string districtId)
    {
        var row = await session.QuerySingleOrDefaultAsync<Row>(Select, new { DistrictId = districtId });
        return row is null ? new StoredRules(DistrictRules.Default, 0) : new StoredRules(Json.Read<DistrictRules>(row.Rules), row.Version);
    }

    /// <returns>False if somebody else has changed them since they were read.</returns>
    public static async Task<bool> SaveRulesAsync(this Transaction transaction, string districtId, StoredRules before, DistrictRules rules, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            before.Version == 0 ? Insert : Update, new { DistrictId = districtId, before.Version, Rules = Json.Write(rules), Now = now, PaceVersion = ChangesPace(before.Rules, rules) ? before.Version + 1 : (int?)null }) == 1;

    /// <summary>Whether tasks lie behind from another day on; their lights are set anew by a job.</summary>
    private static bool ChangesPace(DistrictRules before, DistrictRules after) =>
        (before.PacePoints, before.PaceFromPercent) != (after.PacePoints, after.PaceFromPercent);

    private sealed record Row
    {
        public string Rules { get; init; } = "{}";

        public int Version { get; init; }
    }

    private const string Select = "select rules, version from district_rules where district_id = @DistrictId";

    private const string Insert = """
        insert into district_rules (district_id, rules, updated_at, pace_version)
        values (@DistrictId, @Rules, @Now, @PaceVersion)
            on conflict do nothing
        """;

    private const string Update = """
        update district_rules
           set rules = @Rules, version = version + 1, updated_at = @Now, pace_version = coalesce(@PaceVersion, pace_version)
         where district_id = @DistrictId and version = @Version
        """;
}

/// <summary>A district's rules and their version; 0 for the defaults.</summary>
internal sealed record StoredRules(DistrictRules Rules, int Version);
