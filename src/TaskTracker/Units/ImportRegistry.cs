using System.Globalization;
using System.Text.RegularExpressions;
using TaskTracker.Core;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>
/// Takes a registry into the database: what it names is added or changed, what it does not name stays. It is taken as a whole or not at
/// all, and taking it again changes nothing.
/// </summary>
internal static partial class ImportRegistry
{
    /// <summary>What an import did: to the district (added, changed, unchanged), to its units, and to tasks that print a name now known.</summary>
    public sealed record Outcome(string District, int Added, int Changed, int Unchanged, int TasksTied)
    {
        public bool ChangedNothing => District == Same && Added == 0 && Changed == 0;
    }

    private const string New = "added", Other = "changed", Same = "unchanged";
    private const int FaultsShown = 5, MaxDistrictName = 50, MaxMarks = 20;

    /// <returns>A refusal that names entry, field and value; the transaction is not to be committed then.</returns>
    public static async Task<Decision<Outcome>> ImportRegistryAsync(
        this Transaction transaction, RegistryFile file, string actor, DateTimeOffset now)
    {
        var sent = file.Register;
        if (FaultsOf(sent.District) is { } wrong)
            return new Refusal("registry-faulty", wrong);

        if (Bounds(sent.Entries).ToArray() is { Length: > 0 } outOfBounds)
            return RefusalOf(outOfBounds, file);

        var isNew = await transaction.AddDistrictAsync(sent.District);
        var before = (await transaction.LockRegisterAsync(sent.District.Code))!;
        var known = before.Entries.ToDictionary(entry => entry.Fields.Name);
        UnitEntry[] named = [.. sent.Entries.Select(entry => Over(known.GetValueOrDefault(entry.Fields.Name.Trim()), entry.Fields.Tidied()))];
        var names = named.Select(entry => entry.Fields.Name).ToHashSet();
        var after = new UnitRegister(
            sent.District, [.. named.Concat(before.Entries.Where(entry => !names.Contains(entry.Fields.Name)))]);
        if (after.FaultsSince(before) is { Count: > 0 } faults)
            return RefusalOf(faults, file);

        var district = isNew ? New : IsSame(before.District, sent.District) ? Same : Other;
        if (district == Other)
            await transaction.SaveDistrictAsync(sent.District);

        (UnitEntry? Before, UnitEntry After)[] changes =
        [
            .. named.Select(entry => (Before: known.GetValueOrDefault(entry.Fields.Name), After: entry))
                .Where(change => change.Before is null || change.Before.Fields.ChangesTo(change.After.Fields).Count > 0),
        ];
        var (_, tied) = await transaction.ApplyAsync(after, changes, actor, now);
        var added = changes.Count(change => change.Before is null);
        return new Outcome(district, added, changes.Length - added, named.Length - changes.Length, tied);
    }

    /// <summary>Contacts are entered in the service; a file without them, such as a built-in one, does not take them away.</summary>
    private static UnitEntry Over(UnitEntry? before, UnitFields sent) => before is null
        ? new UnitEntry(0, 0, sent)
        : before with
        {
            Fields = sent.Contacts.Count == 0 && sent.Kind != UnitFields.Group ? sent with { Contacts = before.Fields.Contacts } : sent,
        };

    private static string? FaultsOf(District district) => district switch
    {
        _ when district.Code is null || !DistrictCode.IsMatch(district.Code) =>
            $"district, code: “{district.Code}” is not allowed; 1 to 30 of a-z, 0-9 and -, a letter first.",
        _ when !IsShort(district.Name) => $"district, name: 1 to {MaxDistrictName} characters are allowed.",
        _ when district.DivisionCode is null || !DivisionCode.IsMatch(district.DivisionCode) =>
            $"district, divisionCode: “{district.DivisionCode}” is not allowed; six digits.",
        _ when district.IssuerMarks is null || district.IssuerMarks.Count > MaxMarks || !district.IssuerMarks.All(IsShort) =>
            $"district, issuerMarks: at most {MaxMarks} of 1 to {MaxDistrictName} characters are allowed.",
        _ => null,
    };

    private static bool IsShort(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxDistrictName;

    private static IEnumerable<UnitRegistryFault> Bounds(IReadOnlyList<UnitEntry> entries)
    {
        var validator = new UnitFields.Validator();
        foreach (var (fields, number) in entries.Select((entry, index) => (entry.Fields, index + 1)))
        {
            var name = string.IsNullOrWhiteSpace(fields.Name) ? string.Create(CultureInfo.InvariantCulture, $"entry {number}") : fields.Name;
            foreach (var error in validator.Validate(fields).Errors)
                yield return new UnitRegistryFault(error.ErrorMessage, new UnitRegistryPlace(name, JsonNames.PathOf(error.PropertyName)));
        }
    }

    private static Refusal RefusalOf(IReadOnlyList<UnitRegistryFault> faults, RegistryFile file)
    {
        var shown = faults.Take(FaultsShown).Select(fault =>
        {
            var place = fault.Places.LastOrDefault(place => file.Lines.ContainsKey(place.Entry)) ?? fault.Places[^1];
            return $"{file.LineOf(place.Entry)}{place.Entry}, {place.Field}: {fault.Message}";
        });
        var rest = faults.Count > FaultsShown ? $" And {faults.Count - FaultsShown} more." : "";
        return new Refusal("registry-faulty", string.Join(' ', shown) + rest);
    }

    private static bool IsSame(District one, District other) =>
        one with { IssuerMarks = other.IssuerMarks } == other && one.IssuerMarks.SequenceEqual(other.IssuerMarks);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,29}$")]
    private static partial Regex DistrictCode { get; }

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex DivisionCode { get; }
}
