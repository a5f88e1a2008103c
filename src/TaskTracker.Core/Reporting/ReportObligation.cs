namespace TaskTracker.Core.Reporting;

/// <summary>How it stands with a report that a unit owes for a period.</summary>
public enum ObligationState
{
    /// <summary>Not there yet, and its day has not passed (待报).</summary>
    Due,

    /// <summary>Not there, and its day has passed (漏报).</summary>
    Missing,

    /// <summary>Reported in time.</summary>
    Met,

    /// <summary>Reported after its day (迟报); stays so for ever.</summary>
    Late,

    /// <summary>No longer asked: the task was closed, rests or waits for review, or the list was settled anew.</summary>
    Excused,
}

/// <summary>What decides the state of an obligation.</summary>
/// <param name="DueOn">The last day on which the report is on time, in Beijing.</param>
/// <param name="MetOn">When the report that counts was handed in; null if there is none, or it was returned.</param>
/// <param name="ExcusedOn">Since when it is not asked any more; null if it is.</param>
public readonly record struct ReportObligation(DateOnly DueOn, DateOnly? MetOn, DateOnly? ExcusedOn)
{
    /// <summary>The one definition; lists say it in SQL, and a test compares the two.</summary>
    public ObligationState StateOn(DateOnly today) => this switch
    {
        { MetOn: { } met } => met <= DueOn ? ObligationState.Met : ObligationState.Late,
        { ExcusedOn: not null } => ObligationState.Excused,
        _ => DueOn < today ? ObligationState.Missing : ObligationState.Due,
    };
}
