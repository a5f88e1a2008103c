using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Units;

/// <summary>Makes the views of units from their rows: what belongs to them is fetched once for a page.</summary>
internal static class UnitViews
{
    /// <summary>The columns of <see cref="Row"/>; follows <c>from units u</c>.</summary>
    public const string Columns =
        "u.id, u.version, u.name, u.full_name, u.kind, u.valid_from, u.valid_to, u.successor_id, u.contacts, u.updated_at";

    public static async Task<UnitView?> ViewUnitAsync(this Session session, Caller caller, long id)
    {
        var row = await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { caller.DistrictId, Id = id });
        return row is null ? null : (await session.ToViewsAsync(caller, [row]))[0];
    }

    public static async Task<IReadOnlyList<UnitView>> ToViewsAsync(this Session session, Caller caller, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
            return [];

        var parameters = new { caller.DistrictId, Ids = new IdList(rows.Select(row => row.Id)) };
        var names = (await session.QueryAsync<LinkRow>(SelectAliases, parameters)).ToLookup(row => row.OwnerId, row => row.Name);
        var members = ReferencesOf(await session.QueryAsync<LinkRow>(SelectMembers, parameters));
        var groups = ReferencesOf(await session.QueryAsync<LinkRow>(SelectGroups, parameters));
        var successions = (await session.QueryAsync<LinkRow>(SelectSuccessions, parameters)).ToArray();
        var successors = successions.ToDictionary(row => row.OwnerId, row => new UnitReference(row.Id, row.Name));
        var predecessors = successions.ToLookup(row => row.Id, row => new UnitReference(row.OwnerId, row.OwnerName));
        var revision = await session.QuerySingleAsync<int>(SelectRevision, parameters);
        return
        [
            .. rows.Select(row => new UnitView
            {
                Id = row.Id,
                // A view shows names and links of other units: the sum of all versions tells a caller that polls when those change.
                Etag = Preconditions.ETagOf(row.Version, revision),
                Name = row.Name,
                FullName = row.FullName,
                Kind = row.Kind,
                Aliases = [.. names[row.Id].Where(name => name != row.FullName)],
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Successor = successors.GetValueOrDefault(row.Id),
                CurrentUnit = CurrentOf(row.Id, successors),
                Predecessors = [.. predecessors[row.Id]],
                Groups = [.. groups[row.Id]],
                Members = [.. members[row.Id]],
                Contacts = MaySeeContacts(caller, row.Id) ? Json.Read<UnitContact[]>(row.Contacts) : null,
                UpdatedAt = row.UpdatedAt,
            }),
        ];
    }

    private static bool MaySeeContacts(Caller caller, long unitId) =>
        caller.Role is Role.Supervisor or Role.Admin || (caller.Role is Role.Coordinator && caller.UnitId == unitId);

    private static ILookup<long, UnitReference> ReferencesOf(IEnumerable<LinkRow> rows) =>
        rows.ToLookup(row => row.OwnerId, row => new UnitReference(row.Id, row.Name));

    private static UnitReference? CurrentOf(long unitId, Dictionary<long, UnitReference> successors)
    {
        UnitReference? current = null;
        for (var steps = 0; steps <= successors.Count && successors.TryGetValue(unitId, out var successor); steps++)
            (current, unitId) = (successor, successor.Id);
        return current;
    }

    /// <summary>A unit as the database holds it.</summary>
    public sealed record Row
    {
        public long Id { get; init; }

        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string? FullName { get; init; }

        public string Kind { get; init; } = "";

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public string Contacts { get; init; } = "[]";

        public DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>What a unit or group (the owner) leads to.</summary>
    private sealed record LinkRow
    {
        public long OwnerId { get; init; }

        public string OwnerName { get; init; } = "";

        public long Id { get; init; }

        public string Name { get; init; } = "";
    }

    private const string SelectOne = $"select {Columns} from units u where u.district_id = @DistrictId and u.id = @Id";

    private const string SelectAliases = """
        select unit_id as owner_id, alias as name
          from unit_aliases
         where district_id = @DistrictId and unit_id in @Ids
         order by alias
        """;

    private const string SelectMembers = """
        select m.group_id as owner_id, u.id, u.name
          from unit_members m
          join units u on u.district_id = m.district_id and u.id = m.unit_id
         where m.district_id = @DistrictId and m.group_id in @Ids
         order by u.id
        """;

    private const string SelectGroups = """
        select m.unit_id as owner_id, u.id, u.name
          from unit_members m
          join units u on u.district_id = m.district_id and u.id = m.group_id
         where m.district_id = @DistrictId and m.unit_id in @Ids
         order by u.id
        """;

    private const string SelectSuccessions = """
        select u.id as owner_id, u.name as owner_name, s.id, s.name
          from units u
          join units s on s.district_id = u.district_id and s.id = u.successor_id
         where u.district_id = @DistrictId and u.successor_id is not null
         order by u.id
        """;

    private const string SelectRevision = "select cast(sum(version) as integer) from units where district_id = @DistrictId";
}
