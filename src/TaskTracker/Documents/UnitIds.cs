using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Documents;

/// <summary>From printed names to the ids of a district's units and groups.</summary>
internal sealed class UnitIds
{
    private readonly UnitDirectory? _directory;
    private readonly IReadOnlyDictionary<string, long> _ids;

    private UnitIds(UnitDirectory? directory, IReadOnlyDictionary<string, long> ids) => (_directory, _ids) = (directory, ids);

    public static async Task<UnitIds> ReadAsync(Session session, string districtId)
    {
        var registry = await UnitStore.ReadRegistryAsync(session, districtId);
        var rows = await session.QueryAsync<Row>(SelectUnits, new { DistrictId = districtId });
        return new UnitIds(registry is null ? null : new UnitDirectory(registry), rows.ToDictionary(row => row.Name, row => row.Id));
    }

    /// <summary>A misprint that the draft carries a finding on counts as the unit that it was taken for.</summary>
    public long? Find(string printedName) =>
        (_directory?.Find(printedName) ?? _directory?.FindNear(printedName)) is { } match && _ids.TryGetValue(match.Name, out var id) ? id : null;

    private sealed record Row
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";
    }

    private const string SelectUnits = "select id, name from units where district_id = @DistrictId";
}
