using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>From the names that callers and documents use to the units and groups of the registry; never guesses.</summary>
internal static class UnitNames
{
    /// <summary>The unit or group with this id, name, full name or alias; null if there is none.</summary>
    public static async Task<long?> FindUnitAsync(this Session session, string districtId, string idOrName)
    {
        if (long.TryParse(idOrName, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await session.QuerySingleOrDefaultAsync<long?>(SelectById, new { DistrictId = districtId, Id = id });

        return await session.QuerySingleOrDefaultAsync<long?>(SelectByName, new { DistrictId = districtId, Name = idOrName });
    }

    /// <summary>The participations that a request names; an unknown name is a problem on its field.</summary>
    public static async Task<(IReadOnlyList<Participation> Participations, ProblemHttpResult? Problem)> ParticipationsOfAsync(
        this Session session, string districtId, IReadOnlyList<string> leadUnits, IReadOnlyList<string> partnerUnits)
    {
        var participations = new List<Participation>();
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, names, role) in new[]
        {
            ("leadUnits", leadUnits, ParticipationRole.Lead), ("partnerUnits", partnerUnits, ParticipationRole.Partner),
        })
        {
            var unknown = new List<string>();
            foreach (var name in names)
            {
                if (await session.FindUnitAsync(districtId, name) is { } unit)
                    participations.Add(new Participation(role, name, unit));
                else
                    unknown.Add($"No unit or group of the district is called \"{name}\".");
            }

            if (unknown.Count > 0)
                errors[field] = [.. unknown];
        }

        return (participations, errors.Count > 0 ? Problems.Invalid("unit-unknown", errors) : null);
    }

    private const string SelectById = "select id from units where district_id = @DistrictId and id = @Id";

    private const string SelectByName = """
        select min(found.id)
          from (select id from units where district_id = @DistrictId and name = @Name
                union all
                select unit_id from unit_aliases where district_id = @DistrictId and alias = @Name) found
        """;
}
