using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Tests.Calendar;

public sealed class CalendarYearCheckTests
{
    [Test]
    public void The_embedded_years_have_no_fault() =>
        Assert.That(CalendarYear.Embedded.SelectMany(CalendarYearCheck.FaultsOf).Select(fault => fault.Message), Is.Empty);

    [TestCase("2026-10-01", true, CalendarFaultKind.OtherYear)]
    [TestCase("2026-12-24", true, CalendarFaultKind.OtherYear)]
    [TestCase("2027-01-01", true, CalendarFaultKind.Twice)]
    [TestCase("2027-03-09", false, CalendarFaultKind.WorkingWeekday)]
    public void A_wrong_day_is_named_and_makes_the_year_provisional(string day, bool off, CalendarFaultKind kind)
    {
        var year = Good() with { Days = [.. Good().Days, new(DateOnly.Parse(day, null), off)] };

        Assert.That(CalendarYearCheck.FaultsOf(year).Select(fault => (fault.Kind, fault.Date)), Is.EqualTo(new[] { (kind, (DateOnly?)DateOnly.Parse(day, null)) }));
        Assert.That(WorkingDayCalendar.InForce([year]).StatusOf(2027), Is.EqualTo(CalendarStatus.Provisional));
        Assert.That(WorkingDayCalendar.InForce([Good()]).StatusOf(2027), Is.EqualTo(CalendarStatus.Official));
    }

    [Test]
    public void A_year_without_holidays_is_not_believed() =>
        Assert.That(CalendarYearCheck.FaultsOf(Good() with { Days = [] }).Single().Kind, Is.EqualTo(CalendarFaultKind.NoHolidays));

    [Test]
    public void A_day_of_another_year_moves_nothing_there()
    {
        var year = Good() with { Days = [.. Good().Days, new(new(2026, 6, 1), Off: true)] };

        Assert.That(WorkingDayCalendar.InForce([year]).IsWorkingDay(new(2026, 6, 1)));
        Assert.That(WorkingDayCalendar.InForce([year]).StatusOf(2026), Is.EqualTo(CalendarStatus.Official));
    }

    [Test]
    public void An_imported_year_stands_in_the_place_of_the_embedded_one()
    {
        var year = new CalendarYear { Year = 2018, Status = CalendarStatus.Official, Days = [new(new(2018, 3, 1), Off: true)] };
        var calendar = WorkingDayCalendar.InForce([year]);

        Assert.That(calendar.IsWorkingDay(new(2018, 3, 1)), Is.False);
        Assert.That(calendar.IsWorkingDay(new(2018, 10, 1)), "the embedded holiday is gone with its year");
    }

    [Test]
    public void No_year_however_wrong_breaks_a_computation() => Prop.ForAll(
        Gen.Choose(1, 9999).Zip(Gen.Choose(0, DateOnly.MaxValue.DayNumber).Zip(Gen.Elements(true, false)).ListOf()).Where(c => c.Item2.Count < 30).ListOf().ToArbitrary(),
        years =>
        {
            var calendar = WorkingDayCalendar.InForce(years.Select(year => new CalendarYear
            {
                Year = year.Item1,
                Status = CalendarStatus.Official,
                Days = [.. year.Item2.Select(day => new CalendarDay(DateOnly.FromDayNumber(day.Item1), day.Item2))],
            }));
            return calendar.WorkingDaysBetween(new(2020, 1, 1), calendar.AddWorkingDays(new(2020, 1, 1), 40).Value).Value == 40;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_year_is_read_from_JSON_as_the_embedded_ones_are_written()
    {
        const string Json = """{"year":2027,"status":"official","source":"通知","days":[{"date":"2027-01-01","name":"元旦","off":true}]}""";

        Assert.That(CalendarYear.ReadJson(Json).IsAccepted(out var year, out _));
        Assert.That((year!.Year, year.Status, year.Source, year.Days.Single()), Is.EqualTo((2027, CalendarStatus.Official, "通知", new CalendarDay(new(2027, 1, 1), true, "元旦"))));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"year":2027,"status":"official","days":null}""")]
    [TestCase("""{"year":2027,"status":"official","days":[null]}""")]
    [TestCase("""{"year":2027,"status":"maybe","days":[]}""")]
    [TestCase("""{"year":2027,"status":"official","days":[{"date":"2027-02-30","off":true}]}""")]
    public void What_is_no_year_is_refused(string json)
    {
        Assert.That(CalendarYear.ReadJson(json).IsAccepted(out _, out var refusal), Is.False);
        Assert.That(refusal!.Code, Is.EqualTo("calendar-unreadable"));
    }

    private static CalendarYear Good() => new()
    {
        Year = 2027,
        Status = CalendarStatus.Official,
        Days = [new(new(2026, 12, 31), true), new(new(2027, 1, 1), true), new(new(2027, 1, 2), true), new(new(2027, 1, 3), true), new(new(2027, 1, 4), false), new(new(2027, 1, 9), false)],
    };
}
