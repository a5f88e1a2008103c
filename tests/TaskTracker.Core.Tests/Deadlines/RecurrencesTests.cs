using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

public sealed class RecurrencesTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;

    private static readonly DateOnly Anchor = new(2018, 1, 1);

    private static readonly Gen<string> Rules = Gen.OneOf(
        Gen.Choose(1, 9).Select(interval => $"FREQ=DAILY;INTERVAL={interval}"),
        Gen.Choose(1, 4).Zip(Gen.Elements("", ";BYDAY=FR", ";BYDAY=MO,WE", ";BYDAY=MO,TU,WE,TH,FR", ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"))
            .Select(c => $"FREQ=WEEKLY;INTERVAL={c.Item1}{c.Item2}"),
        Gen.Choose(1, 14).Zip(Gen.Elements(
            "", ";BYMONTHDAY=5", ";BYMONTHDAY=10,25", ";BYMONTHDAY=-1", ";BYMONTHDAY=30,31", ";BYDAY=-1TH", ";BYDAY=5MO", ";BYDAY=2MO,FR",
            ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3", ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", ";BYDAY=SA,SU;BYSETPOS=1"))
            .Select(c => $"FREQ=MONTHLY;INTERVAL={c.Item1}{c.Item2}"),
        Gen.Choose(1, 3).Zip(Gen.Elements("", ";BYMONTH=12;BYMONTHDAY=15", ";BYMONTH=3,9;BYMONTHDAY=-1", ";BYMONTH=2;BYMONTHDAY=29", ";BYMONTHDAY=7", ";BYMONTH=6;BYDAY=1WE"))
            .Select(c => $"FREQ=YEARLY;INTERVAL={c.Item1}{c.Item2}"));

    private static readonly Gen<string> Ends = Gen.Elements("", "", ";COUNT=3", ";UNTIL=20190630");

    private static readonly Gen<DateOnly> Days = Gen.Choose(new DateOnly(2016, 12, 20).DayNumber, new DateOnly(2020, 3, 10).DayNumber).Select(DateOnly.FromDayNumber);

    [TestCase("FREQ=MONTHLY", "2018-01-31,2018-02-28,2018-03-31", TestName = "A_month_without_a_day_is_due_on_its_last")]
    [TestCase("FREQ=MONTHLY;INTERVAL=3", "2018-03-31,2018-06-30,2018-09-30", TestName = "A_quarter_is_due_on_its_last_day")]
    [TestCase("FREQ=MONTHLY;INTERVAL=6", "2018-06-30,2018-12-31,2019-06-30", TestName = "A_half_year_is_due_on_its_last_day")]
    [TestCase("FREQ=YEARLY;INTERVAL=2", "2019-12-31,2021-12-31,2023-12-31", TestName = "Two_years_are_due_at_the_end_of_the_second")]
    [TestCase("FREQ=WEEKLY", "2018-01-07,2018-01-14,2018-01-21", TestName = "A_week_is_due_on_Sunday")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=30", "2018-01-30,2018-02-28,2018-03-30", TestName = "A_month_that_lacks_the_day_is_due_on_its_last")]
    [TestCase("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3", "2018-01-04,2018-02-05,2018-03-05", TestName = "The_third_working_day_follows_the_calendar")]
    [TestCase("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2018-01-02,2018-01-03,2018-01-04", TestName = "Each_working_day_leaves_out_New_Year")]
    public void The_first_three(string text, string expected) =>
        Assert.That(
            string.Join(',', Expanded(text, Anchor, Anchor.AddDays(-1), new(2030, 1, 1)).Take(3).Select(occurrence => $"{occurrence.Due:yyyy-MM-dd}")),
            Is.EqualTo(expected));

    [Test]
    public void Each_period_begins_the_day_after_the_one_before_was_due()
    {
        var found = Expanded("FREQ=MONTHLY;BYMONTHDAY=5", new(2018, 1, 10), Anchor, new(2018, 4, 1)).ToArray();

        Assert.That(found, Is.EqualTo(new Occurrence[]
        {
            new(new(2018, 1, 10), new(2018, 2, 5), false), new(new(2018, 2, 6), new(2018, 3, 5), false),
        }));
    }

    [Test]
    public void A_working_day_of_a_year_that_is_not_announced_is_provisional()
    {
        var found = Expanded("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", new(2030, 1, 1), Anchor, new(2030, 1, 31)).Single();

        Assert.That(found.IsProvisional);
        Assert.That(Expanded("FREQ=MONTHLY", new(2030, 1, 1), Anchor, new(2030, 1, 31)).Single().IsProvisional, Is.False);
    }

    [Test]
    public void Expanding_equals_asking_every_day() => Prop.ForAll(
        Rules.Zip(Ends).Zip(Days.Three()).ToArbitrary(),
        c =>
        {
            var (text, (anchor, after, through)) = (c.Item1.Item1 + c.Item1.Item2, c.Item2);
            var expected = Walked(Rule(text), anchor, through).Where(day => day > after).ToArray();
            var found = Expanded(text, anchor, after, through).Select(occurrence => occurrence.Due).ToArray();
            return found.SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Test]
    public void The_last_days_there_are_do_not_throw()
    {
        foreach (var text in new[] { "FREQ=DAILY;INTERVAL=100", "FREQ=WEEKLY;INTERVAL=100", "FREQ=MONTHLY;INTERVAL=7", "FREQ=YEARLY;INTERVAL=9;BYMONTHDAY=31", "FREQ=DAILY" })
            Assert.That(Expanded(text, new(9998, 5, 5), DateOnly.MinValue, DateOnly.MaxValue).Count(), Is.GreaterThan(0).Or.EqualTo(0));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("每年至少两次")]
    [TestCase("FREQ=HOURLY")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=0")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=32")]
    [TestCase("FREQ=MONTHLY;INTERVAL=0")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=5;BYMONTHDAY=6")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=5;BYDAY=MO")]
    [TestCase("FREQ=MONTHLY;BYSETPOS=1")]
    [TestCase("FREQ=WEEKLY;BYDAY=2MO")]
    [TestCase("FREQ=WEEKLY;WKST=SU")]
    [TestCase("BYDAY=MO")]
    [TestCase("FREQ=MONTHLY;BYDAY=0MO")]
    [TestCase("FREQ=MONTHLY;BYDAY=XX")]
    [TestCase("FREQ")]
    public void What_is_outside_the_known_part_is_not_understood(string? text) => Assert.That(RecurrenceRule.TryParse(text, out _), Is.False);

    [Test]
    public void Every_rule_that_the_reader_writes_is_understood()
    {
        string[] printed =
        [
            "每周五前", "每两周", "每个工作日", "每月5日前", "每月10日、25日前", "每月底前", "每月前三个工作日", "每月最后一个星期四", "每季度", "每季度首月10日前",
            "每季度末", "每半年", "每年12月15日前", "每年3月、9月底前", "每两年", "每旬", "每半月", "每天", "每年",
        ];
        foreach (var text in printed)
        {
            var written = DeadlineReader.Read(text, new DeadlineContext(2018, null)).Deadline.Recurrence;
            Assert.That(RecurrenceRule.TryParse(written, out _), $"{text}: {written}");
        }
    }

    private static RecurrenceRule Rule(string text) =>
        RecurrenceRule.TryParse(text, out var rule) ? rule : throw new AssertionException($"{text} is not understood.");

    private static IEnumerable<Occurrence> Expanded(string text, DateOnly anchor, DateOnly after, DateOnly through) =>
        Recurrences.Between(Rule(text), anchor, after, through, Calendar);

    /// <summary>The slow way: asks of every day from the anchor on whether the rule names it.</summary>
    private static IEnumerable<DateOnly> Walked(RecurrenceRule rule, DateOnly anchor, DateOnly through)
    {
        var count = 0;
        for (var day = anchor; day <= through && !(day > rule.Until) && count != rule.Count; day = day.AddDays(1))
        {
            if (IsPeriod(rule, anchor, day) && IsNamed(rule, day))
            {
                count++;
                yield return day;
            }
        }
    }

    private static bool IsPeriod(RecurrenceRule rule, DateOnly anchor, DateOnly day) => rule.Frequency switch
    {
        RecurrenceFrequency.Daily => (day.DayNumber - anchor.DayNumber) % rule.Interval == 0,
        RecurrenceFrequency.Weekly => ((day.DayNumber / 7) - (anchor.DayNumber / 7)) % rule.Interval == 0,
        RecurrenceFrequency.Monthly when 12 % rule.Interval == 0 => day.Month % rule.Interval == 0,
        RecurrenceFrequency.Monthly => ((day.Year - anchor.Year) * 12 + day.Month - anchor.Month + 1) % rule.Interval == 0,
        _ => (day.Year - anchor.Year + 1) % rule.Interval == 0 && (rule.Months.Count > 0 ? rule.Months.Contains(day.Month) : day.Month == 12 || rule.MonthDays.Count > 0),
    };

    private static bool IsNamed(RecurrenceRule rule, DateOnly day)
    {
        var monthEnd = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        if (rule.Frequency is RecurrenceFrequency.Daily)
            return true;
        if (rule.MonthDays.Count > 0)
            return rule.MonthDays.Any(wanted => wanted > 0 ? day.Day == wanted || (wanted > day.Day && day == monthEnd) : day.Day == monthEnd.Day + 1 + wanted);
        if (rule.Days.Count == 0)
            return rule.Frequency is RecurrenceFrequency.Weekly ? day.DayOfWeek is DayOfWeek.Sunday : day == monthEnd;

        var first = rule.Frequency is RecurrenceFrequency.Weekly ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : new DateOnly(day.Year, day.Month, 1);
        var last = rule.Frequency is RecurrenceFrequency.Weekly ? first.AddDays(6) : monthEnd;
        var named = new List<DateOnly>();
        for (var other = first; other <= last; other = other.AddDays(1))
        {
            if (rule.CountsWorkingDays ? Calendar.IsWorkingDay(other) : rule.Days.Any(wanted => wanted.Day == other.DayOfWeek && IsNth(wanted.Ordinal, other, first, last)))
                named.Add(other);
        }

        return rule.Position switch
        {
            null => named.Contains(day),
            > 0 and var position => named.IndexOf(day) == position - 1,
            { } position => named.IndexOf(day) is >= 0 and var index && index == named.Count + position,
        };
    }

    private static bool IsNth(int ordinal, DateOnly day, DateOnly first, DateOnly last)
    {
        if (ordinal == 0)
            return true;

        var step = ordinal > 0 ? 7 : -7;
        var same = 0;
        for (var other = day; other >= first && other <= last; other = other.AddDays(-step))
            same++;
        return same == Math.Abs(ordinal);
    }
}
