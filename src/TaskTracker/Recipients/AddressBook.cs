using TaskTracker.Core.Reminders;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Recipients;

/// <summary>How somebody is reached.</summary>
internal sealed record Reachable(string? Email, string? Phone, string? Name);

/// <summary>
/// From recipients, which are places, to the persons who sit there now: who was named for the task (DEMANDS 4), else the contacts of the
/// unit's register, of the office, of the leaders. Read when a message is put together; the ledger holds none of it.
/// </summary>
internal sealed class AddressBook
{
    private static readonly Reachable Nobody = new(null, null, null);

    private readonly Dictionary<long, UnitContact[]> _contacts;
    private readonly Dictionary<(long TaskId, long UnitId), TaskPersons> _named;
    private readonly DistrictContacts _district;

    private AddressBook(Dictionary<long, UnitContact[]> contacts, Dictionary<(long, long), TaskPersons> named, DistrictContacts district) =>
        (_contacts, _named, _district) = (contacts, named, district);

    /// <param name="session">Where it is read.</param>
    /// <param name="districtId">Whose recipients.</param>
    /// <param name="unitIds">The units among them.</param>
    /// <param name="taskIds">The tasks of which they are told.</param>
    public static async Task<AddressBook> LoadAsync(Session session, string districtId, long[] unitIds, long[] taskIds)
    {
        var key = new { DistrictId = districtId, Units = unitIds, Tasks = taskIds };
        var contacts = (await session.QueryAsync<ContactsRow>(SelectContacts, key)).ToDictionary(row => row.Id, row => Json.Read<UnitContact[]>(row.Contacts));
        var named = (await session.QueryAsync<PersonsRow>(SelectPersons, key)).ToDictionary(row => (row.TaskId, row.UnitId), row => Json.Read<TaskPersons>(row.Persons));
        return new AddressBook(contacts, named, (await session.DistrictContactsOfAsync(districtId)).Contacts);
    }

    /// <summary>Who is reached, in the matter of a task; nothing of it is known where nobody was entered.</summary>
    public Reachable Find(Recipient recipient, long? taskId) => recipient switch
    {
        { UnitId: { } unit, Desk: { } desk } => NamedFor(taskId, unit, desk) ?? InRegister(unit, desk),
        { Leader: { } name } => OfLeader(_district.Leaders.FirstOrDefault(leader => leader.Name == name) ?? _district.StandIn),
        { IsOffice: true } => new Reachable(_district.Office?.Email, _district.Office?.Phone, null),
        _ => Nobody,
    };

    private Reachable? NamedFor(long? taskId, long unit, RecipientRole desk)
    {
        if (taskId is not { } task || !_named.TryGetValue((task, unit), out var persons))
            return null;

        var person = desk switch
        {
            RecipientRole.Head => persons.FirstResponsible,
            RecipientRole.Deputy => persons.DeputyInCharge,
            _ => persons.Contact,
        };
        return person is null || (person.Email is null && person.Phone is null) ? null : new Reachable(person.Email, person.Phone, person.Name);
    }

    /// <summary>Of several with the same part, the first that can be reached in each way.</summary>
    private Reachable InRegister(long unit, RecipientRole desk)
    {
        var role = desk switch
        {
            RecipientRole.Head => ContactRole.Head,
            RecipientRole.Deputy => ContactRole.Deputy,
            _ => ContactRole.Contact,
        };
        var found = _contacts.GetValueOrDefault(unit, []).Where(contact => contact.Role == role).ToList();
        return new Reachable(
            found.Select(contact => contact.Email).FirstOrDefault(email => !string.IsNullOrEmpty(email)),
            found.Select(contact => contact.Phone).FirstOrDefault(phone => !string.IsNullOrEmpty(phone)),
            found.FirstOrDefault()?.Name);
    }

    private static Reachable OfLeader(DistrictContacts.Leader? leader) => leader is null ? Nobody : new Reachable(leader.Email, leader.Phone, leader.Name);

    private sealed record ContactsRow
    {
        public long Id { get; init; }

        public string Contacts { get; init; } = "[]";
    }

    private sealed record PersonsRow
    {
        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string Persons { get; init; } = "{}";
    }

    /// <summary>As much of the persons named for a task as reaches them.</summary>
    private sealed record TaskPersons
    {
        public TaskPerson? FirstResponsible { get; init; }

        public TaskPerson? DeputyInCharge { get; init; }

        public TaskPerson? Contact { get; init; }
    }

    private sealed record TaskPerson
    {
        public string? Name { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }
    }

    private const string SelectContacts = "select id, contacts from units where district_id = @DistrictId and id in @Units";

    private const string SelectPersons = """
        select task_id, unit_id, persons
          from task_persons
         where district_id = @DistrictId and task_id in @Tasks and unit_id in @Units
        """;
}
