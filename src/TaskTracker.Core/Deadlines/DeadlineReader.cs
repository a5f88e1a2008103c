using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Deadlines;

/// <summary>What surrounds a printed deadline: where it prints no year, the year comes from here.</summary>
/// <param name="Year">The year of the list or document, where one is known.</param>
/// <param name="SignedOn">The day the document was signed, where one is known.</param>
public sealed record DeadlineContext(int? Year, DateOnly? SignedOn);

/// <summary>A deadline and what is in doubt about it.</summary>
public sealed record DeadlineReading(Deadline Deadline, IReadOnlyList<Doubt> Doubts);

/// <summary>
/// Reads printed deadlines: "6月底前" → the day and the kind. No text makes it throw, and its time grows with the
/// length of the text.
/// </summary>
public static class DeadlineReader
{
    /// <summary>
    /// Reads the words of a deadline cell or label. Words that are not understood give no date and the blocking doubt
    /// <c>deadline-unreadable</c>; where two readings are plausible, the likelier one and <c>deadline-ambiguous</c>.
    /// </summary>
    public static DeadlineReading Read(string? printed, DeadlineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return string.IsNullOrWhiteSpace(printed)
            ? new DeadlineReading(Deadline.None, [])
            : AskAboutExclusion(ColumnReading.Read(printed, context));
    }

    /// <summary>
    /// Reads the deadline out of a measure, for documents that have no place of their own for it (IMPORT_FORMAT): a
    /// printed limit counts, else a definite period; words such as 定期 or 持续 do not.
    /// <see cref="Deadline.PrintedText"/> is the phrases that were found, joined by ；.
    /// </summary>
    public static DeadlineReading ReadFromMeasure(string text, DeadlineContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        return new MeasureReading(text, context).Read();
    }

    /// <summary>The dated stages inside a measure whose own deadline is printed elsewhere (按时间节点), in printed order.</summary>
    public static IReadOnlyList<Milestone> MilestonesIn(string text, DeadlineContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        return new MeasureReading(text, context).Milestones();
    }

    /// <summary>"3月1日（不含）前" ends a day earlier than its date, but of which of several dates the words speak is not always clear.</summary>
    private static DeadlineReading AskAboutExclusion(DeadlineReading reading)
    {
        var words = reading.Deadline.PrintedText;
        return reading.Deadline.Date is null || words is null
            || !(words.Contains("不含", StringComparison.Ordinal) || words.Contains("不包含", StringComparison.Ordinal))
            ? reading
            : reading with
            {
                Doubts =
                [
                    .. reading.Doubts,
                    new Doubt(FindingCodes.DeadlineAmbiguous, $"The deadline \"{words}\" leaves out a day; its date was taken as the last day."),
                ],
            };
    }
}
