namespace TaskTracker.Tests.Scenarios;

/// <summary>What can happen to a task in the year that is played.</summary>
internal enum Happened
{
    Received,
    Reported,
    ReportReturned,
    DateSet,
    Extended,
    HandedIn,
    Returned,
    Accepted,
    NotCompleted,
    Ordered,

    /// <summary>To all tasks of the list: its units are asked for a quarter.</summary>
    ReportsAsked,

    /// <summary>To all open tasks of a unit: another one takes its place.</summary>
    Renamed,
}

/// <summary>One line of the history: a day, what happened, to which task, by which unit.</summary>
/// <param name="On">The day in Beijing.</param>
/// <param name="What">What happened.</param>
/// <param name="Task">The task; 0 where it happened to many.</param>
/// <param name="Unit">The unit that acted or that is meant.</param>
/// <param name="Date">The new date, or the day on which something is due.</param>
/// <param name="Percent">As reported.</param>
/// <param name="Words">The period reported on, the new name of the unit, or the cause.</param>
internal sealed record Happening(
    DateOnly On, Happened What, long Task = 0, string Unit = "", DateOnly? Date = null, int Percent = 0, string Words = "");
