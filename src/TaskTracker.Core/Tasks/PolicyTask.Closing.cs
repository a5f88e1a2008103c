using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>From "done" to closed, and back: the office's rulings on what was handed in, its own closings, the look-back.</summary>
public sealed partial record PolicyTask
{
    /// <summary>By when what was returned is handed in again; the return's own date, which moves no deadline. Null if nothing is asked.</summary>
    public DateOnly? HandInAgainBy { get; init; }

    /// <summary>The day on which it was last returned; null if it never was, or was handed in again since.</summary>
    public DateOnly? ReturnedOn { get; init; }

    /// <summary>The last day of the dated part of a task that went on as ongoing.</summary>
    public DateOnly? DatedPartDueOn { get; init; }

    /// <summary>The day on which the dated part was handed in as done; null before, or if there is no such part.</summary>
    public DateOnly? DatedPartCompletedOn { get; init; }

    /// <summary>A date in force passed unkept, whatever came after it: stays for ever (DESIGN § 2).</summary>
    public bool WasLate { get; init; }

    /// <summary>"2017年底前完成并持续落实": accepting closes the date, and the task goes on as ongoing (DEMANDS 10).</summary>
    public bool GoesOnWhenAccepted => OngoingAfterwards && DatedPartCompletedOn is null && DueOn is not null;

    /// <summary>
    /// The supervision office strikes the task off (销账), on the papers or after a check on site. It counts as done on the day it was
    /// handed in. A task that <see cref="GoesOnWhenAccepted"/> stays open without a date.
    /// </summary>
    /// <param name="actor">Who rules.</param>
    /// <param name="check">The check on site, if there was one.</param>
    /// <param name="today">The day of the ruling.</param>
    /// <param name="reason">Why; needed over open sub-tasks.</param>
    public Decision<PolicyTask> Accept(Actor actor, OnSiteCheck? check, DateOnly today, string? reason = null)
    {
        if ((TaskActs.RefusalOf(ActKind.Review, this, actor) ?? RefusalOverOpenSubtasks(reason)) is { } refusal)
            return refusal;

        if (check?.On > today)
            return DateRefusals.InFuture;

        var accepted = this with { Percent = 100, HandedInOn = null, WasLate = WasLate || HandedInOn > DueOn };
        return GoesOnWhenAccepted
            ? (accepted with
            {
                State = TaskState.InProgress,
                DatedPartDueOn = DueOn,
                DatedPartCompletedOn = HandedInOn,
                Parties = WithoutHandIns,
            }).WithDeadline(DeadlineKind.Ongoing, null)
            : accepted with { State = TaskState.Closed, Outcome = TaskOutcome.Completed, CompletedOn = HandedInOn, Forecast = null };
    }

    /// <summary>The supervision office sends the task back to its lead units (退回); if its date has passed it is overdue again.</summary>
    /// <param name="actor">Who returns it.</param>
    /// <param name="handInAgainBy">By when it is asked for again; today or later.</param>
    /// <param name="today">The day of the return.</param>
    public Decision<PolicyTask> Return(Actor actor, DateOnly? handInAgainBy, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.Review, this, actor) is { } refusal)
            return refusal;

        return handInAgainBy < today
            ? DateRefusals.Passed
            : this with
            {
                State = TaskState.InProgress,
                HandedInOn = null,
                HandInAgainBy = handInAgainBy,
                ReturnedOn = today,
                Parties = WithoutHandIns,
            };
    }

    /// <summary>
    /// The supervision office sends one member's part of a group's task back to it; what the others handed in stays. Of several such
    /// returns the task shows the first date.
    /// </summary>
    public Decision<PolicyTask> ReturnPart(Actor actor, long unitId, DateOnly? handInAgainBy, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.ReturnPart, this, actor) is { } refusal)
            return refusal;

        if (!AnsweredByMembers || LeadParties.FirstOrDefault(lead => lead.UnitId == unitId) is not { } party)
            return new Refusal("not-a-member", "This unit is no member of a group that leads the task; return the task as a whole.");

        if (party.HandedInOn is null)
            return new Refusal("part-not-handed-in", "This unit has not handed its part in.");

        if (handInAgainBy < today)
            return DateRefusals.Passed;

        return With(party with { HandedInOn = null }) with
        {
            State = TaskState.InProgress,
            HandedInOn = null,
            HandInAgainBy = HandInAgainBy is { } other && !(handInAgainBy < other) ? other : handInAgainBy,
            ReturnedOn = today,
        };
    }

    /// <summary>The supervision office closes the task by its own decision, with an outcome; over open sub-tasks only with a reason.</summary>
    public Decision<PolicyTask> Close(Actor actor, TaskOutcome outcome, DateOnly today, string? reason = null)
    {
        if ((TaskActs.RefusalOf(ActKind.Close, this, actor) ?? RefusalOverOpenSubtasks(reason)) is { } refusal)
            return refusal;

        var rested = State is TaskState.Suspended ? TakenUpAgain(today) : this;
        return rested with
        {
            State = TaskState.Closed,
            Outcome = outcome,
            CompletedOn = outcome is TaskOutcome.Completed ? HandedInOn ?? today : null,
            HandedInOn = null,
            HandInAgainBy = null,
            ReturnedOn = null,
            Forecast = null,
            WasLate = WasLate || HandedInOn > rested.DueOn || Lateness.IsOverdue(rested, today),
        };
    }

    /// <summary>
    /// 回头看: the supervision office looks at a closed task again. A failed look-back opens it again under its old date, and that it was
    /// late stays.
    /// </summary>
    /// <param name="actor">Who looked.</param>
    /// <param name="holds">True if what was closed has held.</param>
    /// <param name="rectifyBy">By when what failed is put right; today or later.</param>
    /// <param name="today">The day of the look-back.</param>
    public Decision<PolicyTask> Recheck(Actor actor, bool holds, DateOnly? rectifyBy, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.Recheck, this, actor) is { } refusal)
            return refusal;

        if (holds)
            return this;

        return rectifyBy < today
            ? DateRefusals.Passed
            : OpenedAgain;
    }

    private IReadOnlyList<TaskParty> WithoutHandIns => [.. Parties.Select(party => party with { HandedInOn = null })];
}
