namespace TaskTracker.Core.Tasks;

/// <summary>An earlier order to the same unit on the same task.</summary>
/// <param name="Level">Its level's code.</param>
/// <param name="Demand">What became of it.</param>
public sealed record EarlierOrder(string Level, Demand Demand);

/// <summary>The ladder of supervision orders (DEMANDS 22): from the mildest up, each because the last one's date was missed, one at a time.</summary>
public static class OrderLadder
{
    /// <returns>Null if an order of this level may follow the last one to the unit, else why not.</returns>
    public static Refusal? RefusalOf(IReadOnlyList<LadderStep> ladder, string level, EarlierOrder? last, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        var allowed = last is not null && last.Demand.IsMissed(today) ? IndexOf(ladder, last.Level) + 1 : 0;
        if (IndexOf(ladder, level) > allowed)
            return new Refusal("order-level-too-high", $"Orders begin at {ladder[0].Level}; the next level follows only after the last one's date was missed.");

        return last?.Demand is { State: DemandState.Open or DemandState.Answered } waiting && !waiting.IsMissed(today)
            ? new Refusal("order-waits", "The last order to this unit on the task waits, and its date has not passed; nobody is asked twice for one thing.")
            : null;
    }

    /// <returns>The step's index; -1 for a level that the district does not know, or not any more.</returns>
    public static int IndexOf(IReadOnlyList<LadderStep> ladder, string level) => ladder.Select(step => step.Level).ToList().IndexOf(level);
}
