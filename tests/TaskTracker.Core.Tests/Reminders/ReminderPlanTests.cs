using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderPlanTests
{
    private static readonly DateOnly DueOn = new(2018, 12, 31);
    private static readonly ReminderRule Rule = ReminderRule.Default;

    [TestCase("2018-11-30", "")]
    [TestCase("2018-12-01", "D-30")]
    [TestCase("2018-12-24", "D-30 D-7")]
    [TestCase("2018-12-31", "D-30 D-7 D-1 D0")]
    [TestCase("2019-01-06", "D-30 D-7 D-1 D0")]
    [TestCase("2019-01-15", "D-30 D-7 D-1 D0 D+7 D+14")]
    public void Thresholds_are_reached_day_by_day_and_the_last_is_the_most_severe(string today, string reached) =>
        Assert.That(string.Join(' ', ReminderPlan.Reached(DueOn, Day(today), Rule)), Is.EqualTo(reached));

    [Test]
    public void On_a_quiet_day_nothing_is_due() =>
        Assert.That(Due("2018-12-20", "D-30"), Is.EqualTo((Sent: "", Superseded: "", PassedOver: 0)));

    [Test]
    public void A_threshold_is_sent_on_its_day() =>
        Assert.That(Due("2018-12-24", "D-30"), Is.EqualTo((Sent: "D-7", Superseded: "", PassedOver: 0)));

    [Test]
    public void What_was_missed_collapses_into_the_most_severe_one() =>
        Assert.That(Due("2019-01-02", "D-30"), Is.EqualTo((Sent: "D0", Superseded: "D-7 D-1", PassedOver: 0)));

    [Test]
    public void A_task_entered_400_days_late_gets_one_reminder_and_four_rows_besides() =>
        Assert.That(Due("2020-02-04", ""), Is.EqualTo((Sent: "D+399", Superseded: "D-30 D-7 D-1 D0", PassedOver: 56)));

    [Test]
    public void After_400_days_without_service_one_reminder_stands_for_all() =>
        Assert.That(Due("2020-02-04", "D-30 D-7 D-1 D0 D+7"), Is.EqualTo((Sent: "D+399", Superseded: "", PassedOver: 55)));

    [Test]
    public void A_second_look_on_the_same_day_finds_nothing() =>
        Assert.That(Due("2020-02-04", "D-30 D-7 D-1 D0 D+399"), Is.EqualTo((Sent: "", Superseded: "", PassedOver: 0)));

    [Test]
    public void A_clock_that_goes_back_sends_nothing_milder() =>
        Assert.That(Due("2019-01-08", "D-30 D-7 D-1 D0 D+14"), Is.EqualTo((Sent: "", Superseded: "", PassedOver: 0)));

    [Test]
    public void A_task_that_is_not_open_gets_none()
    {
        var due = ReminderPlan.Due(new() { DueOn = DueOn, Open = false }, Day("2019-01-15"), Rule, new HashSet<Threshold>());

        Assert.That((due.ToSend, due.Superseded.Count, due.OverdueStepsPassedOver), Is.EqualTo(((Threshold?)null, 0, 0)));
    }

    [Test]
    public void A_day_added_to_the_rule_after_it_had_passed_is_recorded_but_not_sent()
    {
        Assert.That(ReminderRule.TryCreate([30, 14, 7], 7, out var rule, out _));

        Assert.That(Due("2018-12-25", "D-30 D-7", rule), Is.EqualTo((Sent: "", Superseded: "D-14", PassedOver: 0)));
    }

    [TestCase("2018-01-01", "2018-12-01")]
    [TestCase("2018-12-01", "2018-12-24")]
    [TestCase("2018-12-30", "2018-12-31")]
    [TestCase("2018-12-31", "2019-01-07")]
    [TestCase("2019-01-07", "2019-01-14")]
    public void The_next_look_is_the_day_of_the_next_threshold(string today, string next) =>
        Assert.That(ReminderPlan.NextLook(DueOn, Day(today), Rule), Is.EqualTo(Day(next)));

    [Test]
    public void The_ends_of_the_calendar_do_not_throw()
    {
        Assert.That(ReminderRule.TryCreate([366, 0], int.MaxValue, out var rare, out _));

        Assert.That(ReminderPlan.NextLook(DateOnly.MaxValue, DateOnly.MaxValue, rare!), Is.EqualTo(DateOnly.MaxValue));
        Assert.That(ReminderPlan.NextLook(DateOnly.MinValue, DateOnly.MinValue, Rule), Is.EqualTo(new DateOnly(1, 1, 8)));
        Assert.That(ReminderPlan.Reached(DateOnly.MinValue, DateOnly.MaxValue, rare!), Has.Count.EqualTo(2));
        Assert.That(ReminderPlan.Reached(DateOnly.MaxValue, DateOnly.MinValue, Rule), Is.Empty);
    }

    /// <summary>Due on Monday 18 June 2018, the Dragon Boat Festival: D0 falls on it, D-1 on the Sunday before.</summary>
    [Test]
    public void Thresholds_on_holidays_are_caught_up_on_the_next_working_morning()
    {
        var dueOn = new DateOnly(2018, 6, 18);
        var recorded = new HashSet<Threshold>();
        var sent = new List<string>();
        for (var now = At(2018, 5, 1); now < At(2018, 7, 1);)
        {
            now = TickSchedule.NextRun(now, new(8, 30), WorkingDayCalendar.Official);
            var today = BeijingTime.DateOf(now);
            var due = ReminderPlan.Due(new() { DueOn = dueOn, Open = true }, today, ReminderRule.Default, recorded);
            recorded.UnionWith(due.Superseded);
            if (due.ToSend is { } threshold && recorded.Add(threshold))
                sent.Add($"{today:yyyy-MM-dd} {threshold} over {string.Join(' ', due.Superseded)}");
        }

        Assert.That(sent, Is.EqualTo(new[]
        {
            "2018-05-21 D-30 over ",
            "2018-06-11 D-7 over ",
            "2018-06-19 D0 over D-1",
            "2018-06-25 D+7 over ",
            "2018-07-02 D+14 over ",
        }));
    }

    private static (string Sent, string Superseded, int PassedOver) Due(string today, string recorded, ReminderRule? rule = null)
    {
        var due = ReminderPlan.Due(new() { DueOn = DueOn, Open = true }, Day(today), rule ?? Rule, Thresholds(recorded));
        return ($"{due.ToSend}", string.Join(' ', due.Superseded), due.OverdueStepsPassedOver);
    }

    private static HashSet<Threshold> Thresholds(string keys) =>
    [
        .. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(key => Threshold.TryParse(key, out var threshold) ? threshold : throw new FormatException(key)),
    ];

    private static DateOnly Day(string date) => DateOnly.Parse(date, null);

    private static DateTimeOffset At(int year, int month, int day) => BeijingTime.At(new(year, month, day), TimeOnly.MinValue);
}
