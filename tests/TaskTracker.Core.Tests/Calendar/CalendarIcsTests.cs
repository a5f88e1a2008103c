using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Tests.Calendar;

public sealed class CalendarIcsTests
{
    [Test]
    public void Holidays_and_days_worked_instead_are_read()
    {
        var year = Read(
            Event("元旦（休）", "20270101", "20270104"), Event("春节补班", "20270220"), Event("七夕", "20270808")).Single();

        Assert.That((year.Year, year.Status), Is.EqualTo((2027, CalendarStatus.Provisional)));
        Assert.That(year.Days.Select(day => (day.Date, day.Off)), Is.EqualTo(new[]
        {
            (new DateOnly(2027, 1, 1), true), (new DateOnly(2027, 1, 2), true), (new DateOnly(2027, 1, 3), true), (new DateOnly(2027, 2, 20), false),
        }));
    }

    [Test]
    public void A_day_worked_instead_is_worked_though_its_name_says_休() =>
        Assert.That(Read(Event("国庆节调休上班", "20271009"), Event("国庆节假期", "20271001")).Single().Days[^1].Off, Is.False);

    [Test]
    public void The_last_days_of_December_stand_with_the_year_that_moves_them()
    {
        var years = Read(Event("国庆节 休", "20261001"), Event("元旦 休", "20261231", "20270102"), Event("春节 休", "20270206"));

        Assert.That(years.Select(year => (year.Year, year.Days.Count)), Is.EqualTo(new[] { (2026, 1), (2027, 3) }));
        Assert.That(years.SelectMany(CalendarYearCheck.FaultsOf), Is.Empty);
    }

    [Test]
    public void Folded_lines_and_other_properties_do_not_disturb()
    {
        const string Text = "\uFEFFBEGIN:VCALENDAR\r\nX-WR-CALNAME:班\r\nBEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY;LANGUAGE=zh:元\r\n 旦\r\n （休）\r\nDTSTART;VALUE=DATE:20270101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

        Assert.That(CalendarIcs.Read(Text).IsAccepted(out var years, out _));
        Assert.That(years!.Single().Days.Single(), Is.EqualTo(new CalendarDay(new(2027, 1, 1), true, "元旦（休）")));
    }

    [TestCase("")]
    [TestCase("BEGIN:VEVENT\nSUMMARY:元旦（休）\nEND:VEVENT")]
    [TestCase("BEGIN:VEVENT\nSUMMARY:元旦（休）\nDTSTART:20270101\nDTEND:20280101\nEND:VEVENT")]
    [TestCase("BEGIN:VEVENT\nSUMMARY:七夕\nDTSTART:20270808\nEND:VEVENT")]
    [TestCase("BEGIN:VEVENT\nSUMMARY:休\nDTSTART:99991231\nEND:VEVENT")]
    public void What_names_no_free_day_is_refused(string text) => Assert.That(CalendarIcs.Read(text).IsAccepted(out _, out _), Is.False);

    private static IReadOnlyList<CalendarYear> Read(params string[] events) =>
        CalendarIcs.Read($"BEGIN:VCALENDAR\r\n{string.Concat(events)}END:VCALENDAR\r\n").IsAccepted(out var years, out var refusal)
            ? years
            : throw new AssertionException(refusal.Reason);

    private static string Event(string summary, string from, string? to = null) =>
        $"BEGIN:VEVENT\r\nSUMMARY:{summary}\r\nDTSTART;VALUE=DATE:{from}\r\n{(to is null ? "" : $"DTEND;VALUE=DATE:{to}\r\n")}END:VEVENT\r\n";
}
