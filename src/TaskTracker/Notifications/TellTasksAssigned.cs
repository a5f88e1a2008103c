using TaskTracker.Core.Calendar;
using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Tasks;

namespace TaskTracker.Notifications;

/// <summary>Tells each unit of a list, once, how many of its tasks were laid on it.</summary>
internal sealed class TellTasksAssigned(TimeProvider clock) : IEventSubscriber
{
    private const int ListCharacters = 60;

    public IReadOnlyCollection<string> Types => [TasksAssigned.Type];

    public async Task HandleAsync(Transaction transaction, OutboxMessage message)
    {
        var (listId, count) = message.Read<TasksAssigned>();
        var list = await transaction.QuerySingleAsync<string>(SelectList, new { message.DistrictId, Id = listId });
        var units = (await transaction.QueryAsync<UnitRow>(SelectUnits, new { message.DistrictId, ListId = listId, message.OccurredAt })).ToArray();
        if (count > 0 && units.Length == 0)
            throw new InvalidOperationException($"No task of list {listId} was recorded at {message.OccurredAt:O}, when its event was published.");

        var directory = await RecipientDirectory.LoadAsync(transaction, message.DistrictId, BeijingTime.Today(clock));
        var led = TasksByRecipient(units.Where(unit => unit.IsLead), unit => directory.LeadRecipientsOf([unit.UnitId]));
        var helped = TasksByRecipient(units.Where(unit => !unit.IsLead), unit => directory.RecipientsOf(unit.UnitId));
        foreach (var recipient in led.Keys.Union(helped.Keys).OrderBy(recipient => recipient.UnitId))
        {
            var leads = led.GetValueOrDefault(recipient) ?? [];
            var helps = (helped.GetValueOrDefault(recipient) ?? []).Except(leads).Count();
            await transaction.NotifyAsync(
                message.DistrictId, recipient, message.Type, $"新下达{leads.Count + helps}项任务：{OneLine.Of(list, ListCharacters)}",
                recipient == Recipient.Office
                    ? $"《{list}》中有{leads.Count}项任务的牵头单位不在单位名录中，或为没有成员的集合单位，无人收到通知。请核对。"
                    : $"《{list}》中由本单位牵头{leads.Count}项，配合{helps}项。请逐项签收，并按期填报进展。",
                null, clock.Now());
        }
    }

    private static Dictionary<Recipient, HashSet<long>> TasksByRecipient(IEnumerable<UnitRow> units, Func<UnitRow, IEnumerable<Recipient>> recipientsOf) =>
        units.SelectMany(unit => recipientsOf(unit).Select(recipient => (recipient, unit.TaskId)))
            .GroupBy(pair => pair.recipient, pair => pair.TaskId)
            .ToDictionary(group => group.Key, group => group.ToHashSet());

    private sealed record UnitRow
    {
        public long TaskId { get; init; }

        public string Role { get; init; } = "";

        public long? UnitId { get; init; }

        public bool IsLead => Role == "lead";
    }

    private const string SelectList = "select title from task_lists where district_id = @DistrictId and id = @Id";

    private const string SelectUnits = """
        select tu.task_id, tu.role, tu.unit_id
          from tasks t
          join task_units tu on tu.district_id = t.district_id and tu.task_id = t.id
         where t.district_id = @DistrictId and t.list_id = @ListId and t.created_at = @OccurredAt
         order by tu.task_id, tu.ordinal
        """;
}
