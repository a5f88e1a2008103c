using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskTracker.Core.Deadlines;

/// <summary>How often a recurring duty comes round.</summary>
public enum RecurrenceFrequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A day of the week, or the n-th one of a month (-1: the last).</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Ordinal">Which one of the month; 0 for each.</param>
public readonly record struct RecurrenceDay(DayOfWeek Day, int Ordinal);

/// <summary>
/// A recurring duty's rule (DEMANDS 9): the part of an RFC 5545 RRULE that <see cref="DeadlineReader"/> writes. What is outside it is not
/// understood rather than half understood.
/// </summary>
public sealed record RecurrenceRule
{
    private static readonly string[] WeekDays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public required RecurrenceFrequency Frequency { get; init; }

    /// <summary>Every so many periods, 1 to 100.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Months, ascending; empty for all.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>Days of the month, 1 to 31, or from its end, -1 to -31.</summary>
    public IReadOnlyList<int> MonthDays { get; init; } = [];

    public IReadOnlyList<RecurrenceDay> Days { get; init; } = [];

    /// <summary>Which of the days of a period, from 1, or from its end; null for all.</summary>
    public int? Position { get; init; }

    /// <summary>The last day on which it can fall.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How often in all.</summary>
    public int? Count { get; init; }

    /// <summary>Monday to Friday stands for working days (每月前三个工作日): then the calendar in force counts, not the week.</summary>
    public bool CountsWorkingDays =>
        Days.Count == 5 && Days.All(day => day is { Ordinal: 0, Day: not (DayOfWeek.Saturday or DayOfWeek.Sunday) }) && Days.Distinct().Count() == 5;

    /// <returns>False for printed words, and for a rule outside the part that is known here.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RecurrenceRule? rule)
    {
        rule = null;
        if (text is null)
            return false;

        var parts = new Dictionary<string, string>();
        foreach (var part in text.Split(';'))
        {
            if (part.Split('=') is not [var name, { Length: > 0 } value] || !parts.TryAdd(name, value))
                return false;
        }

        if (!parts.Remove("FREQ", out var frequency) || FrequencyOf(frequency) is not { } known)
            return false;

        var read = new RecurrenceRule { Frequency = known };
        foreach (var (name, value) in parts)
        {
            if (Read(read, name, value) is not { } next)
                return false;

            read = next;
        }

        rule = read.IsKnown ? read : null;
        return rule is not null;
    }

    private static RecurrenceRule? Read(RecurrenceRule rule, string name, string value) => name switch
    {
        "INTERVAL" when Numbers(value, 1, 100) is [var interval] => rule with { Interval = interval },
        "BYMONTH" when Numbers(value, 1, 12) is { } months => rule with { Months = [.. months.Distinct().Order()] },
        "BYMONTHDAY" when Numbers(value, -31, 31) is { } days && !days.Contains(0) => rule with { MonthDays = days },
        "BYDAY" when DaysOf(value) is { } days => rule with { Days = days },
        "BYSETPOS" when Numbers(value, -31, 31) is [var position] && position != 0 => rule with { Position = position },
        "UNTIL" when value.Length >= 8 && DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) =>
            rule with { Until = until },
        "COUNT" when Numbers(value, 1, 10_000) is [var count] => rule with { Count = count },
        _ => null,
    };

    /// <summary>Only combinations that have one meaning here.</summary>
    private bool IsKnown =>
        !(MonthDays.Count > 0 && Days.Count > 0)
        && (Position is null || Days.Count > 0)
        && (Months.Count == 0 || Frequency is RecurrenceFrequency.Yearly)
        && (Frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly || MonthDays.Count == 0)
        && (Frequency is not RecurrenceFrequency.Daily || Days.Count == 0)
        && (Frequency is not RecurrenceFrequency.Weekly || Days.All(day => day.Ordinal == 0));

    private static RecurrenceFrequency? FrequencyOf(string text) => text switch
    {
        "DAILY" => RecurrenceFrequency.Daily,
        "WEEKLY" => RecurrenceFrequency.Weekly,
        "MONTHLY" => RecurrenceFrequency.Monthly,
        "YEARLY" => RecurrenceFrequency.Yearly,
        _ => null,
    };

    private static int[]? Numbers(string text, int from, int to)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < from || number > to)
                return null;

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static RecurrenceDay[]? DaysOf(string text)
    {
        var days = new List<RecurrenceDay>();
        foreach (var part in text.Split(','))
        {
            if (part.Length < 2 || Array.IndexOf(WeekDays, part[^2..]) is not (>= 0 and var day))
                return null;

            var ordinal = 0;
            if (part.Length > 2 && (Numbers(part[..^2], -5, 5) is not [var number] || (ordinal = number) == 0))
                return null;

            days.Add(new RecurrenceDay((DayOfWeek)day, ordinal));
        }

        return [.. days];
    }
}
