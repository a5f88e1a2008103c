using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Reminders;

/// <summary>One turn of a tick: records what is due, delivers what waits.</summary>
internal sealed class ReminderRun(
    Transaction transaction, string districtId, DateOnly today, DateTimeOffset now, ReminderRule rule, RecipientDirectory directory)
{
    public readonly record struct Recorded(int Tasks, int Superseded);

    public readonly record struct Delivered(int Sent, int Superseded, int Notifications, bool MoreWaits);

    /// <summary>Records the reminders of tasks whose day has come, and sets the day on which each is looked at next.</summary>
    public async Task<Recorded> RecordDueAsync(int atMost)
    {
        var tasks = await transaction.TakeDueAsync(districtId, today, atMost);
        if (tasks.Count == 0)
            return default;

        long[] ids = [.. tasks.Select(task => task.Id)];
        var leads = (await transaction.LeadsOfAsync(districtId, ids)).ToLookup(lead => lead.TaskId);
        var recorded = await transaction.RecordedAsync(districtId, ids);
        ReminderLedger.NewReminder[] reminders = [.. tasks.Where(task => task.IsOpen).SelectMany(task =>
            directory.LeadRecipientsOf(leads[task.Id].Select(lead => lead.UnitId)).SelectMany(recipient => RemindersOf(task, recipient, recorded)))];
        await transaction.AddAsync(districtId, reminders, today, now);
        foreach (var group in tasks.GroupBy(task => task.IsOpen ? ReminderPlan.NextLook(task.DueOn!.Value, today, rule) : (DateOnly?)null))
            await transaction.SetRemindOnAsync(districtId, [.. group.Select(task => task.Id)], group.Key);
        return new Recorded(tasks.Count, reminders.Count(reminder => reminder.State == ReminderLedger.Superseded));
    }

    private IEnumerable<ReminderLedger.NewReminder> RemindersOf(
        RemindOn.DueTask task, Recipient recipient, IReadOnlyDictionary<(long, int, string), HashSet<Threshold>> recorded)
    {
        var dueOn = task.DueOn!.Value;
        var known = recorded.GetValueOrDefault((task.Id, task.DeadlineVersion, recipient.Key)) ?? [];
        var due = ReminderPlan.Due(new ReminderSubject { DueOn = dueOn, Open = true }, today, rule, known);
        var basis = new ReminderLedger.NewReminder(task.Id, task.DeadlineVersion, dueOn, recipient, default, ReminderLedger.Superseded, 0);
        foreach (var threshold in due.Superseded)
            yield return basis with { Threshold = threshold };
        if (due.ToSend is { } toSend)
            yield return basis with { Threshold = toSend, State = ReminderLedger.Pending, StepsPassedOver = due.OverdueStepsPassedOver };
    }

    /// <summary>
    /// Writes one digest for each recipient with waiting reminders. What waited while its task was closed, handed in or given another date
    /// is not sent; of two that wait for one task, the more severe is.
    /// </summary>
    public async Task<Delivered> DeliverWaitingAsync(int atMost)
    {
        var waiting = await transaction.WaitingRecipientsAsync(districtId);
        var delivered = default(Delivered);
        var taken = 0;
        foreach (var (key, reminders) in waiting)
        {
            if (taken > 0 && taken + reminders > atMost)
                return delivered with { MoreWaits = true };

            taken += reminders;
            delivered = await DeliverAsync(Recipient.Parse(key), delivered);
        }

        return delivered;
    }

    private async Task<Delivered> DeliverAsync(Recipient recipient, Delivered sofar)
    {
        var waiting = await transaction.WaitingForAsync(districtId, recipient);
        ReminderLedger.WaitingReminder[] toSend =
        [
            .. waiting.Where(reminder => reminder.IsStillDue)
                .GroupBy(reminder => reminder.TaskId)
                .Select(ofTask => ofTask.MaxBy(reminder => reminder.Threshold.Days)!),
        ];
        var pointless = waiting.Except(toSend).Select(reminder => reminder.Id).ToArray();
        await transaction.SupersedeAsync(districtId, pointless);
        if (toSend.Length == 0)
            return sofar with { Superseded = sofar.Superseded + pointless.Length };

        var leads = (await transaction.LeadsOfAsync(districtId, [.. toSend.Select(reminder => reminder.TaskId)])).ToLookup(lead => lead.TaskId);
        var digest = ReminderDigest.Compose([.. toSend.Select(reminder => FactsOf(reminder, leads[reminder.TaskId]))]);
        var notification = await transaction.NotifyAsync(
            districtId, recipient, NotificationKinds.ReminderDigest, digest.Title, digest.Body, toSend is [var only] ? only.TaskId : null, now);
        await transaction.MarkSentAsync(districtId, recipient, notification);
        return sofar with
        {
            Sent = sofar.Sent + toSend.Length,
            Superseded = sofar.Superseded + pointless.Length,
            Notifications = sofar.Notifications + 1,
        };
    }

    private ReminderFacts FactsOf(ReminderLedger.WaitingReminder reminder, IEnumerable<TaskLeads.Lead> leads) => new()
    {
        TaskTitle = reminder.TaskTitle,
        No = reminder.No,
        ListTitle = reminder.ListTitle,
        LeadUnitNames = [.. leads.Select(lead => directory.NameNow(lead.UnitId) ?? lead.Name)],
        DueOn = reminder.DueOn!.Value,
        Today = today,
    };
}
