using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>The way of every act on a milestone or occurrence: lock the task, find both as the caller sees them, ask the rule, save.</summary>
internal static class StageAct
{
    public readonly record struct Outcome(PolicyTask? Task, ProblemHttpResult? Problem);

    /// <summary>404 where the caller may not see the task or there is no such stage, 403 or 409 where the rule refuses.</summary>
    /// <param name="transaction">The act's transaction.</param>
    /// <param name="caller">Who.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="kind">Milestone or occurrence.</param>
    /// <param name="ordinal">Which one.</param>
    /// <param name="now">When.</param>
    /// <param name="note">What the act says.</param>
    /// <param name="rule">Core's.</param>
    public static async Task<Outcome> ActOnStageAsync(
        this Transaction transaction, Caller caller, long taskId, StageKind kind, int ordinal, DateTimeOffset now, string? note,
        Func<PolicyTask, TaskStage, Decision<TaskStage>> rule)
    {
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        if (await transaction.FindTaskAsync(caller.DistrictId, taskId) is not { } task || !caller.Actor.MaySee(task))
            return new Outcome(null, Problems.NotFound("task"));

        if (await transaction.FindStageAsync(caller.DistrictId, taskId, kind, ordinal) is not { } row)
            return new Outcome(null, Problems.NotFound(EnumNames.Of(kind)));

        if (!rule(task, row.ToStage(await transaction.RestsOfAsync(caller.DistrictId, taskId))).IsAccepted(out var stage, out var refusal))
            return new Outcome(null, refusal.ToProblem());

        await transaction.SaveStageAsync(caller.DistrictId, taskId, stage, stage.DoneOn is null ? null : caller.Name, note);
        await transaction.TouchAsync(caller.DistrictId, taskId, now);
        return new Outcome(task, null);
    }

    public static async Task<StageView> ViewStageAsync(
        this Session session, Caller caller, PolicyTask task, StageKind kind, int ordinal, DateOnly today) =>
        StageView.Of(
            (await session.FindStageAsync(caller.DistrictId, task.Id, kind, ordinal))!, task, await session.RestsOfAsync(caller.DistrictId, task.Id), today);
}
