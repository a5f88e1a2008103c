using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace TaskTracker.Platform.Scheduling;

/// <summary>
/// What happens around each run: a job that still runs in this process is passed over, a failure is logged and not tried again, since the job
/// comes round anyway, and what is over leaves the storage within the hour. Hangfire's own filters (retries, statistics) are not used.
/// </summary>
internal sealed partial class JobFilters(ILogger<JobFilters> logger) : IJobFilterProvider, IServerFilter, IElectStateFilter, IApplyStateFilter
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Type, string> _running = new();

    public IEnumerable<JobFilter> GetFilters(Job job) => [new JobFilter(this, JobFilterScope.Global, null)];

    public void OnPerforming(PerformingContext context) =>
        context.Canceled = !_running.TryAdd(context.BackgroundJob.Job.Type, context.BackgroundJob.Id);

    public void OnPerformed(PerformedContext context)
    {
        var job = context.BackgroundJob.Job.Type;
        _running.TryRemove(KeyValuePair.Create(job, context.BackgroundJob.Id));
        if (context.Exception is null)
            return;

        if (context.CancellationToken.ShutdownToken.IsCancellationRequested)
            Log.Stopped(logger, job.Name);
        else
            Log.Failed(logger, context.Exception.InnerException ?? context.Exception, job.Name);
    }

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is FailedState failed)
            context.CandidateState = new DeletedState(new ExceptionInfo(failed.Exception)) { Reason = "Failed; it comes round again." };
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = Kept;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "The job {Job} failed; it comes round again")]
        public static partial void Failed(ILogger logger, Exception exception, string job);

        [LoggerMessage(3, LogLevel.Information, "The job {Job} stopped at a safe point, since the service stops")]
        public static partial void Stopped(ILogger logger, string job);
    }
}
