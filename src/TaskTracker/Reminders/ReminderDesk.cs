using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Rules;

namespace TaskTracker.Reminders;

/// <summary>
/// What is known of a district on a day, to say of any task what is asked on it, who is told by which rules, and whether a reminder that
/// waits is still true. The tick and the sender ask the same desk.
/// </summary>
internal sealed class ReminderDesk
{
    private readonly Dictionary<long, (LoadedTask Task, IReadOnlyList<SubjectToTell> Subjects)> _known = [];

    public required string DistrictId { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required RecipientDirectory Directory { get; init; }

    public required ReminderRulebook Rulebook { get; init; }

    public required Reach Reach { get; init; }

    public required WorkingDayCalendar Calendar { get; init; }

    /// <summary>How a task is linked to; null where no address is settled.</summary>
    public required TaskLink Link { get; init; }

    public DateOnly Today => BeijingTime.DateOf(Now);

    /// <summary>Something that is asked on a task, and whom the rules tell of it.</summary>
    public sealed record SubjectToTell(ReminderSubject Subject, IReadOnlyList<ReminderAudience> Audiences);

    public static async Task<ReminderDesk> OpenAsync(Session session, string districtId, DateTimeOffset now, TaskLink link, IReadOnlySet<string> setUp) => new()
    {
        DistrictId = districtId,
        Now = now,
        Directory = await RecipientDirectory.LoadAsync(session, districtId, BeijingTime.DateOf(now)),
        Rulebook = await session.ReminderRulesInForceAsync(districtId, BeijingTime.DateOf(now)),
        Reach = await Reach.LoadAsync(session, districtId, setUp),
        Calendar = await session.CalendarInForceAsync(),
        Link = link,
    };

    /// <summary>Reads the tasks that are not known yet; within a transaction that has locked them, what was read stays true.</summary>
    public async Task ReadAsync(Session session, IEnumerable<long> taskIds)
    {
        foreach (var task in await session.LoadTasksAsync(DistrictId, [.. taskIds.Where(id => !_known.ContainsKey(id)).Distinct()], Directory))
            _known[task.Id] = (task, SubjectsOf(task));
    }

    public LoadedTask TaskOf(long taskId) => _known[taskId].Task;

    /// <summary>What is asked on a task that was read; nothing of one that is closed or rests.</summary>
    public IReadOnlyList<SubjectToTell> SubjectsOf(long taskId) => _known.TryGetValue(taskId, out var known) ? known.Subjects : [];

    /// <summary>The first day after today on which anything falls due on the task; null: not before it changes.</summary>
    public DateOnly? NextLook(long taskId)
    {
        var rules = Rulebook.Of(TaskOf(taskId).ListId);
        return SubjectsOf(taskId)
            .Select(asked => ReminderPlan.NextLook(asked.Subject, rules.Of(asked.Subject.Occasion), Today, Calendar))
            .Min();
    }

    /// <summary>When a reminder may leave by a channel; null for what is read inside the service.</summary>
    public DateTimeOffset? SendAfter(ReminderAudience audience, bool alone) => audience.Channel == Channel.InApp
        ? null
        : SendTime.Of(Now, alone ? null : Reach.PreferenceOf(audience.Recipient).At, Reach.Rules.Quiet, Calendar);

    /// <summary>
    /// Which of the reminders that wait are still true: the same thing is still asked, by the same date, and its recipient is still told of
    /// it. Of several for one thing, the latest stands for all.
    /// </summary>
    public (IReadOnlyList<ReminderToTell> True, long[] Stale) Check(IReadOnlyList<WaitingReminder> waiting)
    {
        var found = waiting.Select(reminder => (Reminder: reminder, Subject: FindSubject(reminder))).ToList();
        ReminderToTell[] stillTrue =
        [
            .. found.Where(entry => entry.Subject is not null)
                .GroupBy(entry => (entry.Reminder.TaskId, entry.Reminder.Occasion, entry.Reminder.Subject))
                .Select(ofSubject => ofSubject.MaxBy(entry => entry.Subject!.DayOf(entry.Reminder.Threshold, Calendar)))
                .Select(entry => new ReminderToTell(entry.Reminder, FactsOf(TaskOf(entry.Reminder.TaskId), entry.Subject!))),
        ];
        return (stillTrue, [.. waiting.Select(reminder => reminder.Id).Except(stillTrue.Select(reminder => reminder.Reminder.Id))]);
    }

    /// <summary>What a recipient is called in a message.</summary>
    public string NameOf(Recipient recipient) => recipient switch
    {
        { UnitId: not null } => Directory.NameOf(recipient) ?? "",
        { Leader: { } leader } => leader.Length > 0 ? leader : "区领导",
        _ => "督查室",
    };

    private ReminderSubject? FindSubject(WaitingReminder reminder) => SubjectsOf(reminder.TaskId)
        .FirstOrDefault(asked => asked.Subject.Occasion == reminder.Occasion && asked.Subject.Key == reminder.Subject && asked.Subject.Version == reminder.Version
            && asked.Audiences.Any(audience => audience.Channel == reminder.Channel && audience.Recipient == reminder.Recipient))
        ?.Subject;

    private IReadOnlyList<SubjectToTell> SubjectsOf(LoadedTask task)
    {
        var subjects = ReminderSubjects.Of(task.Facts, Today);
        if (subjects.Count == 0)
            return [];

        var rules = Rulebook.Of(task.ListId);
        var facts = Reach.AudienceOf(task.CollectingUnitId, task.Leaders);
        return [.. subjects.Select(subject => new SubjectToTell(subject, ReminderAudience.Of(subject, rules.Of(subject.Occasion), facts)))];
    }

    private ReminderFacts FactsOf(LoadedTask task, ReminderSubject subject) => new()
    {
        Occasion = subject.Occasion,
        TaskTitle = task.Title,
        No = task.No,
        ListTitle = task.ListTitle,
        LeadUnitNames = task.LeadNames,
        AskedUnitName = subject is { Occasion: ReminderOccasion.ReportDue or ReminderOccasion.ReceiptDue or ReminderOccasion.AnswerDue, Units: [var unit] }
            ? Directory.NameNow(unit)
            : null,
        Name = subject.Name,
        DueOn = subject.DueOn,
        Today = Today,
        Link = Link.To(task.Id),
    };
}

/// <summary>A reminder that waits and is still true, with its words.</summary>
internal sealed record ReminderToTell(WaitingReminder Reminder, ReminderFacts Facts);
