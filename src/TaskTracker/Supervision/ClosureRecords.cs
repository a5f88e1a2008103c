using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>Why and how a task was closed, besides its dates.</summary>
internal sealed record ClosureNote(
    TaskOutcome Outcome, string? Reason, NonCompletionCause? Cause = null, string? ExemptionBasis = null, long? SupersededByTaskId = null,
    string? SupersededByDocument = null, long? ReviewId = null, long? ChangeRequestId = null);

/// <summary>Every closing leaves a closure, whatever led to it, and ends what still waited on the task.</summary>
internal static class ClosureRecords
{
    /// <param name="act">The act that closed the task.</param>
    /// <param name="desk">Who and when.</param>
    /// <param name="closed">The task as it stands after it: closed, or going on without a date.</param>
    /// <param name="note">Why and how.</param>
    public static async Task<long> CloseAsync(this ActUnderWay act, TaskDesk desk, PolicyTask closed, ClosureNote note)
    {
        var goesOn = closed.State is not TaskState.Closed;
        var id = await act.InsertAsync(Insert, new
        {
            Outcome = EnumNames.Of(note.Outcome),
            GoesOn = goesOn ? 1 : 0,
            Cause = note.Cause is { } cause ? EnumNames.Of(cause) : null,
            note.Reason,
            note.ExemptionBasis,
            note.SupersededByTaskId,
            note.SupersededByDocument,
            note.ReviewId,
            note.ChangeRequestId,
            DueOn = goesOn ? closed.DatedPartDueOn : closed.DueOn,
            CompletedOn = goesOn ? closed.DatedPartCompletedOn : closed.CompletedOn,
            AppealBy = goesOn ? (DateOnly?)null : desk.Today.AddDays((await act.Transaction.RulesOfAsync(desk.Caller.DistrictId)).AppealDays),
            DaysLate = Lateness.DaysLateAsClosed(closed, desk.Today),
        });
        if (goesOn)
        {
            // The date that more time was asked for is no more.
            await act.ExecuteAsync(LapseExtensions);
            await act.TellAsync("dated_part_closed", note.Reason, new DatedPartClosed(act.TaskId) { Date = closed.DatedPartCompletedOn });
            return id;
        }

        foreach (var lapse in new[] { LapseCompletions, LapseExtensions, LapseChanges, LapseHandOvers, LapseDemands, EndRest })
            await act.ExecuteAsync(lapse);
        await act.TellAsync("closed", note.Reason, new TaskClosed(act.TaskId));
        return id;
    }

    private const string Insert = """
        insert into closures (district_id, task_id, outcome, goes_on, cause, reason, exemption_basis, superseded_by_task_id,
               superseded_by_document, review_id, change_request_id, due_on, completed_on, days_late, appeal_by, closed_on, closed_at, closed_by)
        values (@DistrictId, @TaskId, @Outcome, @GoesOn, @Cause, @Reason, @ExemptionBasis, @SupersededByTaskId,
               @SupersededByDocument, @ReviewId, @ChangeRequestId, @DueOn, @CompletedOn, @DaysLate, @AppealBy, @Today, @Now, @By)
        returning id
        """;

    private const string LapseCompletions = """
        update completion_requests
           set lapsed_at = @Now
         where district_id = @DistrictId and task_id = @TaskId and review_id is null and lapsed_at is null
        """;

    private const string LapseExtensions = """
        update extension_requests
           set state = 'lapsed', lapsed_at = @Now
         where district_id = @DistrictId and task_id = @TaskId and state = 'pending'
        """;

    private const string LapseChanges = """
        update change_requests
           set state = 'lapsed', lapsed_at = @Now
         where district_id = @DistrictId and task_id = @TaskId and state = 'pending'
        """;

    private const string LapseHandOvers = """
        update hand_over_requests
           set lapsed_at = @Now
         where district_id = @DistrictId and task_id = @TaskId and decision is null and lapsed_at is null
        """;

    private const string LapseDemands = """
        update demands
           set state = 'lapsed', lapsed_at = @Now, was_missed = case when state = 'open' and answer_by < @Today then 1 else was_missed end
         where district_id = @DistrictId and task_id = @TaskId and state in ('open', 'answered')
        """;

    private const string EndRest = """
        update suspensions
           set ended_on = @Today, ended_at = @Now, ended_by = @By
         where district_id = @DistrictId and task_id = @TaskId and ended_on is null
        """;
}
