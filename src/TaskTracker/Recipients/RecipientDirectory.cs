using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Recipients;

/// <summary>
/// From the units on a task to those who are told now: a group stands for its members, a unit that was renamed or merged for the one that it
/// has become, from the day after its last one.
/// </summary>
internal sealed class RecipientDirectory
{
    private readonly Dictionary<long, UnitRow> _units;
    private readonly ILookup<long, long> _members;

    private RecipientDirectory(IEnumerable<UnitRow> units, IEnumerable<MemberRow> members) =>
        (_units, _members) = (units.ToDictionary(unit => unit.Id), members.ToLookup(member => member.GroupId, member => member.UnitId));

    /// <summary>Reads the district's registry; it is small beside its tasks.</summary>
    public static async Task<RecipientDirectory> LoadAsync(Session session, string districtId, DateOnly today) => new(
        await session.QueryAsync<UnitRow>(SelectUnits, new { DistrictId = districtId, Today = today }),
        await session.QueryAsync<MemberRow>(SelectMembers, new { DistrictId = districtId }));

    /// <summary>
    /// Whoever is told in the place of a task's lead units. What names nobody, a name that the registry does not know or a group without
    /// members, is told to the supervision office: a task that nobody answers for is its business.
    /// </summary>
    public IReadOnlyList<Recipient> LeadRecipientsOf(IEnumerable<long?> leads) =>
        [.. leads.DefaultIfEmpty(null).SelectMany(lead => RecipientsOf(lead).DefaultIfEmpty(Recipient.Office)).Distinct()];

    /// <summary>Nobody, where the name is unknown or a group is open.</summary>
    public IReadOnlyList<Recipient> RecipientsOf(long? unitOrGroup) => unitOrGroup is { } id
        ? [.. Expand(id, []).Distinct().Select(unit => new Recipient(unit))]
        : [];

    /// <summary>What the unit or group is called now; null if the registry does not know it.</summary>
    public string? NameNow(long? unitOrGroup) =>
        unitOrGroup is { } id && _units.GetValueOrDefault(CurrentOf(id)) is { } unit ? unit.Name : null;

    /// <summary>The name of the recipient's own unit, whatever became of it; null for the office and for leaders.</summary>
    public string? NameOf(Recipient recipient) => recipient.UnitId is { } id ? _units.GetValueOrDefault(id)?.Name : null;

    /// <summary>A group of which no member is known; and a unit that the registry does not know.</summary>
    public bool IsOpen(long unitOrGroup) => !Expand(unitOrGroup, []).Any();

    /// <summary>The unit and all that it has become, in order.</summary>
    public IEnumerable<long> LineOf(long unit)
    {
        yield return unit;
        for (var steps = 0; steps < _units.Count && _units.GetValueOrDefault(unit)?.SuccessorId is { } successor; steps++)
            yield return unit = successor;
    }

    private IEnumerable<long> Expand(long id, HashSet<long> seen)
    {
        var current = CurrentOf(id);
        if (!seen.Add(current) || !_units.TryGetValue(current, out var unit))
            return [];

        return unit.Kind == GroupKind ? _members[current].SelectMany(member => Expand(member, seen)) : [current];
    }

    /// <summary>A registry that goes round in a circle must not hold up a tick: <see cref="LineOf"/> ends.</summary>
    private long CurrentOf(long id) => LineOf(id).Last();

    private sealed record UnitRow
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public string Kind { get; init; } = "";

        public long? SuccessorId { get; init; }
    }

    private sealed record MemberRow
    {
        public long GroupId { get; init; }

        public long UnitId { get; init; }
    }

    private const string GroupKind = "group";

    private const string SelectUnits = """
        select id, name, kind, case when valid_to >= @Today then null else successor_id end as successor_id
          from units
         where district_id = @DistrictId
        """;

    private const string SelectMembers = "select group_id, unit_id from unit_members where district_id = @DistrictId order by group_id, unit_id";
}
