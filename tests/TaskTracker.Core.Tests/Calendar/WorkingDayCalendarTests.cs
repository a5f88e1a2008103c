using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Tests.Calendar;

public sealed class WorkingDayCalendarTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;

    [TestCase("2018-02-11", true, TestName = "A Sunday before the Spring Festival of 2018 is worked")]
    [TestCase("2018-02-15", false, TestName = "The eve of the Spring Festival of 2018 is free")]
    [TestCase("2018-12-29", true, TestName = "A Saturday of December 2018 is worked, says the notice for 2019")]
    [TestCase("2018-12-31", false, TestName = "The last Monday of 2018 is free, says the notice for 2019")]
    [TestCase("2019-05-01", false, TestName = "1 May 2019 is free")]
    [TestCase("2019-05-02", false, TestName = "2 May 2019 is free, says the second notice")]
    [TestCase("2019-05-03", false, TestName = "3 May 2019 is free, says the second notice")]
    [TestCase("2019-05-04", false, TestName = "4 May 2019 is free")]
    [TestCase("2019-05-05", true, TestName = "Sunday 5 May 2019 is worked")]
    [TestCase("2020-01-31", false, TestName = "The Spring Festival of 2020 was made longer")]
    [TestCase("2020-02-01", false, TestName = "A Saturday that was to be worked in 2020 is free after all")]
    [TestCase("2020-02-03", true, TestName = "Work began again on 3 February 2020")]
    [TestCase("2020-10-08", false, TestName = "The National Day of 2020 lasted eight days")]
    [TestCase("2022-12-31", false, TestName = "A Saturday that begins the New Year of 2023 is free")]
    [TestCase("2023-01-28", true, TestName = "The Saturday after the Spring Festival of 2023 is worked")]
    [TestCase("2026-01-04", true, TestName = "Sunday 4 January 2026 is worked")]
    [TestCase("2018-06-11", true, TestName = "A common Monday is worked")]
    [TestCase("2018-06-09", false, TestName = "A common Saturday is free")]
    public void The_notices_decide(string date, bool worked) =>
        Assert.That(Calendar.IsWorkingDay(DateOnly.Parse(date, null)), Is.EqualTo(worked));

    /// <summary>365 or 366 less 104 weekend days less the statutory holidays: 11, and 13 since 2025.</summary>
    [TestCase(2018, 250)]
    [TestCase(2019, 250)]
    [TestCase(2021, 250)]
    [TestCase(2024, 251)]
    [TestCase(2025, 248)]
    public void A_year_has_its_known_number_of_working_days(int year, int days) =>
        Assert.That(Calendar.WorkingDaysBetween(new(year - 1, 12, 31), new(year, 12, 31)).Value, Is.EqualTo(days));

    [Test]
    public void Every_year_from_2016_to_2026_is_official_and_no_other() =>
        Assert.That(
            Enumerable.Range(1, 9999).Where(year => Calendar.StatusOf(year) == CalendarStatus.Official),
            Is.EqualTo(Enumerable.Range(2016, 11)));

    [TestCase("2026-12-24", false)]
    [TestCase("2026-12-25", true)]
    [TestCase("2027-03-01", true)]
    [TestCase("2025-12-31", false)]
    [TestCase("2016-01-01", false)]
    [TestCase("2015-12-31", true)]
    public void A_day_is_provisional_until_the_notice_that_may_move_it_is_known(string date, bool provisional) =>
        Assert.That(Calendar.IsProvisional(DateOnly.Parse(date, null)), Is.EqualTo(provisional));

    [Test]
    public void A_result_is_provisional_if_a_day_on_the_way_is()
    {
        Assert.That(Calendar.AddWorkingDays(new(2026, 12, 18), 4), Is.EqualTo(
            new Reckoned<DateOnly>(new(2026, 12, 24), CalendarStatus.Official)));
        Assert.That(Calendar.AddWorkingDays(new(2026, 12, 18), 5).IsProvisional);
        Assert.That(Calendar.AddWorkingDays(new(2016, 1, 4), -2).IsProvisional);
        Assert.That(Calendar.WorkingDaysBetween(new(2015, 6, 1), new(2028, 6, 1)).IsProvisional);
        Assert.That(Calendar.WorkingDaysBetween(new(2015, 12, 31), new(2016, 1, 4)), Is.EqualTo(
            new Reckoned<int>(1, CalendarStatus.Official)));
        Assert.That(Calendar.NextWorkingDay(DateOnly.MaxValue).IsProvisional);
    }

    [Test]
    public void Long_holidays_are_stepped_over()
    {
        Assert.That(Calendar.NextWorkingDay(new(2018, 9, 30)).Value, Is.EqualTo(new DateOnly(2018, 10, 8)));
        Assert.That(Calendar.PreviousWorkingDay(new(2018, 10, 8)).Value, Is.EqualTo(new DateOnly(2018, 9, 30)));
        Assert.That(Calendar.AddWorkingDays(new(2018, 2, 14), 5).Value, Is.EqualTo(new DateOnly(2018, 2, 27)));
    }

    [Test]
    public void A_year_without_data_follows_the_week()
    {
        Assert.That(Calendar.IsWorkingDay(new(2030, 10, 1)), "1 October 2030 is a Tuesday");
        Assert.That(Calendar.AddWorkingDays(new(2030, 10, 4), 1).Value, Is.EqualTo(new DateOnly(2030, 10, 7)));
    }

    [Test]
    public void Of_two_years_that_speak_of_one_day_the_later_one_wins()
    {
        var day = new DateOnly(2018, 12, 31);
        CalendarYear Year(int year, bool off) =>
            new() { Year = year, Status = CalendarStatus.Official, Days = [new(day, off)] };

        Assert.That(new WorkingDayCalendar([Year(2019, off: true), Year(2018, off: false)]).IsWorkingDay(day), Is.False);
        Assert.That(new WorkingDayCalendar([Year(2018, off: true), Year(2019, off: false)]).IsWorkingDay(day), Is.True);
    }

    [Test]
    public void A_year_entered_before_its_notice_is_provisional()
    {
        var calendar = new WorkingDayCalendar(
            [new() { Year = 2027, Status = CalendarStatus.Provisional, Days = [new(new(2027, 1, 1), Off: true)] }]);

        Assert.That(calendar.StatusOf(2027), Is.EqualTo(CalendarStatus.Provisional));
        Assert.That(calendar.NextWorkingDay(new(2026, 12, 31)), Is.EqualTo(
            new Reckoned<DateOnly>(new(2027, 1, 4), CalendarStatus.Provisional)));
    }
}
