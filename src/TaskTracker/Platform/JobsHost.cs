using Quartz;
using Quartz.Extensibility;
using TaskTracker.Core.Calendar;

namespace TaskTracker.Platform;

/// <summary>
/// Runs the schedules with Quartz; the only file that names it (docs/decisions/0002). The scheduler is made after the service listens, so
/// that no request waits for it, keeps nothing on disk (docs/decisions/0008), and at the end waits for the jobs under way.
/// </summary>
internal sealed partial class JobsHost(
    JobsSettings settings, IReadOnlyList<Schedule> schedules, IServiceScopeFactory scopes, TimeProvider clock, IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : IHostedService
{
    /// <summary>Does not depend on the time zone data of the machine.</summary>
    private static readonly TimeZoneInfo Beijing =
        TimeZoneInfo.CreateCustomTimeZone(BeijingTime.ZoneId, BeijingTime.Offset, BeijingTime.ZoneId, BeijingTime.ZoneId);

    private readonly ILogger _logger = loggers.CreateLogger<JobsHost>();
    private CancellationTokenRegistration _whenListening;
    private Task<IScheduler?> _scheduler = Task.FromResult<IScheduler?>(null);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Enabled)
            _whenListening = lifetime.ApplicationStarted.Register(() => _scheduler = Task.Run(StartSchedulerAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _whenListening.DisposeAsync();
        if (await _scheduler is { } scheduler)
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    private async Task<IScheduler?> StartSchedulerAsync()
    {
        try
        {
            var scheduler = await QuartzSchedulerBuilder.Create(Configure).BuildScheduler();
            foreach (var job in schedules.GroupBy(schedule => schedule.Job))
            {
                var detail = JobBuilder.Create<Adapter>().WithIdentity(job.Key.Name).Build();
                await scheduler.ScheduleJob(detail, [.. job.Select(TriggerOf)]);
            }

            await scheduler.Start();
            return scheduler;
        }
        catch (Exception exception)
        {
            Log.NotStarted(_logger, exception);
            lifetime.StopApplication();
            return null;
        }
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.Services.AddSingleton(loggers);
        quartz.UseTimeProvider(clock);
        quartz.UseInMemoryStore(_ => { });
        quartz.UseJobFactory(new Factory(this));
        quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
    }

    private ITrigger TriggerOf(Schedule schedule)
    {
        var trigger = TriggerBuilder.Create(clock);
        return schedule is { DailyAt: { } at }
            ? trigger.WithSchedule(CronScheduleBuilder.Create($"{at.Second} {at.Minute} {at.Hour} * * ?")
                .InTimeZone(Beijing)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build()
            : trigger.StartNow().WithSchedule(SimpleScheduleBuilder.Create()
                .WithInterval(schedule.Pause!.Value)
                .RepeatForever()
                .MeasureIntervalFromCompletion(true)).Build();
    }

    /// <summary>A job that fails has logged it and comes round again; the scheduler need not know.</summary>
    private async Task RunAsync(Type job, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IRecurringJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Log.Stopped(_logger, job.Name);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, job.Name);
        }
    }

    private sealed class Factory(JobsHost host) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new JobScope(
                new Adapter(host, host.Schedules.First(schedule => schedule.Job.Name == bundle.JobDetail.Key.Name).Job), null));

        public ValueTask ReturnJob(JobScope job, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    [DisallowConcurrentExecution]
    private sealed class Adapter(JobsHost host, Type job) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await host.RunAsync(job, cancellationToken);
    }

    private IReadOnlyList<Schedule> Schedules => schedules;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The scheduler of the jobs could not be started; the service stops, since it would remind nobody")]
        public static partial void NotStarted(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The job {Job} failed; it comes round again")]
        public static partial void Failed(ILogger logger, Exception exception, string job);

        [LoggerMessage(3, LogLevel.Information, "The job {Job} stopped at a safe point, since the service stops")]
        public static partial void Stopped(ILogger logger, string job);
    }
}

internal static class JobsServices
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(provider => JobsSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IWebHostEnvironment>()));
        services.AddHostedService<JobsHost>();
    }
}
