using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Reminders;

/// <summary>One turn of a tick: records what is due, puts what waits for inboxes into them.</summary>
internal sealed class ReminderRun(Transaction transaction, long runId, ReminderDesk desk, MessageTemplates templates)
{
    /// <param name="Tasks">Tasks that were looked at.</param>
    /// <param name="Superseded">Reminders that a later one made pointless from the beginning.</param>
    /// <param name="Queued">Reminders that wait for a channel that leaves the service.</param>
    public readonly record struct Recorded(int Tasks, int Superseded, int Queued);

    public readonly record struct Delivered(int Sent, int Superseded, int Notifications, bool MoreWaits);

    private string DistrictId => desk.DistrictId;

    /// <summary>Records the reminders of tasks whose day has come, and sets the day on which each is looked at next.</summary>
    public async Task<Recorded> RecordDueAsync(int atMost)
    {
        var ids = await transaction.TakeDueAsync(DistrictId, desk.Today, atMost);
        if (ids.Length == 0)
            return default;

        await desk.ReadAsync(transaction, ids);
        var recorded = await transaction.RecordedAsync(DistrictId, ids);
        ReminderLedger.NewReminder[] reminders = [.. ids.SelectMany(id => RemindersOf(id, recorded))];
        await transaction.AddAsync(DistrictId, runId, reminders, desk.Today, desk.Now);
        await transaction.ExpectAsync(DistrictId, runId, reminders.Length);
        foreach (var group in ids.GroupBy(desk.NextLook))
            await transaction.SetRemindOnAsync(DistrictId, group, group.Key);
        return new Recorded(
            ids.Length,
            reminders.Count(reminder => reminder.State == ReminderLedger.Superseded),
            reminders.Count(reminder => reminder.SendAfter is not null));
    }

    private IEnumerable<ReminderLedger.NewReminder> RemindersOf(
        long taskId, ILookup<(long TaskId, ReminderOccasion Occasion, string Subject, int Version), RecordedReminder> recorded)
    {
        foreach (var (subject, audiences) in desk.SubjectsOf(taskId))
        {
            RecordedReminder[] known = [.. recorded[(taskId, subject.Occasion, subject.Key, subject.Version)]];
            foreach (var audience in audiences)
            {
                var due = ReminderPlan.Due(subject, audience.Lines, desk.Today, KnownTo(audience, subject, known), desk.Calendar);
                var basis = new ReminderLedger.NewReminder
                {
                    TaskId = taskId,
                    Subject = subject,
                    Recipient = audience.Recipient,
                    Channel = audience.Channel,
                    Threshold = default,
                    State = ReminderLedger.Superseded,
                };
                foreach (var threshold in due.Superseded)
                    yield return basis with { Threshold = threshold };
                if (due.ToSend is { } toSend)
                {
                    yield return basis with
                    {
                        Threshold = toSend,
                        State = ReminderLedger.Pending,
                        Alone = due.Alone,
                        StepsPassedOver = due.StepsPassedOver,
                        SendAfter = desk.SendAfter(audience, due.Alone),
                    };
                }
            }
        }
    }

    /// <summary>What the recipient was told, or a unit before it that it took over from: the same people are not told twice.</summary>
    private HashSet<Threshold> KnownTo(ReminderAudience audience, ReminderSubject subject, RecordedReminder[] recorded) =>
    [
        .. recorded.Where(row => row.Channel == audience.Channel && (row.Recipient == audience.Recipient || IsHeir(audience.Recipient, row.Recipient, subject)))
            .Select(row => row.Threshold),
    ];

    private bool IsHeir(Recipient recipient, Recipient told, ReminderSubject subject) =>
        recipient.UnitId is { } unit && told.UnitId is { } before && unit != before && recipient.Desk == told.Desk
        && !subject.Units.Contains(before) && desk.Directory.LineOf(before).Contains(unit);

    /// <summary>Puts what waits for each inbox into as few notifications as can be, after another look at whether it is still true.</summary>
    public async Task<Delivered> DeliverWaitingAsync(int atMost)
    {
        var inboxes = await transaction.WaitingInboxesAsync(DistrictId);
        if (inboxes.Count == 0)
            return default;

        var taken = HowManyFit(inboxes, atMost);
        var waiting = await transaction.WaitingInAsync(DistrictId, inboxes[taken - 1].Recipient);
        await desk.ReadAsync(transaction, waiting.Select(reminder => reminder.TaskId));
        var delivered = new Delivered(0, 0, 0, MoreWaits: taken < inboxes.Count);
        foreach (var inbox in waiting.GroupBy(reminder => reminder.Recipient))
            delivered = await DeliverAsync(inbox.Key, [.. inbox], delivered);
        return delivered;
    }

    /// <summary>Whole inboxes, from the first on: one at least, however full it is.</summary>
    private static int HowManyFit(IReadOnlyList<(Recipient Recipient, int Reminders)> inboxes, int atMost)
    {
        var (taken, reminders) = (1, inboxes[0].Reminders);
        while (taken < inboxes.Count && reminders + inboxes[taken].Reminders <= atMost)
            reminders += inboxes[taken++].Reminders;
        return taken;
    }

    private async Task<Delivered> DeliverAsync(Recipient recipient, IReadOnlyList<WaitingReminder> waiting, Delivered sofar)
    {
        var (toSend, stale) = desk.Check(waiting);
        await transaction.SupersedeAsync(DistrictId, stale);
        var bundles = ReminderMessages.Bundle([.. toSend.Select(reminder => new ReminderToSend(reminder.Facts, reminder.Reminder.Alone))], single: false);
        foreach (var bundle in bundles)
        {
            ReminderToTell[] told = [.. bundle.Select(index => toSend[index])];
            var message = ReminderMessages.Compose([.. told.Select(reminder => reminder.Facts)], [], desk.NameOf(recipient), desk.Today, templates);
            var notification = await transaction.NotifyAsync(
                DistrictId, recipient, told is [{ Reminder.Alone: true }] ? NotificationKinds.Reminder : NotificationKinds.ReminderDigest, message.Subject, message.Text,
                told is [var only] ? only.Reminder.TaskId : null, desk.Now);
            await transaction.MarkNotifiedAsync(DistrictId, [.. told.Select(reminder => reminder.Reminder.Id)], notification);
        }

        return sofar with
        {
            Sent = sofar.Sent + toSend.Count,
            Superseded = sofar.Superseded + stale.Length,
            Notifications = sofar.Notifications + bundles.Count,
        };
    }
}
