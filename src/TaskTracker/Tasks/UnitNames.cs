using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>From the names that callers and documents use to the units and groups of the registry; never guesses.</summary>
internal static class UnitNames
{
    /// <summary>The field of a request that names the units of a role.</summary>
    public static readonly IReadOnlyList<(ParticipationRole Role, string Field)> Fields =
    [
        (ParticipationRole.Lead, "leadUnits"), (ParticipationRole.Partner, "partnerUnits"), (ParticipationRole.Coordinator, "coordinatorUnits"),
        (ParticipationRole.Supervisor, "supervisingUnits"),
    ];

    /// <summary>The unit or group with this id, name, full name or alias; null if there is none.</summary>
    public static async Task<long?> FindUnitAsync(this Session session, string districtId, string idOrName)
    {
        if (long.TryParse(idOrName, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await session.QuerySingleOrDefaultAsync<long?>(SelectById, new { DistrictId = districtId, Id = id });

        return await session.QuerySingleOrDefaultAsync<long?>(SelectByName, new { DistrictId = districtId, Name = idOrName });
    }

    /// <summary>The participations that a request names; an unknown name is a problem on its field.</summary>
    public static async Task<(IReadOnlyList<Participation> Participations, ProblemHttpResult? Problem)> ParticipationsOfAsync(
        this Session session, string districtId, NamedUnits units)
    {
        var participations = new List<Participation>();
        var errors = new Dictionary<string, string[]>();
        foreach (var (role, field) in Fields)
        {
            var names = units.Of(role);
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

        if (errors.Count > 0)
            return ([], Problems.Invalid("unit-unknown", errors));

        return units.FirstLead is { } first ? await session.WithFirstLeadAsync(districtId, participations, first) : (participations, null);
    }

    /// <summary>Marks one of the leads as the first (首位牵头) and no other; it must be one of them.</summary>
    public static async Task<(IReadOnlyList<Participation> Participations, ProblemHttpResult? Problem)> WithFirstLeadAsync(
        this Session session, string districtId, IReadOnlyList<Participation> participations, string? idOrName)
    {
        var unitId = idOrName is null ? null : await session.FindUnitAsync(districtId, idOrName);
        var first = idOrName is null ? null : participations.FirstOrDefault(
            part => part.Role is ParticipationRole.Lead && (part.Name == idOrName || (unitId is not null && part.UnitId == unitId)));
        return idOrName is not null && first is null
            ? (participations, Problems.Invalid("firstLead", $"\"{idOrName}\" is none of the task's lead units."))
            : ([.. participations.Select(part => part with { First = ReferenceEquals(part, first) })], null);
    }

    private const string SelectById = "select id from units where district_id = @DistrictId and id = @Id";

    private const string SelectByName = """
        select min(found.id)
          from (select id from units where district_id = @DistrictId and name = @Name
                union all
                select unit_id from unit_aliases where district_id = @DistrictId and alias = @Name) found
        """;
}

/// <summary>The units and groups that a request names, by names or ids.</summary>
internal sealed record NamedUnits
{
    public IReadOnlyList<string> Leads { get; init; } = [];

    public IReadOnlyList<string> Partners { get; init; } = [];

    public IReadOnlyList<string> Coordinators { get; init; } = [];

    public IReadOnlyList<string> Supervising { get; init; } = [];

    /// <summary>Which of <see cref="Leads"/> stands first; null if none does.</summary>
    public string? FirstLead { get; init; }

    public IReadOnlyList<string> Of(ParticipationRole role) => role switch
    {
        ParticipationRole.Lead => Leads,
        ParticipationRole.Partner => Partners,
        ParticipationRole.Coordinator => Coordinators,
        _ => Supervising,
    };
}
