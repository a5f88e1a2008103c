using System.Globalization;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// A lead unit acknowledges how its task was closed (§16) or appeals against it (复核), and the office rules (政府督查工作条例 §17,
/// DEMANDS 27).
/// </summary>
public sealed partial record PolicyTask
{
    /// <summary>Whether a lead may acknowledge a closing.</summary>
    /// <param name="actor">A lead.</param>
    /// <param name="stands">Whether no other closing came after it.</param>
    /// <param name="receivedBefore">Whether the unit acknowledged it already.</param>
    public Decision<PolicyTask> ReceiveConclusion(Actor actor, bool stands, bool receivedBefore)
    {
        if (TaskActs.RefusalOf(ActKind.ReceiveConclusion, this, actor) is { } refusal)
            return refusal;

        if (!stands)
            return new Refusal("closing-replaced", "The task was opened again since and closed anew; acknowledge the closing that stands.");

        return receivedBefore ? new Refusal("already-received", "This unit has acknowledged the closing already.") : this;
    }

    /// <summary>Whether a lead may appeal against the closing of its task; nothing changes until it is ruled on.</summary>
    /// <param name="actor">A lead.</param>
    /// <param name="appealBy">The last day for it, as the closing says.</param>
    /// <param name="appealedBefore">Whether the unit appealed against this closing already.</param>
    /// <param name="concludedBy">Who closed the task.</param>
    /// <param name="rulingDays">Days until the ruling.</param>
    /// <param name="today">The day of the appeal.</param>
    public Decision<Appeal> AppealAgainstClosing(
        Actor actor, DateOnly appealBy, bool appealedBefore, string concludedBy, int rulingDays, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.AppealAgainstClosing, this, actor) is { } refusal)
            return refusal;

        if (appealedBefore)
            return new Refusal("appealed-before", "The unit appealed against this closing already; that is done once.");

        return today > appealBy
            ? new Refusal("appeal-too-late", string.Create(CultureInfo.InvariantCulture, $"The last day for an appeal against this closing was {appealBy:yyyy-MM-dd}."))
            : new Appeal { RuleBy = today.AddDays(rulingDays), ConcludedBy = concludedBy };
    }

    /// <summary>
    /// The office rules on an appeal: revoked, the task is open again under its old date, to be closed anew; that it was late stays.
    /// </summary>
    /// <param name="actor">The office.</param>
    /// <param name="appeal">The appeal.</param>
    /// <param name="revoked">True to revoke the closing, false to uphold it.</param>
    /// <param name="by">The name under which it is ruled.</param>
    public Decision<PolicyTask> RuleOnAppeal(Actor actor, Appeal appeal, bool revoked, string by)
    {
        ArgumentNullException.ThrowIfNull(appeal);
        if (TaskActs.RefusalOf(ActKind.RuleOnAppeal, this, actor) is { } refusal)
            return refusal;

        if (appeal.State is not AppealState.Pending)
            return new Refusal("already-ruled", "This request was ruled on already.");

        if (appeal.ConcludedBy == by)
            return new Refusal("same-reviewer", "Whoever closed the task does not rule on the appeal against it; somebody else of the office does, with a key of their own.", Forbidden: true);

        return revoked ? OpenedAgain : this;
    }

    private PolicyTask OpenedAgain => this with { State = TaskState.InProgress, Outcome = null, CompletedOn = null, Parties = WithoutHandIns };
}
