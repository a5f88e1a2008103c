using TaskTracker.Audit;
using TaskTracker.Calendars;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>
/// Reckons deadlines again that hang on working days which were not announced: once their year is, the date is settled, and a new date is a
/// new version of the deadline. Where nothing has been announced it changes nothing.
/// </summary>
internal sealed partial class ReckonAgain(Database database, TimeProvider clock, ILogger<ReckonAgain> logger) : IRecurringJob
{
    private const string Actor = "schedule";

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Subject> subjects;
        await using (var session = await database.OpenAsync(cancellation))
            subjects = [.. await session.QueryAsync<Subject>(SelectProvisional)];

        foreach (var subject in subjects)
        {
            try
            {
                await ReckonAsync(subject, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, subject.DistrictId, subject.Id);
            }
        }
    }

    private async Task ReckonAsync(Subject subject, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        await transaction.LockTaskAsync(subject.DistrictId, subject.Id);
        if (await transaction.FindTaskAsync(subject.DistrictId, subject.Id) is not { } task)
            return;

        var reckoned = task.ReckonAgain(await transaction.CalendarInForceAsync());
        if (reckoned == task || !await transaction.SaveAsync(subject.DistrictId, reckoned, now))
            return;

        await transaction.RecordAsync(
            subject.DistrictId, Actor, "task", subject.Id, "reckoned_again", now, null,
            [new Change("deadline", task.Deadline, reckoned.Deadline), new Change("provisional", true, reckoned.DeadlineProvisional)]);
        if (reckoned.Deadline != task.Deadline)
            await transaction.PublishAsync(subject.DistrictId, new DateSet(subject.Id), now);
        await transaction.CommitAsync();
    }

    private sealed record Subject
    {
        public string DistrictId { get; init; } = "";

        public long Id { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The deadline of {District}/{Task} could not be reckoned again; it is tried again the next day")]
        public static partial void Failed(ILogger logger, Exception exception, string district, long task);
    }

    private const string SelectProvisional = """
        select district_id, id
          from tasks
         where deadline_provisional = 1 and state <> 'closed'
         order by district_id, id
        """;
}
