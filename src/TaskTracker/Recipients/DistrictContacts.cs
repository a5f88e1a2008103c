using FluentValidation;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Recipients;

/// <summary>How the supervision office itself and the district's leaders are reached; personal data, for the office and admins only.</summary>
internal sealed record DistrictContacts
{
    public static readonly DistrictContacts None = new();

    /// <summary>督查室; absent: it reads its inbox only.</summary>
    public Desk? Office { get; init; }

    /// <summary>区领导; a task's leaders in charge (牵头领导) are found here by name.</summary>
    public IReadOnlyList<Leader> Leaders { get; init; } = [];

    /// <summary>The leader that stands for those whom nobody knows, and for tasks that name none.</summary>
    public Leader? StandIn => Leaders.FirstOrDefault(leader => leader.StandsForOthers);

    /// <summary>A desk.</summary>
    public sealed record Desk
    {
        public string? Email { get; init; }

        public string? Phone { get; init; }

        public RecipientPreference? Preference { get; init; }
    }

    /// <summary>A leader.</summary>
    public sealed record Leader
    {
        public required string Name { get; init; }

        public string? Email { get; init; }

        public string? Phone { get; init; }

        /// <summary>True for at most one: told of tasks whose leader is not known.</summary>
        public bool StandsForOthers { get; init; }

        public RecipientPreference? Preference { get; init; }
    }

    public sealed class Validator : AbstractValidator<DistrictContacts>
    {
        private const int MaxLeaders = 50;

        public Validator()
        {
            RuleFor(contacts => contacts.Office!.Email).Must(Addresses.IsMail).WithMessage(Addresses.NoMail).When(contacts => contacts.Office?.Email is not null);
            RuleFor(contacts => contacts.Office!.Phone).Must(Addresses.IsPhone).WithMessage(Addresses.NoPhone).When(contacts => contacts.Office?.Phone is not null);
            RuleFor(contacts => contacts.Leaders).NotNull()
                .Must(leaders => leaders is null || leaders.Count <= MaxLeaders).WithMessage($"At most {MaxLeaders} leaders are allowed.")
                .Must(leaders => leaders is null || leaders.Count(leader => leader.StandsForOthers) <= 1).WithMessage("At most one leader stands for others.")
                .Must(leaders => leaders is null || leaders.Select(leader => leader.Name).Distinct().Count() == leaders.Count).WithMessage("A name stands twice.");
            RuleForEach(contacts => contacts.Leaders).NotNull().ChildRules(leader =>
            {
                leader.RuleFor(one => one.Name).NotEmpty().MaximumLength(50);
                leader.RuleFor(one => one.Email).Must(Addresses.IsMail).WithMessage(Addresses.NoMail).When(one => one.Email is not null);
                leader.RuleFor(one => one.Phone).Must(Addresses.IsPhone).WithMessage(Addresses.NoPhone).When(one => one.Phone is not null);
            });
        }
    }
}

/// <summary>Reads and writes the contacts of a district; one that has entered none has version 0.</summary>
internal static class DistrictContactsStore
{
    public sealed record Stored(DistrictContacts Contacts, int Version);

    public static async Task<Stored> DistrictContactsOfAsync(this Session session, string districtId) =>
        await session.QuerySingleOrDefaultAsync<Row>(Select, new { DistrictId = districtId }) is { } row
            ? new Stored(Json.Read<DistrictContacts>(row.Contacts), row.Version)
            : new Stored(DistrictContacts.None, 0);

    /// <returns>False if somebody else has changed them since they were read.</returns>
    public static async Task<bool> SaveDistrictContactsAsync(
        this Transaction transaction, string districtId, int version, DistrictContacts contacts, string by, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            version == 0 ? Insert : Update, new { DistrictId = districtId, Version = version, Contacts = Json.Write(contacts), By = by, Now = now }) == 1;

    private sealed record Row
    {
        public string Contacts { get; init; } = "{}";

        public int Version { get; init; }
    }

    private const string Select = "select contacts, version from district_contacts where district_id = @DistrictId";

    private const string Insert = """
        insert into district_contacts (district_id, contacts, updated_at, updated_by)
        values (@DistrictId, @Contacts, @Now, @By)
            on conflict do nothing
        """;

    private const string Update = """
        update district_contacts
           set contacts = @Contacts, version = version + 1, updated_at = @Now, updated_by = @By
         where district_id = @DistrictId and version = @Version
        """;
}
