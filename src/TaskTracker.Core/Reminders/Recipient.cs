using System.Globalization;

namespace TaskTracker.Core.Reminders;

/// <summary>
/// Who is told: a place, not a person. The inbox of a unit (<c>unit:12</c>), a desk in it (<c>unit:12/contact</c>), the district's
/// supervision office (<c>office</c>), a leader (<c>leader:NAME</c>) or whoever stands for the leaders (<c>leader</c>).
/// </summary>
/// <param name="UnitId">The unit; null for the office and for leaders.</param>
/// <param name="Desk">Which person of the unit; null for its inbox.</param>
/// <param name="Leader">The leader's name, empty for whoever stands for them; null for units and the office.</param>
public readonly record struct Recipient(long? UnitId, RecipientRole? Desk = null, string? Leader = null)
{
    public static readonly Recipient Office = new(null);
    private const string OfficeKey = "office", LeaderKey = "leader", UnitPrefix = "unit:", LeaderPrefix = "leader:";
    private static readonly Dictionary<string, RecipientRole> Desks = new()
    {
        ["contact"] = RecipientRole.Contact,
        ["deputy"] = RecipientRole.Deputy,
        ["head"] = RecipientRole.Head,
    };

    public bool IsOffice => UnitId is null && Leader is null;

    /// <summary>The recipient's name in the ledger, which never changes.</summary>
    public string Key => this switch
    {
        { Leader: "" } => LeaderKey,
        { Leader: { } name } => LeaderPrefix + name,
        { UnitId: null } => OfficeKey,
        { Desk: { } desk } => string.Create(CultureInfo.InvariantCulture, $"{UnitPrefix}{UnitId}/{Desks.First(known => known.Value == desk).Key}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{UnitPrefix}{UnitId}"),
    };

    /// <summary>Where an in-app message for this recipient is read: the unit's inbox, or the office's, which passes on what is for a leader.</summary>
    public Recipient Inbox => new(UnitId);

    /// <summary>Reads a <see cref="Key"/> back.</summary>
    public static bool TryParse(string? key, out Recipient recipient)
    {
        recipient = Office;
        switch (key)
        {
            case OfficeKey:
                return true;
            case LeaderKey:
                recipient = new(null, Leader: "");
                return true;
            case not null when key.StartsWith(LeaderPrefix, StringComparison.Ordinal) && key.Length > LeaderPrefix.Length:
                recipient = new(null, Leader: key[LeaderPrefix.Length..]);
                return true;
            case not null when key.StartsWith(UnitPrefix, StringComparison.Ordinal):
                return TryParseUnit(key[UnitPrefix.Length..].Split('/'), out recipient);
            default:
                return false;
        }
    }

    /// <exception cref="FormatException">The text is no key.</exception>
    public static Recipient Parse(string key) => TryParse(key, out var recipient) ? recipient : throw new FormatException($"\"{key}\" is no recipient.");

    public override string ToString() => Key;

    private static bool TryParseUnit(string[] parts, out Recipient recipient)
    {
        recipient = Office;
        RecipientRole? desk = null;
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var unit))
            return false;

        if (parts.Length == 2)
        {
            if (!Desks.TryGetValue(parts[1], out var known))
                return false;
            desk = known;
        }

        recipient = new(unit, desk);
        return true;
    }
}
