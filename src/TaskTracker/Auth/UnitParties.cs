using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>
/// Under which ids a unit takes part in tasks: itself, the units that it has succeeded, and the groups that any of them belongs to. A unit is
/// succeeded from the day after its last one; until then it stands for itself, and its heir sees nothing of it.
/// </summary>
internal static class UnitParties
{
    public static async Task<long[]> PartiesOfAsync(this Session session, string districtId, long unitId, DateOnly today) =>
        [.. await session.QueryAsync<long>(Select, new { DistrictId = districtId, UnitId = unitId, Today = today })];

    /// <summary>A unit and the units that it succeeded: whoever owes what a unit owes, which no group does.</summary>
    public static async Task<long[]> LineOfAsync(this Session session, string districtId, long unitId, DateOnly today) =>
        [.. await session.QueryAsync<long>(SelectLine, new { DistrictId = districtId, UnitId = unitId, Today = today })];

    private const string Line = """
        with recursive line (id) as (
            select id from units where district_id = @DistrictId and id = @UnitId
            union
            select units.id
              from units
              join line on units.successor_id = line.id
             where units.district_id = @DistrictId and (units.valid_to is null or units.valid_to < @Today)
        )
        """;

    private const string SelectLine = $"""
        {Line}
        select id from line
        """;

    private const string Select = $"""
        {Line}
        select id from line
        union
        select unit_members.group_id
          from unit_members
          join line on unit_members.unit_id = line.id
         where unit_members.district_id = @DistrictId
        """;
}
