using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>
/// Reads and writes the registers of the districts. Full names stand among the aliases too: one table and one index find a unit by any
/// name but its short one.
/// </summary>
internal static class UnitStore
{
    /// <returns>Null if there is no such district.</returns>
    public static async Task<UnitRegistry?> ReadRegistryAsync(this Session session, string districtId) =>
        (await session.ReadRegisterAsync(districtId))?.ToRegistry();

    /// <summary>The registries of all districts, by code.</summary>
    public static async Task<IReadOnlyList<UnitRegistry>> RegistriesAsync(this Session session)
    {
        var registries = new List<UnitRegistry>();
        foreach (var code in await session.QueryAsync<string>(SelectDistrictCodes))
            registries.Add((await session.ReadRegistryAsync(code))!);
        return registries;
    }

    /// <returns>Null if there is no such district.</returns>
    public static async Task<UnitRegister?> ReadRegisterAsync(this Session session, string districtId)
    {
        var parameters = new { DistrictId = districtId };
        if (await session.QuerySingleOrDefaultAsync<DistrictRow>(SelectDistrict, parameters) is not { } district)
            return null;

        var aliases = (await session.QueryAsync<NameRow>(SelectAliases, parameters)).ToLookup(row => row.OwnerId, row => row.Name);
        var members = (await session.QueryAsync<NameRow>(SelectMembers, parameters)).ToLookup(row => row.OwnerId, row => row.Name);
        var units = await session.QueryAsync<UnitRow>(SelectUnits, parameters);
        return new UnitRegister(district.ToDistrict(), [.. units.Select(unit => unit.ToEntry(aliases[unit.Id], members[unit.Id]))]);
    }

    /// <summary>Reads the register for a change: until the transaction ends nobody else changes it, so that its rules hold.</summary>
    public static async Task<UnitRegister?> LockRegisterAsync(this Transaction transaction, string districtId) =>
        await transaction.ExecuteAsync(LockDistrict, new { DistrictId = districtId }) == 0 ? null : await transaction.ReadRegisterAsync(districtId);

    /// <returns>False if the district is there already; then it stays as it is.</returns>
    public static async Task<bool> AddDistrictAsync(this Transaction transaction, District district) =>
        await transaction.ExecuteAsync(InsertDistrict, RowOf(district)) == 1;

    public static Task SaveDistrictAsync(this Transaction transaction, District district) =>
        transaction.ExecuteAsync(UpdateDistrict, RowOf(district));

