namespace TaskTracker.Core.Deadlines;

/// <summary>A date of the text, what it does there and which day it is.</summary>
internal sealed record ReadDate(Part Part, DateRole Role, ResolvedDate Day)
{
    /// <summary>Whether the words name a window, whose first day is worth keeping (6-9月, "十四五"期间, 2018年全年).</summary>
    public bool IsWindow => Part is DatePart { Phrase: var phrase }
        && (phrase.Last is not null || phrase.Tail == DateTail.Throughout
            || phrase.First is { Unit: PointUnit.FiveYears, Edge: PointEdge.Whole });

    /// <summary>The day on which something begins: the last of 9月底, the first of anything else.</summary>
    public DateOnly? Beginning => Part is DatePart { Phrase.First.Edge: PointEdge.End } ? Day.Last : Day.Start;
}
