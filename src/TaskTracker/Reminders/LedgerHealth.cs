using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// Red when a day's equation does not hold, or when a district's tick is late: by so much no holiday, no restart and no failed attempt
/// explains it.
/// </summary>
internal sealed class LedgerHealth(Database database, TimeProvider clock, ReminderSettings settings) : IHealthCheck
{
    /// <summary>How many days back the equation is looked at: what is older was looked at before.</summary>
    private const int DaysBack = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var faults = await FaultsAsync(cancellationToken);
            return faults.Count == 0
                ? HealthCheckResult.Healthy("Every day's equation holds, and no tick is late.")
                : new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', faults));
        }
        catch (DbException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The ledger of reminders cannot be read.");
        }
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        var today = BeijingTime.DateOf(now);
        await using var session = await database.OpenAsync(cancellation);
        var faults = new List<string>();
        foreach (var day in await session.QueryAsync<DayRow>(SelectDays, new { From = today.AddDays(-DaysBack) }))
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"{day.DistrictId}, {day.RunOn:yyyy-MM-dd}: {day.Expected} reminders were asked for and {day.Reminders} are there."));
        }

        var morning = TickSchedule.LastRun(now - Patience, settings.At, await session.CalendarInForceAsync());
        foreach (var district in await session.DistrictsBehindAsync(morning, now))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{district}: no tick has ended since it was to begin at {morning:yyyy-MM-dd HH:mm}."));
        return faults;
    }

    private sealed record DayRow
    {
        public string DistrictId { get; init; } = "";

        public DateOnly RunOn { get; init; }

        public long Expected { get; init; }

        public long Reminders { get; init; }
    }

    private const string SelectDays = """
        select district_id, run_on, expected, reminders
          from (select d.code as district_id, r.run_on, cast(sum(r.expected) as bigint) as expected,
                       (select count(*) from reminders m where m.district_id = d.code and m.run_on = r.run_on) as reminders
                  from districts d
                  join reminder_runs r on r.district_id = d.code and r.run_on >= @From
                 group by d.code, r.run_on) days
         where expected <> reminders
         order by district_id, run_on
        """;
}
