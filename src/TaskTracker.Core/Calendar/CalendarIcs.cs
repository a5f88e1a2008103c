using System.Globalization;

namespace TaskTracker.Core.Calendar;

/// <summary>
/// Reads years out of a published iCalendar file (RFC 5545): events of whole days whose summary says 班 (worked) or 休, 假 (free), as the
/// common calendars of Chinese holidays have them. Other events (七夕) say nothing about work and are passed over.
/// </summary>
public static class CalendarIcs
{
    /// <summary>No holiday is longer.</summary>
    private const int LongestEvent = 31;

    private const int MostEvents = 20_000;

    /// <summary>
    /// The years of the file in order, each provisional: a file of this kind does not say whether they are announced. Days from 25 December
    /// on stand with the next year where the file has it, since its notice moves them.
    /// </summary>
    public static Decision<IReadOnlyList<CalendarYear>> Read(string ics)
    {
        ArgumentNullException.ThrowIfNull(ics);
        var days = new List<CalendarDay>();
        DateOnly? start = null, end = null;
        string? summary = null;
        var isInside = false;
        var events = 0;
        foreach (var line in Unfolded(ics))
        {
            var (name, value) = Property(line);
            switch (name)
            {
                case "BEGIN" when value == "VEVENT":
                    (isInside, start, end, summary) = (true, null, null, null);
                    break;
                case "DTSTART" when isInside:
                    start = Date(value);
                    break;
                case "DTEND" when isInside:
                    end = Date(value);
                    break;
                case "SUMMARY" when isInside:
                    summary = value;
                    break;
                case "END" when value == "VEVENT" && isInside:
                    isInside = false;
                    if (++events > MostEvents)
                        return new Refusal("calendar-unreadable", $"The file has more than {MostEvents} events.");
                    if (summary is not null && MeaningOf(summary) is { } off)
                    {
                        if (start is not { } first || !TryDays(first, end, out var count))
                            return new Refusal("calendar-unreadable", $"The event \"{summary}\" names no day, or more than {LongestEvent}.");
                        for (var i = 0; i < count; i++)
                            days.Add(new CalendarDay(first.AddDays(i), off, summary));
                    }

                    break;
            }
        }

        return days.Count == 0
            ? new Refusal("calendar-unreadable", "The file has no event of whole days whose summary says 休, 假 or 班.")
            : Years(days);
    }

    private static CalendarYear[] Years(List<CalendarDay> days)
    {
        var years = days.Where(day => !IsBeforeNewYear(day.Date)).Select(day => day.Date.Year).ToHashSet();
        return
        [
            .. days.GroupBy(day => IsBeforeNewYear(day.Date) && (years.Contains(day.Date.Year + 1) || !years.Contains(day.Date.Year)) ? day.Date.Year + 1 : day.Date.Year)
                .OrderBy(group => group.Key)
                .Select(group => new CalendarYear
                {
                    Year = group.Key,
                    Status = CalendarStatus.Provisional,
                    Days = [.. group.OrderBy(day => day.Date)],
                }),
        ];
    }

    private static bool IsBeforeNewYear(DateOnly date) => date is { Month: 12, Day: >= 25 } and { Year: < 9999 };

    /// <summary>班 counts before 休, since a day worked instead is often called 调休上班.</summary>
    private static bool? MeaningOf(string summary) =>
        summary.Contains('班', StringComparison.Ordinal) ? false
        : summary.Contains('休', StringComparison.Ordinal) || summary.Contains('假', StringComparison.Ordinal) ? true
        : null;

    /// <summary>The end of an event is the day after its last; without one it has one day.</summary>
    private static bool TryDays(DateOnly start, DateOnly? end, out int count)
    {
        count = end is { } after ? Math.Max(after.DayNumber - start.DayNumber, 1) : 1;
        return count <= LongestEvent && start.DayNumber + count <= DateOnly.MaxValue.DayNumber;
    }

    private static DateOnly? Date(string value) =>
        value.Length >= 8 && DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>DTSTART;VALUE=DATE:20240101 → DTSTART, 20240101.</summary>
    private static (string Name, string Value) Property(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return ("", "");

        var name = line[..colon];
        var parameters = name.IndexOf(';', StringComparison.Ordinal);
        return ((parameters < 0 ? name : name[..parameters]).ToUpperInvariant(), line[(colon + 1)..].Trim());
    }

    /// <summary>A line that begins with a blank goes on with the one before it.</summary>
    private static IEnumerable<string> Unfolded(string ics)
    {
        var current = "";
        foreach (var line in ics.TrimStart((char)0xFEFF).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length > 0 && text[0] is ' ' or '\t')
            {
                current += text[1..];
                continue;
            }

            yield return current;
            current = text;
        }

        yield return current;
    }
}
