using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Tests.Calendar;

/// <summary>What must hold for any two days, against a calendar that walks day by day.</summary>
public sealed class WorkingDayProperties
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;

    private static readonly Gen<DateOnly> NearTheData =
        Gen.Choose(new DateOnly(2015, 6, 1).DayNumber, new DateOnly(2027, 6, 1).DayNumber).Select(DateOnly.FromDayNumber);

    private static readonly Gen<DateOnly> Anywhere =
        Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static readonly Gen<int> Steps = Gen.Choose(-300, 300);

    private static readonly Gen<(DateOnly From, int Days)> Walks = NearTheData.Zip(Steps);

    private static readonly Gen<(DateOnly From, int Days)> AnyWalks =
        Anywhere.Zip(Gen.OneOf(Steps, Gen.Elements(int.MinValue, int.MaxValue, -2_700_000, 2_700_000)));

    [Test]
    public void Adding_equals_walking_day_by_day() => Prop.ForAll(
        Walks.ToArbitrary(),
        c => Calendar.AddWorkingDays(c.From, c.Days).Value == Walk(c.From, c.Days)).QuickCheckThrowOnFailure();

    [Test]
    public void Subtracting_undoes_adding_from_a_working_day() => Prop.ForAll(
        Walks.ToArbitrary(),
        c =>
        {
            var start = Calendar.NextWorkingDay(c.From).Value;
            return Calendar.AddWorkingDays(Calendar.AddWorkingDays(start, c.Days).Value, -c.Days).Value == start;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_days_between_are_the_days_that_were_added() => Prop.ForAll(
        Walks.ToArbitrary(),
        c => Calendar.WorkingDaysBetween(c.From, Calendar.AddWorkingDays(c.From, c.Days).Value).Value == c.Days)
        .QuickCheckThrowOnFailure();

    [Test]
    public void Adding_is_monotone_in_the_day_and_strictly_in_the_number() => Prop.ForAll(
        Walks.Zip(Gen.Choose(0, 40), (walk, later) => (walk.From, To: walk.From.AddDays(later), walk.Days)).ToArbitrary(),
        c => Calendar.AddWorkingDays(c.From, c.Days).Value <= Calendar.AddWorkingDays(c.To, c.Days).Value
            && Calendar.AddWorkingDays(c.From, c.Days).Value < Calendar.AddWorkingDays(c.From, c.Days + 1).Value)
        .QuickCheckThrowOnFailure();

    [Test]
    public void What_is_reached_is_a_working_day() => Prop.ForAll(
        Walks.Where(c => c.Days != 0).ToArbitrary(),
        c => Calendar.IsWorkingDay(Calendar.AddWorkingDays(c.From, c.Days).Value)).QuickCheckThrowOnFailure();

    [Test]
    public void A_result_is_provisional_exactly_if_a_counted_day_is() => Prop.ForAll(
        Walks.Select(walk => (walk.From, To: walk.From.AddDays(walk.Days))).ToArbitrary(),
        c => Calendar.WorkingDaysBetween(c.From, c.To).IsProvisional == Counted(c.From, c.To).Any(Calendar.IsProvisional)
            && Calendar.WorkingDaysBetween(c.From, c.To).Value
                == Math.Sign(c.To.DayNumber - c.From.DayNumber) * Counted(c.From, c.To).Count(Calendar.IsWorkingDay))
        .QuickCheckThrowOnFailure();

    [Test]
    public void No_day_and_no_number_throws() => Prop.ForAll(
        AnyWalks.ToArbitrary(),
        c =>
        {
            var reached = Calendar.AddWorkingDays(c.From, c.Days).Value;
            return c.Days >= 0 ? reached >= c.From : reached <= c.From;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_first_and_the_last_day_are_the_ends_of_every_walk()
    {
        Assert.That(Calendar.AddWorkingDays(new(9999, 12, 30), 5).Value, Is.EqualTo(DateOnly.MaxValue));
        Assert.That(Calendar.AddWorkingDays(new(1, 1, 3), -5).Value, Is.EqualTo(DateOnly.MinValue));
        Assert.That(Calendar.WorkingDaysBetween(DateOnly.MinValue, DateOnly.MaxValue).Value, Is.GreaterThan(2_600_000));
        Assert.That(Calendar.WorkingDaysBetween(DateOnly.MaxValue, DateOnly.MinValue).Value, Is.LessThan(-2_600_000));
    }

    private static DateOnly Walk(DateOnly from, int days)
    {
        var date = from;
        for (var left = Math.Abs(days); left > 0;)
        {
            date = date.AddDays(Math.Sign(days));
            if (Calendar.IsWorkingDay(date))
                left--;
        }

        return date;
    }

    private static IEnumerable<DateOnly> Counted(DateOnly from, DateOnly to)
    {
        for (var date = from; date != to;)
            yield return date = date.AddDays(to > from ? 1 : -1);
    }
}
