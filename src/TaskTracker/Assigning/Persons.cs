using FluentValidation;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Assigning;

/// <summary>The three persons of a unit on a task (DEMANDS 4).</summary>
internal sealed record Persons
{
    /// <summary>第一责任人.</summary>
    public Person? FirstResponsible { get; init; }

    /// <summary>分管负责同志.</summary>
    public Person? DeputyInCharge { get; init; }

    /// <summary>联络员.</summary>
    public Person? Contact { get; init; }

    /// <summary>As much of them as the caller is shown; null where it is shown nothing.</summary>
    public Persons? For(PersonAccess access) => access switch
    {
        PersonAccess.All => this,
        PersonAccess.Names => new Persons
        {
            FirstResponsible = FirstResponsible?.NameOnly(),
            DeputyInCharge = DeputyInCharge?.NameOnly(),
            Contact = Contact?.NameOnly(),
        },
        _ => null,
    };

    /// <summary>Whom the register has for these parts, where nobody was named for the task.</summary>
    public static Persons Of(IReadOnlyList<UnitContact> contacts)
    {
        return new Persons { FirstResponsible = First(ContactRole.Head), DeputyInCharge = First(ContactRole.Deputy), Contact = First(ContactRole.Contact) };

        Person? First(ContactRole role) => contacts.FirstOrDefault(contact => contact.Role == role) is { } contact
            ? new Person { Name = contact.Name, Phone = contact.Phone, Email = contact.Email }
            : null;
    }

    public sealed class Validator : AbstractValidator<Persons>
    {
        public Validator()
        {
            RuleFor(persons => persons.FirstResponsible).SetValidator(new PersonValidator()!);
            RuleFor(persons => persons.DeputyInCharge).SetValidator(new PersonValidator()!);
            RuleFor(persons => persons.Contact).SetValidator(new PersonValidator()!);
        }
    }

    private sealed class PersonValidator : AbstractValidator<Person>
    {
        public PersonValidator()
        {
            RuleFor(person => person.Name).NotEmpty().MaximumLength(50);
            RuleFor(person => person.Post).MaximumLength(100);
            RuleFor(person => person.Phone).MaximumLength(50);
            RuleFor(person => person.Email).MaximumLength(254);
        }
    }
}

/// <summary>A person who answers for a task in a unit.</summary>
internal sealed record Person
{
    public required string Name { get; init; }

    /// <summary>What the person is there, e.g. 副局长.</summary>
    public string? Post { get; init; }

    /// <summary>For the supervision office and the unit itself only.</summary>
    public string? Phone { get; init; }

    /// <summary>For the supervision office and the unit itself only.</summary>
    public string? Email { get; init; }

    public Person NameOnly() => new() { Name = Name, Post = Post };
}

/// <summary>Reads and writes the persons; a unit that has named nobody for a task has the contacts of the register, version 0.</summary>
internal static class PersonStore
{
    public sealed record Stored(Persons Persons, int Version);

    public static async Task<IReadOnlyDictionary<long, Stored>> PersonsOfAsync(this Session session, string districtId, long taskId, long[] unitIds) =>
        (await session.QueryAsync<Row>(Select, new { DistrictId = districtId, TaskId = taskId, UnitIds = new IdList(unitIds) })).ToDictionary(
            row => row.UnitId,
            row => row.Persons is { } persons ? new Stored(Json.Read<Persons>(persons), row.Version ?? 0) : new Stored(Persons.Of(Json.Read<UnitContact[]>(row.Contacts)), 0));

    public static Task SavePersonsAsync(this Transaction transaction, string districtId, long taskId, long unitId, Persons persons, string by, DateTimeOffset now) =>
        transaction.ExecuteAsync(Upsert, new { DistrictId = districtId, TaskId = taskId, UnitId = unitId, Persons = Json.Write(persons), By = by, Now = now });

    private sealed record Row
    {
        public long UnitId { get; init; }

        public string Contacts { get; init; } = "[]";

        public string? Persons { get; init; }

        public int? Version { get; init; }
    }

    private const string Select = """
        select u.id as unit_id, u.contacts, p.persons, p.version
          from units u
          left join task_persons p on p.district_id = u.district_id and p.task_id = @TaskId and p.unit_id = u.id
         where u.district_id = @DistrictId and u.id in @UnitIds
        """;

    private const string Upsert = """
        insert into task_persons (district_id, task_id, unit_id, persons, updated_at, updated_by)
        values (@DistrictId, @TaskId, @UnitId, @Persons, @Now, @By)
            on conflict (district_id, task_id, unit_id) do update
           set persons = excluded.persons, version = task_persons.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
        """;
}
