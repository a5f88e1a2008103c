using System.Globalization;
using FluentValidation;
using TaskTracker.Audit;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>What is said of a unit or a group, by a file or by an admin.</summary>
internal sealed record UnitFields
{
    /// <summary>The kind of a group; every other kind is a <see cref="UnitKind"/>.</summary>
    public const string Group = "group";

    public static readonly IReadOnlyList<string> Kinds = [.. EnumNames.All<UnitKind>(), Group];

    /// <summary>The short name, unique in the district.</summary>
    public required string Name { get; init; }

    public string? FullName { get; init; }

    /// <summary>department, branch, sub_district, town, party_or_mass, committee, institution, company, higher or group.</summary>
    public required string Kind { get; init; }

    /// <summary>Other names seen in print: variants and misprints.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>First day on which the unit exists under this name; null if unknown.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the unit exists under this name; null if it still does.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The unit that took its work over: its name, or in a request its id.</summary>
    public string? Successor { get; init; }

    /// <summary>The units of a group, as <see cref="Successor"/>; empty if the group is open.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Personal data: shown to the office, admins and the unit itself only.</summary>
    public IReadOnlyList<UnitContact> Contacts { get; init; } = [];

    /// <summary>The same without what says nothing: blanks around words, names that stand twice.</summary>
    public UnitFields Tidied()
    {
        var name = Name.Trim();
        var fullName = string.IsNullOrWhiteSpace(FullName) || FullName.Trim() == name ? null : FullName.Trim();
        return this with
        {
            Name = name,
            FullName = fullName,
            Aliases = [.. Aliases.Select(alias => alias.Trim()).Where(alias => alias != name && alias != fullName).Distinct()],
            Successor = string.IsNullOrWhiteSpace(Successor) ? null : Successor.Trim(),
            Members = [.. Members.Select(member => member.Trim()).Distinct()],
        };
    }

    /// <summary>What an edit changes. That contacts were changed is said, but not how: the history keeps no personal data.</summary>
    public IReadOnlyList<Change> ChangesTo(UnitFields after) =>
    [
        .. Changed("name", Name, after.Name),
        .. Changed("fullName", FullName, after.FullName),
        .. Changed("kind", Kind, after.Kind),
        .. Changed("aliases", Listed(Aliases), Listed(after.Aliases)),
        .. Changed("validFrom", ValidFrom, after.ValidFrom),
        .. Changed("validTo", ValidTo, after.ValidTo),
        .. Changed("successor", Successor, after.Successor),
        .. Changed("members", Listed(Members), Listed(after.Members)),
        .. Contacts.SequenceEqual(after.Contacts) ? Array.Empty<Change>() : [new Change("contacts", null, null)],
    ];

    private static IEnumerable<Change> Changed<T>(string field, T from, T to) =>
        EqualityComparer<T>.Default.Equals(from, to) ? [] : [new Change(field, from, to)];

    /// <summary>Aliases and members have no order.</summary>
    private static string Listed(IEnumerable<string> names) => string.Join('、', names.Order(StringComparer.Ordinal));

    public sealed class Validator : AbstractValidator<UnitFields>
    {
        private const int MaxName = 100, MaxAliases = 200, MaxMembers = 500, MaxContacts = 20;

        public Validator()
        {
            RuleFor(unit => unit.Name).Must(IsName).WithMessage(NameMessage);
            RuleFor(unit => unit.FullName).Must(IsName).WithMessage(NameMessage).When(unit => !string.IsNullOrWhiteSpace(unit.FullName));
            RuleFor(unit => unit.Kind).Must(Kinds.Contains)
                .WithMessage($"“{{PropertyValue}}” is not allowed; allowed: {string.Join(", ", Kinds)}.");
            RuleFor(unit => unit.Aliases).NotNull().Must(aliases => aliases is null || aliases.Count <= MaxAliases)
                .WithMessage($"At most {MaxAliases} aliases are allowed.");
            RuleForEach(unit => unit.Aliases).Must(IsName).WithMessage(NameMessage);
            RuleFor(unit => unit.ValidTo).GreaterThanOrEqualTo(unit => unit.ValidFrom!.Value).When(unit => unit.ValidFrom is not null)
                .WithMessage(unit => string.Create(
                    CultureInfo.InvariantCulture, $"The last day {unit.ValidTo:yyyy-MM-dd} lies before the first, {unit.ValidFrom:yyyy-MM-dd}."));
            RuleFor(unit => unit.Successor).MaximumLength(MaxName);
            RuleFor(unit => unit.Members).NotNull().Must(members => members is null || members.Count <= MaxMembers)
                .WithMessage($"At most {MaxMembers} members are allowed.");
            RuleForEach(unit => unit.Members).NotEmpty().MaximumLength(MaxName);
            RuleFor(unit => unit.Contacts).NotNull().Must(contacts => contacts is null || contacts.Count <= MaxContacts)
                .WithMessage($"At most {MaxContacts} contacts are allowed.");
            RuleForEach(unit => unit.Contacts).NotNull().SetValidator(new ContactValidator());
            When(unit => unit.Kind == Group, () =>
            {
                RuleFor(unit => unit.FullName).Empty().WithMessage("A group has no full name.");
                RuleFor(unit => unit.ValidFrom).Null().WithMessage("A group has no first day.");
                RuleFor(unit => unit.ValidTo).Null().WithMessage("A group has no last day.");
                RuleFor(unit => unit.Successor).Empty().WithMessage("A group has no successor.");
                RuleFor(unit => unit.Contacts).Empty().WithMessage("A group has no contacts; its members have.");
            }).Otherwise(() => RuleFor(unit => unit.Members).Empty().WithMessage("Only a group has members."));
        }

        private const string NameMessage =
            "“{PropertyValue}” is no name: 1 to 100 characters with a letter among them, in one line, without semicolons.";

        /// <summary>A name of digits alone would be read as an id; semicolons separate names in tables.</summary>
        private static bool IsName(string? name) =>
            name is { Length: <= MaxName } && name.Any(char.IsLetter) && IsPlain(name);
    }

    private sealed class ContactValidator : AbstractValidator<UnitContact>
    {
        public ContactValidator()
        {
            RuleFor(contact => contact.Name).NotEmpty().MaximumLength(50).Must(IsPlain).WithMessage(PlainMessage);
            RuleFor(contact => contact.Phone).MaximumLength(50).Must(IsPlain).WithMessage(PlainMessage);
            RuleFor(contact => contact.Email).MaximumLength(254).EmailAddress().Must(IsPlain).WithMessage(PlainMessage);
            RuleFor(contact => contact.Role).IsInEnum();
        }

        private const string PlainMessage = "Line breaks, semicolons and | are not allowed.";

        private static bool IsPlain(string? text) => text is null || (UnitFields.IsPlain(text) && !text.Contains('|', StringComparison.Ordinal));
    }

    private static bool IsPlain(string text) => !text.Any(character => char.IsControl(character) || character is ';' or '；');
}
