using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Storage;
using TaskTracker.Core.Calendar;

namespace TaskTracker.Platform.Scheduling;

/// <summary>
/// Runs the schedules with Hangfire (docs/decisions/0015). It starts when the service listens, so that no request waits for it; at the end it
/// cancels the jobs under way and waits for them. A run that was missed is made up for once, however many were missed.
/// </summary>
internal sealed partial class Scheduler(
    JobsSettings settings, IReadOnlyList<Schedule> schedules, Lazy<JobStorage> storage, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : IHostedService
{
    /// <summary>As many jobs as may run beside each other: the sender, the outbox, a tick and one more.</summary>
    private const int Workers = 4;

    /// <summary>How long the end of the service waits for jobs whose token was cancelled.</summary>
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(25);

    /// <summary>An instance that was not heard of for so long is taken off the list of servers.</summary>
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30), ServerCheck = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger<Scheduler>();
    private CancellationTokenRegistration _whenListening;
    private Task<BackgroundJobServer?> _server = Task.FromResult<BackgroundJobServer?>(null);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Enabled)
            _whenListening = lifetime.ApplicationStarted.Register(() => _server = Task.Run(Start));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _whenListening.DisposeAsync();
        if (await _server is not { } server)
            return;

        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken);
        server.Dispose();
    }

    private BackgroundJobServer? Start()
    {
        try
        {
            var filters = new JobFilters(loggers.CreateLogger<JobFilters>());
            var zones = new BeijingZone();
            var recurring = new RecurringJobManager(storage.Value, filters, zones);
            Enter(recurring);
            var server = new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    WorkerCount = Workers,
                    SchedulePollingInterval = schedules.Min(schedule => schedule.Pause ?? CronSchedule.LongestPoll),
                    HeartbeatInterval = Heartbeat,
                    ServerCheckInterval = ServerCheck,
                    ServerTimeout = ServerTimeout,
                    ShutdownTimeout = TimeToFinish,
                    Activator = new AspNetCoreJobActivator(scopes),
                    FilterProvider = filters,
                    TimeZoneResolver = zones,
                },
                storage.Value);
            foreach (var schedule in schedules.Where(schedule => schedule.Pause is not null))
                recurring.Trigger(CronSchedule.IdOf(schedule));
            return server;
        }
        catch (Exception exception)
        {
            Log.NotStarted(_logger, exception);
            lifetime.StopApplication();
            return null;
        }
    }

    /// <summary>The storage holds the schedules of this version, and none that an earlier one left there.</summary>
    private void Enter(RecurringJobManager recurring)
    {
        var ids = schedules.Select(CronSchedule.IdOf).ToHashSet();
        using (var connection = storage.Value.GetConnection())
        {
            foreach (var left in connection.GetRecurringJobs().Where(job => !ids.Contains(job.Id)))
                recurring.RemoveIfExists(left.Id);
        }

        var options = new RecurringJobOptions { TimeZone = BeijingZone.Beijing, MisfireHandling = MisfireHandlingMode.Relaxed };
        foreach (var schedule in schedules)
        {
            var run = schedule.Job.GetMethod(nameof(IRecurringJob.RunAsync))!;
            recurring.AddOrUpdate(CronSchedule.IdOf(schedule), new Job(schedule.Job, run, CancellationToken.None), CronSchedule.Of(schedule), options);
        }
    }

    /// <summary>Does not depend on the time zone data of the machine.</summary>
    private sealed class BeijingZone : ITimeZoneResolver
    {
        public static readonly TimeZoneInfo Beijing =
            TimeZoneInfo.CreateCustomTimeZone(BeijingTime.ZoneId, BeijingTime.Offset, BeijingTime.ZoneId, BeijingTime.ZoneId);

        public TimeZoneInfo GetTimeZoneById(string timeZoneId) =>
            timeZoneId == BeijingTime.ZoneId ? Beijing : TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The scheduler of the jobs could not be started; the service stops, since no reminder would be sent")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}
