using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Calendars;

/// <summary>A year of the working-day calendar.</summary>
internal sealed record CalendarYearView
{
    public required int Year { get; init; }

    /// <summary>The record's ETag, to send in If-Match.</summary>
    public required string Etag { get; init; }

    /// <summary>provisional for a year that is not announced, or that has a finding.</summary>
    public required CalendarStatus Status { get; init; }

    /// <summary>The notice that the days come from.</summary>
    public string? Source { get; init; }

    /// <summary>When it was imported; null for a year that comes with the service.</summary>
    public DateTimeOffset? StoredAt { get; init; }

    /// <summary>Holidays and days worked instead (调休); all others follow the week.</summary>
    public required IReadOnlyList<CalendarDay> Days { get; init; }

    /// <summary>What is wrong with it; it then counts as far as it is clear, and as provisional.</summary>
    public required IReadOnlyList<CalendarFault> Findings { get; init; }

    public static CalendarYearView Of(StoredYear stored) => new()
    {
        Year = stored.Year.Year,
        Etag = Preconditions.ETagOf(stored.Version),
        Status = CalendarYearCheck.Settled(stored.Year).Status,
        Source = stored.Year.Source,
        StoredAt = stored.StoredAt,
        Days = stored.Year.Days,
        Findings = CalendarYearCheck.FaultsOf(stored.Year),
    };
}
