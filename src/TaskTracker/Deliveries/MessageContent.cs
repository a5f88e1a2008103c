using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TaskTracker.Channels;
using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Reminders;

namespace TaskTracker.Deliveries;

/// <summary>What stands in a message, looked at again before it is sent: what is still true, and still for this address.</summary>
internal sealed class MessageContent
{
    private readonly Delivery _delivery;
    private readonly ReminderToTell[] _reminders;
    private readonly NoticeQueue.Row[] _notices;
    private readonly long[] _staleReminders, _movedReminders, _staleNotices;

    private MessageContent(
        Delivery delivery, ReminderToTell[] reminders, NoticeQueue.Row[] notices, long[] staleReminders, long[] movedReminders, long[] staleNotices, string? name) =>
        (_delivery, _reminders, _notices, _staleReminders, _movedReminders, _staleNotices, Name) =
        (delivery, reminders, notices, staleReminders, movedReminders, staleNotices, name);

    /// <summary>The name of the person at the address.</summary>
    public string? Name { get; }

    public bool IsEmpty => _reminders.Length + _notices.Length == 0;

    public static async Task<MessageContent> ReadAsync(Transaction transaction, Delivery delivery, ReminderDesk desk, ChannelNeeds needs)
    {
        var waiting = await transaction.RemindersInAsync(delivery.DistrictId, delivery.Id);
        var notices = await transaction.NoticesInAsync(delivery.DistrictId, delivery.Id);
        await desk.ReadAsync(transaction, waiting.Select(reminder => reminder.TaskId));
        var (stillTrue, stale) = desk.Check(waiting);
        var destinations = await Destinations.LoadAsync(
            transaction, delivery.DistrictId, delivery.Recipient, needs,
            [.. stillTrue.Select(reminder => reminder.Reminder.TaskId), .. notices.Select(notice => notice.TaskId).OfType<long>()]);
        bool IsHere(long? taskId) => destinations.Of(taskId) is { Fault: null } destination && destination.Address == delivery.Address;
        ReminderToTell[] here = [.. stillTrue.Where(reminder => IsHere(reminder.Reminder.TaskId)).OrderByDescending(reminder => reminder.Facts.DaysLate)];
        return new MessageContent(
            delivery,
            here,
            [.. notices.Where(notice => !notice.IsStale)],
            stale,
            [.. stillTrue.Except(here).Select(reminder => reminder.Reminder.Id)],
            [.. notices.Where(notice => notice.IsStale).Select(notice => notice.NotificationId)],
            here.Select(reminder => destinations.Of(reminder.Reminder.TaskId).Name)
                .Concat(notices.Select(notice => destinations.Of(notice.TaskId).Name)).FirstOrDefault());
    }

    /// <summary>What is not true is not sent; what belongs to another address by now waits for another message.</summary>
    public async Task TakeOutWhatIsNotTrueAsync(Transaction transaction, DateTimeOffset now)
    {
        await transaction.SupersedeAsync(_delivery.DistrictId, _staleReminders);
        await transaction.TakeOutRemindersAsync(_delivery.DistrictId, _movedReminders, now);
        await transaction.SetNoticesAsync(_delivery.DistrictId, _delivery.Channel, _delivery.Recipient, _staleNotices, ReminderLedger.Superseded, null);
    }

    public Message Compose(ReminderDesk desk, MessageTemplates templates) => ReminderMessages.Compose(
        [.. _reminders.Select(reminder => reminder.Facts)],
        [.. _notices.Select(notice => new NoticeToTell(notice.Title, notice.Body, notice.TaskId is { } task ? desk.Link.To(task) : null))],
        desk.NameOf(_delivery.Recipient), desk.Today, templates);

    /// <summary>Made of the ledger's own keys: whoever puts the same message together again gives it the same name.</summary>
    public string MessageId(string domain)
    {
        var parts = _reminders.Select(reminder => reminder.Reminder)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.TaskId}/{row.Occasion}/{row.Subject}/{row.Version}/{row.Threshold}"))
            .Concat(_notices.Select(notice => string.Create(CultureInfo.InvariantCulture, $"notice/{notice.NotificationId}")))
            .Order(StringComparer.Ordinal);
        var named = $"{_delivery.DistrictId}|{_delivery.Channel}|{_delivery.Recipient.Key}|{_delivery.Address}|{string.Join('|', parts)}";
        return $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named)))[..40]}@{domain}";
    }
}
