namespace TaskTracker.Core.Deadlines;

/// <summary>What surrounds a printed deadline: where it prints no year, the year comes from here.</summary>
/// <param name="Year">The year of the list or document, where one is known.</param>
/// <param name="SignedOn">The day the document was signed, where one is known.</param>
public sealed record DeadlineContext(int? Year, DateOnly? SignedOn);

/// <summary>A deadline and what is in doubt about it.</summary>
public sealed record DeadlineReading(Deadline Deadline, IReadOnlyList<Doubt> Doubts);

/// <summary>Reads the words of a deadline cell or label: "6月底前" → the day and the kind.</summary>
public static class DeadlineReader
{
    public static DeadlineReading Read(string? printed, DeadlineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new DeadlineReading(Deadline.None with { PrintedText = printed }, []);
    }
}
