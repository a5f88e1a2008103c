using System.Globalization;
using TaskTracker.Core.Reminders;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Supervision;
using TaskTracker.Tasks;
using TaskTracker.Timing;

namespace TaskTracker.Notifications;

/// <summary>Tells whom it concerns that a task was laid on them, handed in, returned or struck off, or that its dates were set.</summary>
internal sealed class TellTaskEvents(TimeProvider clock) : IEventSubscriber
{
    private const int TitleCharacters = 40;
    private const int StatementCharacters = 500;

    public IReadOnlyCollection<string> Types => [TaskAssigned.Type, CompletionRequested.Type, TaskReturned.Type, TaskClosed.Type, DateSet.Type, MilestoneAdded.Type, StageReopened.Type];

    public async Task HandleAsync(Transaction transaction, OutboxMessage message)
    {
        var taskId = message.Read<Subject>().TaskId;
        var task = await transaction.QuerySingleAsync<TaskRow>(SelectTask, new { message.DistrictId, Id = taskId });
        var directory = await RecipientDirectory.LoadAsync(transaction, message.DistrictId);
        var units = (await transaction.QueryAsync<UnitRow>(SelectUnits, new { message.DistrictId, Id = taskId })).ToArray();
        var leads = directory.LeadRecipientsOf(units.Where(unit => unit.IsLead).Select(unit => unit.UnitId));
        var leadNames = string.Join('、', units.Where(unit => unit.IsLead).Select(unit => directory.NameNow(unit.UnitId) ?? unit.Name));
        var (recipients, urgency, news) = message.Type switch
        {
            "task_assigned" => (
                leads.Union(units.Where(unit => !unit.IsLead).SelectMany(unit => directory.RecipientsOf(unit.UnitId))),
                "新任务",
                $"已下达，牵头单位：{leadNames}{Deadline(task)}。请签收并按期填报进展。"),
            "completion_requested" => (
                [Recipient.Office],
                "待审核",
                $"由{task.HandedInBy}提交办结申请：{Cut(task.Statement ?? "", StatementCharacters)} 请审核。"),
            "task_returned" => (leads, "退回", $"的办结申请被退回，原因：{Cut(message.Read<TaskReturned>().Reason, StatementCharacters)} 请继续办理，完成后重新提交办结申请。"),
            "date_set" => (
                leads.Union(units.Where(unit => !unit.IsLead).SelectMany(unit => directory.RecipientsOf(unit.UnitId))),
                "时限明确",
                $"的时限已明确{Deadline(task)}。请据此安排办理。"),
            "milestone_added" => (leads, "新增节点", $"新增节点：{Milestone(message.Read<MilestoneAdded>())}。完成后请在系统中标记。"),
            "stage_reopened" => (leads, "节点退回", $"的“{Cut(message.Read<StageReopened>().Words, TitleCharacters)}”经核查未完成，原因：{Cut(message.Read<StageReopened>().Reason, StatementCharacters)} 请继续办理。"),
            "task_closed" => (leads, "销账", $"已审核通过并销账{Outcome(task)}。"),
            _ => throw new InvalidOperationException($"No words for {message.Type}."),
        };

        foreach (var recipient in recipients)
        {
            await transaction.NotifyAsync(
                message.DistrictId, recipient, message.Type, $"【{urgency}】{Cut(task.Title, TitleCharacters)}{Number(task)}",
                $"{List(task)}“{Cut(task.Title, StatementCharacters)}”{Number(task)}{news}", taskId, clock.Now());
        }
    }

    private static string Milestone(MilestoneAdded added) => $"{Cut(added.Words, StatementCharacters)}，应于{Date(added.DueOn)}前（含当日）完成";

    private static string Deadline(TaskRow task) => task.DueOn is { } dueOn ? $"，应于{Date(dueOn)}前（含当日）办结" : "";

    /// <summary>Late stays visible for ever.</summary>
    private static string Outcome(TaskRow task) => task switch
    {
        { CompletedOn: { } completed, DueOn: { } due } when completed > due => $"，办结日期{Date(completed)}，逾期{completed.DayNumber - due.DayNumber}天",
        { CompletedOn: { } completed } => $"，办结日期{Date(completed)}",
        _ => "",
    };

    private static string Number(TaskRow task) => task.No is { } no ? $"（第{Cut(no, TitleCharacters)}项）" : "";

    private static string List(TaskRow task) => task.ListTitle is { } title ? $"《{Cut(title, TitleCharacters)}》" : "";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Cut(string text, int characters) => ReminderText.OneLine(text, characters);

    /// <summary>What all these events carry.</summary>
    private sealed record Subject(long TaskId);

    private sealed record TaskRow
    {
        public string Title { get; init; } = "";

        public string? No { get; init; }

        public string? ListTitle { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateOnly? CompletedOn { get; init; }

        public string? HandedInBy { get; init; }

        public string? Statement { get; init; }
    }

    private sealed record UnitRow
    {
        public string Role { get; init; } = "";

        public string Name { get; init; } = "";

        public long? UnitId { get; init; }

        public bool IsLead => Role == "lead";
    }

    private const string SelectTask = """
        select coalesce(t.title, t.measure) as title, t.no, l.title as list_title, t.due_on, t.completed_on, u.name as handed_in_by, c.statement
          from tasks t
          left join task_lists l on l.district_id = t.district_id and l.id = t.list_id
          left join completion_requests c on c.district_id = t.district_id and c.id = (
                    select max(id) from completion_requests where district_id = t.district_id and task_id = t.id)
          left join units u on u.district_id = c.district_id and u.id = c.unit_id
         where t.district_id = @DistrictId and t.id = @Id
        """;

    private const string SelectUnits = """
        select role, name, unit_id
          from task_units
         where district_id = @DistrictId and task_id = @Id
         order by ordinal
        """;
}
