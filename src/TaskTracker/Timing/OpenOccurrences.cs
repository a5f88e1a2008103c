using TaskTracker.Audit;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>
/// Opens the occurrences of recurring duties up to the next one that is due, so many tasks a transaction. It can run twice or late: what is
/// open stays the only one of its day, and what was missed while the service stood still is made up for. Nothing that was due more than a
/// year ago is opened, be it that the document is old or that the service stood still; the task's history says so.
/// </summary>
internal sealed partial class OpenOccurrences(Database database, TimeProvider clock, ILogger<OpenOccurrences> logger) : IRecurringJob
{
    private const string Actor = "schedule";

    /// <summary>Tasks a transaction: on SQLite nobody else writes meanwhile.</summary>
    private const int TasksPerTurn = 200;

    /// <summary>A rule without any day within so many years has none (每年2月30日).</summary>
    private const int YearsAhead = 12;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var today = BeijingTime.Today(clock);
        IReadOnlyList<string> districts;
        await using (var session = await database.OpenAsync(cancellation))
            districts = await session.DistrictsWithDutiesAsync(today);

        foreach (var districtId in districts)
        {
            try
            {
                while (await TurnAsync(districtId, today, cancellation) == TasksPerTurn)
                {
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, districtId);
            }
        }
    }

    /// <returns>How many tasks were taken.</returns>
    private async Task<int> TurnAsync(string districtId, DateOnly today, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var calendar = await transaction.CalendarInForceAsync();
        var duties = await transaction.TakeDutiesAsync(districtId, today, TasksPerTurn);
        foreach (var duty in duties)
        {
            var occurrences = RecurrenceRule.TryParse(duty.Recurrence, out var rule) ? await NextAsync(transaction, districtId, duty, rule, today, calendar, now) : [];
            await transaction.OpenOccurrencesAsync(districtId, duty.Id, occurrences);
            // A rule that gives no further day is looked at again only when the task changes.
            var next = occurrences.Count > 0 && occurrences[^1].Due >= today ? occurrences[^1].Due.AddDays(1)
                : await transaction.LastOccurrenceAsync(districtId, duty.Id) is { } last && last >= today ? last.AddDays(1)
                : (DateOnly?)null;
            await transaction.SetExpandOnAsync(districtId, duty.Id, next, occurrences.Count > 0, now);
        }

        await transaction.CommitAsync();
        return duties.Count;
    }

    /// <summary>Those that are due since the last one that is open, through the first that is due today or later.</summary>
    private static async Task<IReadOnlyList<Occurrence>> NextAsync(
        Transaction transaction, string districtId, ExpandOn.DueTask duty, RecurrenceRule rule, DateOnly today, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var anchor = duty.Anchor ?? BeijingTime.DateOf(duty.CreatedAt);
        var last = await transaction.LastOccurrenceAsync(districtId, duty.Id) ?? anchor.AddDays(-1);
        if (last >= today)
            return [];

        var oldest = today.AddYears(-1);
        var found = new List<Occurrence>();
        var passedOver = 0;
        foreach (var occurrence in Recurrences.Between(rule, anchor, last, today.AddYears(YearsAhead), calendar))
        {
            if (occurrence.Due < oldest)
            {
                passedOver++;
                continue;
            }

            found.Add(occurrence);
            if (occurrence.Due >= today)
                break;
        }

        if (passedOver > 0)
            await transaction.RecordAsync(
                districtId, Actor, "task", duty.Id, "occurrences_passed_over", now, $"{passedOver} occurrences were due before {oldest:yyyy-MM-dd}; they are not followed.", []);
        return found;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The occurrences of {District} could not be opened; it is tried again soon, the other districts go on")]
        public static partial void Failed(ILogger logger, Exception exception, string district);
    }
}
