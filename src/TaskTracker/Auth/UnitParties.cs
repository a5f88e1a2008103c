using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>
/// Under which ids a unit takes part in tasks: itself, the units that it succeeded, and the groups that any of them belongs to.
/// </summary>
internal static class UnitParties
{
    public static async Task<long[]> PartiesOfAsync(this Session session, string districtId, long unitId) =>
        [.. await session.QueryAsync<long>(Select, new { DistrictId = districtId, UnitId = unitId })];

    private const string Select = """
        with recursive line (id) as (
            select id from units where district_id = @DistrictId and id = @UnitId
            union
            select units.id
              from units
              join line on units.successor_id = line.id
             where units.district_id = @DistrictId
        )
        select id from line
        union
        select unit_members.group_id
          from unit_members
          join line on unit_members.unit_id = line.id
         where unit_members.district_id = @DistrictId
        """;
}
