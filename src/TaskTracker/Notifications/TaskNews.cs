using System.Globalization;
using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Notifications;

/// <summary>News of one task: whom it concerns, and how the task is named to them.</summary>
internal sealed class TaskNews
{
    private const int TitleCharacters = 40;
    private const int StatementCharacters = 500;

    private readonly string _districtId;
    private readonly long _taskId;
    private readonly RecipientDirectory _directory;
    private readonly UnitRow[] _units;

    private TaskNews(string districtId, long taskId, TaskRow task, RecipientDirectory directory, UnitRow[] units) =>
        (_districtId, _taskId, Task, _directory, _units) = (districtId, taskId, task, directory, units);

    public TaskRow Task { get; }

    /// <summary>Whoever leads; the office where nobody does.</summary>
    public IReadOnlyList<Recipient> Leads => _directory.LeadRecipientsOf(_units.Where(unit => unit.IsLead).Select(unit => unit.UnitId));

    /// <summary>Whoever takes part.</summary>
    public IEnumerable<Recipient> Participants =>
        Leads.Union(_units.Where(unit => !unit.IsLead).SelectMany(unit => _directory.RecipientsOf(unit.UnitId)));

    public string LeadNames => string.Join('、', _units.Where(unit => unit.IsLead).Select(unit => _directory.NameNow(unit.UnitId) ?? unit.Name));

    public static async Task<TaskNews> LoadAsync(Transaction transaction, string districtId, long taskId, DateOnly today)
    {
        var task = await transaction.QuerySingleAsync<TaskRow>(SelectTask, new { DistrictId = districtId, Id = taskId });
        var directory = await RecipientDirectory.LoadAsync(transaction, districtId, today);
        var units = (await transaction.QueryAsync<UnitRow>(SelectUnits, new { DistrictId = districtId, Id = taskId })).ToArray();
        return new TaskNews(districtId, taskId, task, directory, units);
    }

    /// <summary>The unit as it is now, or the members of a group; nobody for an open group.</summary>
    public IReadOnlyList<Recipient> RecipientsOf(long unit) => _directory.RecipientsOf(unit);

    public string? NameNow(long unit) => _directory.NameNow(unit);

    /// <param name="transaction">The one that marks the event as told.</param>
    /// <param name="recipients">Who is told.</param>
    /// <param name="kind">One of <see cref="NotificationKinds"/>.</param>
    /// <param name="mark">What it is, in two to four characters.</param>
    /// <param name="news">What follows the task's name.</param>
    /// <param name="now">When it is told.</param>
    public async Task TellAsync(
        Transaction transaction, IEnumerable<Recipient> recipients, string kind, string mark, string news, DateTimeOffset now)
    {
        foreach (var recipient in recipients)
        {
            await transaction.NotifyAsync(
                _districtId, recipient, kind, $"【{mark}】{Cut(Task.Title, TitleCharacters)}{Number}",
                $"{List}“{Cut(Task.Title, StatementCharacters)}”{Number}{news}", _taskId, now);
        }
    }

    /// <summary>A statement on one line, cut where it is long.</summary>
    public static string Said(string? words) => Cut(words ?? "", StatementCharacters);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Number => Task.No is { } no ? $"（第{Cut(no, TitleCharacters)}项）" : "";

    private string List => Task.ListTitle is { } title ? $"《{Cut(title, TitleCharacters)}》" : "";

    private static string Cut(string text, int characters) => OneLine.Of(text, characters);

    public sealed record TaskRow
    {
        public string Title { get; init; } = "";

        public string? No { get; init; }

        public string? ListTitle { get; init; }

        public DateOnly? DueOn { get; init; }

        public string? Outcome { get; init; }

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
        select coalesce(t.title, t.measure) as title, t.no, l.title as list_title, t.due_on, t.outcome, t.completed_on, u.name as handed_in_by,
               c.statement
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
