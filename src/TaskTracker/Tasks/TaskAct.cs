using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// The way of every act on a task: find it as the caller sees it, ask the rule, save the task, and let what depends on it follow: its
/// duplicates and the tasks above it. The use case adds its record, the audit entry and the event to the same transaction (<see cref="TaskDesk"/>).
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
        if (await transaction.TakeTaskAsync(caller, taskId) is not { } task)
            return new Outcome(null, Problems.NotFound("task"));

        if (!rule(task).IsAccepted(out var changed, out var refusal))
            return new Outcome(null, refusal.ToProblem());

        await transaction.MovedAsync(caller, taskId, now);
        return new Outcome(changed, await transaction.KeepAsync(caller.DistrictId, task, changed, now));
    }

    /// <summary>Locks the task until the transaction ends, and reads it.</summary>
    /// <returns>Null if there is none, or the caller may not see it.</returns>
    public static async Task<PolicyTask?> TakeTaskAsync(this Transaction transaction, Caller caller, long taskId)
    {
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        return await transaction.FindTaskAsync(caller.DistrictId, taskId) is { } task && caller.Actor.MaySee(task) ? task : null;
    }

    /// <summary>Notes that a unit of the task did something; what the office does moves no task.</summary>
    public static Task MovedAsync(this Transaction transaction, Caller caller, long taskId, DateTimeOffset now) =>
        caller.Role is Role.Coordinator
            ? transaction.ExecuteAsync(Moved, new { caller.DistrictId, Id = taskId, Today = BeijingTime.DateOf(now) })
            : Task.CompletedTask;

    /// <summary>Saves what an act made of the task, if it changed anything.</summary>
    /// <returns>409 if somebody else has changed it since it was read.</returns>
    public static async Task<ProblemHttpResult?> KeepAsync(
        this Transaction transaction, string districtId, PolicyTask before, PolicyTask after, DateTimeOffset now)
    {
        if (after == before)
            return null;

        await transaction.SavePartiesAsync(districtId, before, after);
        if (!await transaction.SaveAsync(districtId, after, now))
            return Problems.ChangedMeanwhile();

        await transaction.ShareAsync(districtId, before, after, now);
        await transaction.RollUpAsync(districtId, before, after, now);
        await transaction.CountAsync(districtId, before, after);
        return null;
    }

    private const string Moved = "update tasks set moved_on = @Today where district_id = @DistrictId and id = @Id";
}
