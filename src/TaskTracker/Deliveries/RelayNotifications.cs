using TaskTracker.Calendars;
using TaskTracker.Channels;
using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Reminders;

namespace TaskTracker.Deliveries;

/// <summary>
/// Sends what happened on tasks out of the service too, to the contact of the unit or the office: what is urgent at once, all else with the
/// next morning's digest, so that nobody gets forty mails in one morning.
/// </summary>
internal sealed class RelayNotifications(Database database, TimeProvider clock, ChannelDirectory channels, ReminderSettings settings)
{
    private const int AtOnce = 200;

    /// <summary>The morning's tick comes first; what it records and this stand in one message.</summary>
    private static readonly TimeSpan AfterTheTick = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> districts;
        await using (var session = await database.OpenAsync(cancellation))
            districts = [.. await session.QueryAsync<string>(SelectDistricts)];
        foreach (var districtId in districts)
        {
            while (await RelayAsync(districtId, cancellation) == AtOnce)
                cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> RelayAsync(string districtId, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var notifications = await transaction.TakeToRelayAsync(districtId, AtOnce);
        var reach = await Reach.LoadAsync(transaction, districtId, await channels.SetUpAsync(transaction, districtId));
        if (reach.SetUp.Count > 0)
        {
            var calendar = await transaction.CalendarInForceAsync();
            var morning = TickSchedule.NextRun(now, settings.At, calendar) + AfterTheTick;
            await transaction.AddNoticesAsync(districtId, notifications.SelectMany(notification =>
            {
                var (recipient, role) = notification.UnitId is { } unit
                    ? (new Recipient(unit, RecipientRole.Contact), RecipientRole.Contact)
                    : (Recipient.Office, RecipientRole.Office);
                var preference = reach.PreferenceOf(recipient);
                return reach.ChannelsOf(role)
                    .Where(channel => notification.IsUrgent || preference.Channels?.Contains(channel) != false)
                    .Select(channel => (
                        notification.Id, recipient, channel, notification.IsUrgent,
                        SendTime.Of(notification.IsUrgent ? now : morning, notification.IsUrgent ? null : preference.At, reach.Rules.Quiet, calendar)));
            }));
        }

        await transaction.CommitAsync();
        return notifications.Count;
    }

    private const string SelectDistricts = """
        select code
          from districts
         where exists (select 1 from notifications where district_id = districts.code and relayed = 0)
         order by code
        """;
}
