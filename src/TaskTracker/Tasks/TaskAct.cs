using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// The way of every act on a task: find it as the caller sees it, ask the rule, save the task, and let what depends on it follow: its
/// duplicates and the tasks above it. The use case adds its record, the audit entry and the event to the same transaction.
/// </summary>
internal static class TaskAct
{
    public readonly record struct Outcome(PolicyTask? Task, ProblemHttpResult? Problem)
    {
        public bool IsRefused([NotNullWhen(true)] out ProblemHttpResult? problem, [NotNullWhen(false)] out PolicyTask? task)
        {
            (problem, task) = (Problem, Task);
            return Problem is not null;
        }
    }

    /// <summary>404 where the caller may not see the task, 403 or 409 where the rule refuses, 409 where somebody else was quicker.</summary>
    public static async Task<Outcome> ActAsync(
        this Transaction transaction, Caller caller, long taskId, DateTimeOffset now, Func<PolicyTask, Decision<PolicyTask>> rule)
    {
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        if (await transaction.FindTaskAsync(caller.DistrictId, taskId) is not { } task || !caller.Actor.MaySee(task))
            return new Outcome(null, Problems.NotFound("task"));

        if (!rule(task).IsAccepted(out var changed, out var refusal))
            return new Outcome(null, refusal.ToProblem());

        if (changed == task)
            return new Outcome(task, null);

        await transaction.SavePartiesAsync(caller.DistrictId, task, changed);
        if (!await transaction.SaveAsync(caller.DistrictId, changed, now))
            return new Outcome(null, Problems.ChangedMeanwhile());

        await transaction.ShareAsync(caller.DistrictId, task, changed, now);
        await transaction.RollUpAsync(caller.DistrictId, task, changed, now);
        return new Outcome(changed, null);
    }
}
