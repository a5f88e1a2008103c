namespace TaskTracker.Core.Tasks;

/// <summary>
/// A time in which nothing was asked of a task: its work rested by decision, it waited for review, or it was closed. What falls due then is
/// excused, as reports are (<see cref="PolicyTask.AsksForReports"/>).
/// </summary>
/// <param name="From">The day on which it began; what is due on it is excused.</param>
/// <param name="Until">The day on which the task was taken up again, from which it is asked of; null while it lasts.</param>
public sealed record Rest(DateOnly From, DateOnly? Until)
{
    /// <summary>Whether what is due on a day is excused by it.</summary>
    public bool Covers(DateOnly day) => From <= day && !(Until <= day);
}
