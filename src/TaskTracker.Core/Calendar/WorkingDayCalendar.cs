namespace TaskTracker.Core.Calendar;

/// <summary>
/// Working days as the State Council announces them: Monday to Friday, less the holidays, plus the weekend days that
/// are worked instead (调休).
/// </summary>
/// <remarks>
/// No date makes it throw: what would leave the years 1–9999 ends at their first or last day, which are provisional.
/// Every operation costs the same however far apart the days lie.
/// </remarks>
public sealed class WorkingDayCalendar
{
    private const int DaysInWeek = 7;
    private const int WeekdaysInWeek = 5;

    private static readonly Lazy<WorkingDayCalendar> OfficialCalendar = new(() => new(CalendarYear.Embedded));

    private readonly Dictionary<int, CalendarStatus> _statusOfYear;

    /// <summary>The day numbers that differ from the week, ascending.</summary>
    private readonly int[] _movedDays;

    /// <summary>At the same index: by how much the working days through that day differ from the week's.</summary>
    private readonly int[] _gainThrough;

    /// <summary>
    /// A calendar of the given years; every other year follows the week and is provisional. Where two years speak of
    /// the same day, the later year's notice is the newer one and wins; of two that give the same year, the last one.
    /// </summary>
    public WorkingDayCalendar(IEnumerable<CalendarYear> years)
    {
        var inOrder = years.OrderBy(year => year.Year).ToList();
        _statusOfYear = [];
        foreach (var year in inOrder)
            _statusOfYear[year.Year] = year.Status;

        var isOff = new SortedDictionary<int, bool>();
        foreach (var day in inOrder.SelectMany(year => year.Days))
            isOff[day.Date.DayNumber] = day.Off;

        var moved = isOff.Where(day => day.Value == IsWeekday(day.Key)).ToList();
        _movedDays = [.. moved.Select(day => day.Key)];
        _gainThrough = new int[moved.Count];
        var gain = 0;
        for (var i = 0; i < moved.Count; i++)
            _gainThrough[i] = gain += moved[i].Value ? -1 : 1;
    }

    /// <summary>
    /// The embedded years with those that were imported in their place. An imported year that contradicts itself counts as far as it does
    /// not, and is provisional (<see cref="CalendarYearCheck.Settled"/>).
    /// </summary>
    public static WorkingDayCalendar InForce(IEnumerable<CalendarYear> imported)
    {
        var years = CalendarYear.Embedded.ToDictionary(year => year.Year);
        foreach (var year in imported)
            years[year.Year] = CalendarYearCheck.Settled(year);
        return new WorkingDayCalendar(years.Values);
    }

    /// <summary>The years 2016–2026, embedded in this assembly and read at the first use.</summary>
    public static WorkingDayCalendar Official => OfficialCalendar.Value;

    /// <summary>Whether offices work on <paramref name="date"/>, as far as is known.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        IsWeekday(date.DayNumber) != (Array.BinarySearch(_movedDays, date.DayNumber) >= 0);

    /// <summary>Whether the year's days have been announced; any number may be asked for.</summary>
    public CalendarStatus StatusOf(int year) => _statusOfYear.GetValueOrDefault(year, CalendarStatus.Provisional);

    /// <summary>
    /// Whether <paramref name="date"/> may still turn out differently: its year is provisional, or it lies in the last
    /// week of December (from the 25th) and the next year, whose notice may move it, is.
    /// </summary>
    public bool IsProvisional(DateOnly date) =>
        StatusOf(date.Year) == CalendarStatus.Provisional
        || (date is { Month: 12, Day: >= 25 } && StatusOf(date.Year + 1) == CalendarStatus.Provisional);

    /// <summary>
    /// The <paramref name="days"/>-th working day after <paramref name="from"/>, or before it if negative;
    /// <paramref name="from"/> itself is not counted, and is the answer to 0 whether it is a working day or not.
    /// </summary>
    public Reckoned<DateOnly> AddWorkingDays(DateOnly from, int days)
    {
        if (days == 0)
            return new(from, CalendarStatus.Official);

        var counted = days > 0 ? CountThrough(from.DayNumber) : CountThrough(from.DayNumber - 1) + 1;
        var reached = DayOfCount((long)counted + days);
        return new(reached, days > 0
            ? StatusBetween(Math.Min(from.DayNumber + 1, reached.DayNumber), reached.DayNumber)
            : StatusBetween(reached.DayNumber, Math.Max(from.DayNumber - 1, reached.DayNumber)));
    }

    /// <summary>
    /// How many working days lead from <paramref name="from"/> to <paramref name="to"/>: the first is not counted, the
    /// last is. Negative where <paramref name="to"/> is the earlier one, and then it is still the first that is not
    /// counted. It undoes <see cref="AddWorkingDays"/>.
    /// </summary>
    public Reckoned<int> WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var (first, last) = (from.DayNumber, to.DayNumber);
        return first <= last
            ? new(CountThrough(last) - CountThrough(first), StatusBetween(first + 1, last))
            : new(CountThrough(last - 1) - CountThrough(first - 1), StatusBetween(last, first - 1));
    }

    /// <summary>The first working day after <paramref name="date"/>.</summary>
    public Reckoned<DateOnly> NextWorkingDay(DateOnly date) => AddWorkingDays(date, 1);

    /// <summary>The last working day before <paramref name="date"/>.</summary>
    public Reckoned<DateOnly> PreviousWorkingDay(DateOnly date) => AddWorkingDays(date, -1);

    /// <summary>The working days from 1 January of the year 1, a Monday and day number 0, through a day; 0 before it.</summary>
    private int CountThrough(int dayNumber)
    {
        var (weeks, rest) = Math.DivRem(dayNumber + 1, DaysInWeek);
        var next = Array.BinarySearch(_movedDays, dayNumber);
        var lastMoved = next >= 0 ? next : ~next - 1;
        return (weeks * WeekdaysInWeek) + Math.Min(rest, WeekdaysInWeek) + (lastMoved < 0 ? 0 : _gainThrough[lastMoved]);
    }

    /// <summary>The working day with that count through it; the first or the last day there is where no day has it.</summary>
    private DateOnly DayOfCount(long count)
    {
        if (count < 1)
            return DateOnly.MinValue;

        var (low, high) = (DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (CountThrough(middle) < count)
                low = middle + 1;
            else
                high = middle;
        }

        return DateOnly.FromDayNumber(low);
    }

    /// <summary>Official where no day lies between, and where each that does is announced.</summary>
    private CalendarStatus StatusBetween(int first, int last)
    {
        if (first > last)
            return CalendarStatus.Official;

        var (start, end) = (DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));
        for (var year = start.Year; year <= end.Year; year++)
            if (StatusOf(year) == CalendarStatus.Provisional)
                return CalendarStatus.Provisional;

        return IsProvisional(end) ? CalendarStatus.Provisional : CalendarStatus.Official;
    }

    private static bool IsWeekday(int dayNumber) => dayNumber % DaysInWeek < WeekdaysInWeek;
}
