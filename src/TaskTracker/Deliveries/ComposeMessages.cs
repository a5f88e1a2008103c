using TaskTracker.Channels;
using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Reminders;

namespace TaskTracker.Deliveries;

/// <summary>
/// Puts what waits for one recipient and channel into messages: still true, one digest an address, what stands alone by itself. It only says
/// what goes into which message; the words are put together when it is sent.
/// </summary>
internal sealed class ComposeMessages(Transaction transaction, ReminderDesk desk, ChannelNeeds channel)
{
    /// <summary>What will be due so soon rides with what is.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private string DistrictId => desk.DistrictId;

    public async Task ForAsync(Recipient recipient)
    {
        var waiting = await transaction.RemindersDueAsync(DistrictId, channel.Code, recipient, desk.Now);
        var notices = await transaction.NoticesDueAsync(DistrictId, channel.Code, recipient, waiting.Count > 0 ? desk.Now + Soon : desk.Now);
        await desk.ReadAsync(transaction, waiting.Select(reminder => reminder.TaskId));
        var (stillTrue, stale) = desk.Check(waiting);
        await transaction.SupersedeAsync(DistrictId, stale);
        await transaction.SetNoticesAsync(
            DistrictId, channel.Code, recipient, [.. notices.Where(notice => notice.IsStale).Select(notice => notice.NotificationId)], "superseded", null);

        var destinations = await Destinations.LoadAsync(
            transaction, DistrictId, recipient, channel,
            [.. stillTrue.Select(reminder => reminder.Reminder.TaskId), .. notices.Select(notice => notice.TaskId).OfType<long>()]);
        var byAddress = stillTrue.ToLookup(reminder => destinations.Of(reminder.Reminder.TaskId));
        var noticesByAddress = notices.Where(notice => !notice.IsStale).ToLookup(notice => destinations.Of(notice.TaskId));
        foreach (var destination in byAddress.Select(group => group.Key).Union(noticesByAddress.Select(group => group.Key)))
        {
            if (destination.Fault is { } fault)
                await FailAsync(recipient, destination, fault, [.. byAddress[destination]], [.. noticesByAddress[destination]]);
            else
                await PutAsync(recipient, destination.Address!, [.. byAddress[destination]], [.. noticesByAddress[destination]]);
        }
    }

    private async Task PutAsync(Recipient recipient, string address, ReminderToTell[] reminders, NoticeQueue.Row[] notices)
    {
        var single = desk.Reach.PreferenceOf(recipient).Single;
        var bundles = ReminderMessages.Bundle([.. reminders.Select(reminder => new ReminderToSend(reminder.Facts, reminder.Reminder.Alone))], single)
            .Select(bundle => (Reminders: bundle.Select(index => reminders[index]).ToArray(), Notices: new List<NoticeQueue.Row>())).ToList();
        foreach (var notice in notices)
        {
            // What is not urgent rides with the digest where there is one, and else with the other notices.
            var host = notice.Alone != 0 || single ? -1
                : bundles.FindIndex(bundle => bundle.Notices.All(other => other.Alone == 0) && bundle.Reminders.All(reminder => !reminder.Reminder.Alone));
            if (host >= 0)
                bundles[host].Notices.Add(notice);
            else
                bundles.Add(([], [notice]));
        }

        foreach (var (told, others) in bundles)
        {
            var alone = told is [{ Reminder.Alone: true }] || others is [{ Alone: not 0 }];
            var id = await transaction.InsertDeliveryAsync(DistrictId, channel.Code, recipient, address, alone, desk.Now);
            await transaction.PutRemindersAsync(DistrictId, [.. told.Select(reminder => reminder.Reminder.Id)], id);
            await transaction.PutNoticesAsync(DistrictId, channel.Code, recipient, [.. others.Select(notice => notice.NotificationId)], id);
        }
    }

    private async Task FailAsync(Recipient recipient, Destination destination, string fault, ReminderToTell[] reminders, NoticeQueue.Row[] notices)
    {
        await transaction.FailRemindersAsync(DistrictId, [.. reminders.Select(reminder => reminder.Reminder.Id)], fault);
        await transaction.SetNoticesAsync(
            DistrictId, channel.Code, recipient, [.. notices.Select(notice => notice.NotificationId)], ReminderLedger.Failed, fault);
        await transaction.TellUnreachableAsync(DistrictId, recipient, desk.NameOf(recipient), channel.Code, fault, destination.Address, desk.Now);
    }
}