    /// <summary>Writes entries that are new or changed; whom they name is among them or in the register already.</summary>
    /// <returns>The id of every entry of the register by its short name.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> SaveAsync(
        this Transaction transaction, UnitRegister register, IReadOnlyList<UnitEntry> entries, DateTimeOffset now)
    {
        var districtId = register.District.Code;
        var ids = register.Entries.ToDictionary(entry => entry.Fields.Name, entry => entry.Id);
        foreach (var entry in entries)
            ids[entry.Fields.Name] = entry.Id != 0 ? entry.Id : await transaction.QuerySingleAsync<long>(Insert, RowOf(districtId, entry, null, now));

        var changed = entries.Where(entry => entry.Id != 0).ToArray();
        await transaction.ExecuteAsync(DeleteAliases, changed.Select(entry => new { DistrictId = districtId, entry.Id }));
        await transaction.ExecuteAsync(DeleteMembers, changed.Select(entry => new { DistrictId = districtId, entry.Id }));
        await transaction.ExecuteAsync(Update, changed.Select(entry => RowOf(districtId, entry, SuccessorOf(entry, ids), now)));
        await transaction.ExecuteAsync(SetSuccessor, entries.Where(entry => entry is { Id: 0, Fields.Successor: not null })
            .Select(entry => new { DistrictId = districtId, Id = ids[entry.Fields.Name], SuccessorId = SuccessorOf(entry, ids) }));
        await transaction.ExecuteAsync(InsertAlias, entries.SelectMany(
            entry => NamesOf(entry.Fields), (entry, alias) => new { DistrictId = districtId, Alias = alias, UnitId = ids[entry.Fields.Name] }));
        await transaction.ExecuteAsync(InsertMember, entries.SelectMany(
            entry => entry.Fields.Members,
            (entry, member) => new { DistrictId = districtId, GroupId = ids[entry.Fields.Name], UnitId = ids[member] }));
        return ids;
    }

    private static IEnumerable<string> NamesOf(UnitFields fields) =>
        fields.FullName is null ? fields.Aliases : fields.Aliases.Prepend(fields.FullName);

    private static long? SuccessorOf(UnitEntry entry, Dictionary<string, long> ids) =>
        entry.Fields.Successor is { } successor ? ids[successor] : null;

    private static object RowOf(District district) => new
    {
        district.Code,
        district.Name,
        district.DivisionCode,
        IssuerMarks = Json.Write(district.IssuerMarks),
    };

    private static object RowOf(string districtId, UnitEntry entry, long? successorId, DateTimeOffset now) => new
    {
        DistrictId = districtId,
        entry.Id,
        entry.Fields.Name,
        entry.Fields.FullName,
        entry.Fields.Kind,
        entry.Fields.ValidFrom,
        entry.Fields.ValidTo,
        SuccessorId = successorId,
        Contacts = Json.Write(entry.Fields.Contacts),
        Now = now,
    };

    private sealed record DistrictRow
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string DivisionCode { get; init; } = "";

        public string IssuerMarks { get; init; } = "[]";

        public District ToDistrict() => new()
        {
            Code = Code,
            Name = Name,
            DivisionCode = DivisionCode,
            IssuerMarks = Json.Read<string[]>(IssuerMarks),
        };
    }

    private sealed record NameRow
    {
        public long OwnerId { get; init; }

        public string Name { get; init; } = "";
    }

    private sealed record UnitRow
    {
        public long Id { get; init; }

        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string? FullName { get; init; }

        public string Kind { get; init; } = "";

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public string? Successor { get; init; }

        public string Contacts { get; init; } = "[]";

        public UnitEntry ToEntry(IEnumerable<string> aliases, IEnumerable<string> members) => new(Id, Version, new UnitFields
        {
            Name = Name,
            FullName = FullName,
            Kind = Kind,
            Aliases = [.. aliases.Where(alias => alias != FullName)],
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
            Successor = Successor,
            Members = [.. members],
            Contacts = Json.Read<UnitContact[]>(Contacts),
        });
    }

    private const string SelectDistrictCodes = "select code from districts order by code";

    private const string SelectDistrict = "select code, name, division_code, issuer_marks from districts where code = @DistrictId";

    private const string SelectUnits = """
        select u.id, u.version, u.name, u.full_name, u.kind, u.valid_from, u.valid_to, s.name as successor, u.contacts
          from units u
          left join units s on s.district_id = u.district_id and s.id = u.successor_id
         where u.district_id = @DistrictId
         order by u.id
        """;

    private const string SelectAliases = "select unit_id as owner_id, alias as name from unit_aliases where district_id = @DistrictId order by alias";

    private const string SelectMembers = """
        select m.group_id as owner_id, u.name
          from unit_members m
          join units u on u.district_id = m.district_id and u.id = m.unit_id
         where m.district_id = @DistrictId
         order by m.group_id, m.unit_id
        """;

    private const string LockDistrict = "update districts set name = name where code = @DistrictId";

    private const string InsertDistrict = """
        insert into districts (code, name, division_code, issuer_marks)
        values (@Code, @Name, @DivisionCode, @IssuerMarks)
            on conflict (code) do nothing
        """;

    private const string UpdateDistrict = """
        update districts
           set name = @Name, division_code = @DivisionCode, issuer_marks = @IssuerMarks
         where code = @Code
        """;

    private const string Insert = """
        insert into units (district_id, name, full_name, kind, valid_from, valid_to, contacts, updated_at)
        values (@DistrictId, @Name, @FullName, @Kind, @ValidFrom, @ValidTo, @Contacts, @Now)
        returning id
        """;

    private const string Update = """
        update units
           set name = @Name, full_name = @FullName, kind = @Kind, valid_from = @ValidFrom, valid_to = @ValidTo, successor_id = @SuccessorId,
               contacts = @Contacts, version = version + 1, updated_at = @Now
         where district_id = @DistrictId and id = @Id
        """;

    private const string SetSuccessor = "update units set successor_id = @SuccessorId where district_id = @DistrictId and id = @Id";

    private const string DeleteAliases = "delete from unit_aliases where district_id = @DistrictId and unit_id = @Id";

    private const string DeleteMembers = "delete from unit_members where district_id = @DistrictId and group_id = @Id";

    private const string InsertAlias = "insert into unit_aliases (district_id, alias, unit_id) values (@DistrictId, @Alias, @UnitId)";

    private const string InsertMember = "insert into unit_members (district_id, group_id, unit_id) values (@DistrictId, @GroupId, @UnitId)";
}
