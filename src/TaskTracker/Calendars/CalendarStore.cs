using TaskTracker.Audit;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Calendars;

/// <summary>
/// The one place that gives the calendar in force: the embedded years with those imported in their place. It is kept in memory and read
/// again when a year was stored, by whichever instance.
/// </summary>
internal static class CalendarStore
{
    public static async Task<WorkingDayCalendar> CalendarInForceAsync(this Session session)
    {
        var mark = await session.QuerySingleAsync<Mark>(SelectMark);
        if (session.Memory.Find<Kept>() is { } kept && kept.Mark == mark)
            return kept.Calendar;

        var calendar = WorkingDayCalendar.InForce((await session.QueryAsync<Row>(SelectAll)).Select(row => row.ToYear()));
        session.Memory.Keep(new Kept(mark, calendar));
        return calendar;
    }

    /// <summary>Another text after each change of the calendar.</summary>
    public static async Task<string> CalendarMarkAsync(this Session session)
    {
        var mark = await session.QuerySingleAsync<Mark>(SelectMark);
        return $"{mark.Versions}@{mark.StoredAt:O}";
    }

    public static async Task<IReadOnlyList<StoredYear>> StoredYearsAsync(this Session session) =>
        [.. (await session.QueryAsync<Row>(SelectAll)).Select(row => row.ToStored())];

    /// <summary>The year as it was stored, else as it is embedded; null where neither knows it.</summary>
    public static async Task<StoredYear?> FindYearAsync(this Session session, int year) =>
        await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { Year = year }) is { } row ? row.ToStored()
        : CalendarYear.Embedded.FirstOrDefault(embedded => embedded.Year == year) is { } known ? new StoredYear(known, 0, null)
        : null;

    /// <summary>
    /// Stores a year in the place of what is there, in the caller's history. A year with a fault counts as provisional whatever it says of itself.
    /// </summary>
    /// <returns>False if somebody else has stored the year since its version was read.</returns>
    public static async Task<bool> StoreYearAsync(
        this Transaction transaction, string districtId, string actor, CalendarYear year, int versionBefore, DateTimeOffset now)
    {
        var status = CalendarYearCheck.Settled(year).Status;
        var stored = await transaction.ExecuteAsync(versionBefore == 0 ? Insert : Update, new
        {
            year.Year,
            Status = EnumNames.Of(status),
            Source = year.Source ?? "",
            Days = Json.Write(year.Days),
            Now = now,
            Actor = actor,
            Version = versionBefore,
        });
        if (stored != 1)
            return false;

        await transaction.RecordAsync(
            districtId, actor, "calendar_year", year.Year, "stored", now, year.Source, [new Change("status", null, EnumNames.Of(status)), new Change("days", null, year.Days.Count)]);
        return true;
    }

    private sealed record Kept(Mark Mark, WorkingDayCalendar Calendar);

    /// <summary>Changes with every year that is stored, none ever being deleted.</summary>
    private sealed record Mark
    {
        public long Versions { get; init; }

        public DateTimeOffset? StoredAt { get; init; }
    }

    private sealed record Row
    {
        public int Year { get; init; }

        public string Status { get; init; } = "";

        public string Source { get; init; } = "";

        public string Days { get; init; } = "[]";

        public DateTimeOffset StoredAt { get; init; }

        public int Version { get; init; }

        public CalendarYear ToYear() => new()
        {
            Year = Year,
            Status = EnumNames.Parse<CalendarStatus>(Status),
            Source = Source.Length == 0 ? null : Source,
            Days = Json.Read<CalendarDay[]>(Days),
        };

        public StoredYear ToStored() => new(ToYear(), Version, StoredAt);
    }

    private const string SelectMark = "select coalesce(sum(version), 0) as versions, max(stored_at) as stored_at from calendar_years";

    private const string SelectAll = """
        select year, status, source, days, stored_at, version
          from calendar_years
         order by year
        """;

    private const string SelectOne = """
        select year, status, source, days, stored_at, version
          from calendar_years
         where year = @Year
        """;

    private const string Insert = """
        insert into calendar_years (year, status, source, days, stored_at, stored_by)
        values (@Year, @Status, @Source, @Days, @Now, @Actor)
            on conflict do nothing
        """;

    private const string Update = """
        update calendar_years
           set status = @Status, source = @Source, days = @Days, stored_at = @Now, stored_by = @Actor, version = version + 1
         where year = @Year and version = @Version
        """;
}

/// <summary>A year of the calendar, its version (0 for an embedded one) and when it was stored.</summary>
internal sealed record StoredYear(CalendarYear Year, int Version, DateTimeOffset? StoredAt);
