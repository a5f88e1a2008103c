using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderPlanTests
{
    private static readonly DateOnly DueOn = new(2018, 12, 31);
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;
    private static readonly ReminderSubject Subject = new()
    {
        Occasion = ReminderOccasion.TaskDue,
        Version = 1,
        DueOn = DueOn,
        BeganOn = new DateOnly(2018, 1, 1),
    };

    /// <summary>30, 7 and 1 day ahead, on the day, then every 7 days.</summary>
    private static readonly ReminderLine[] Weekly = [Line(-30), Line(-7), Line(-1), Line(0), Line(7) with { Every = 7 }];

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
    public void A_day_added_to_the_rule_after_it_had_passed_is_recorded_but_not_sent() =>
        Assert.That(
            Due("2018-12-25", "D-30 D-7", Line(-30), Line(-14), Line(-7)), Is.EqualTo((Sent: "", Superseded: "D-14", PassedOver: 0)));

    [Test]
    public void An_escalation_on_the_day_of_a_repeated_step_stands_alone()
    {
        var due = ReminderPlan.Due(Subject, [.. Weekly, Line(14) with { Alone = true }], Day("2019-01-14"), new HashSet<Threshold>(), Calendar);

        Assert.That((due.ToSend?.Key, due.Alone), Is.EqualTo(("D+14", true)));
    }

    [Test]
    public void An_escalation_that_a_later_step_has_overtaken_is_superseded()
    {
        var due = ReminderPlan.Due(Subject, [.. Weekly, Line(10) with { Alone = true }], Day("2019-01-14"), Thresholds("D-30 D-7 D-1 D0 D+7"), Calendar);

        Assert.That((due.ToSend?.Key, due.Alone, string.Join(' ', due.Superseded)), Is.EqualTo(("D+14", false, "D+10")));
    }

    [Test]
    public void Working_days_follow_the_calendar_with_its_moved_days()
    {
        // 29 December 2018, a Saturday, was worked; 30 December to 1 January were off.
        var lines = new[] { Line(-2) with { Unit = ThresholdUnit.WorkingDays }, Line(1) with { Unit = ThresholdUnit.WorkingDays, Every = 2 } };

        Assert.That(Due("2018-12-27", "", lines).Sent, Is.Empty);
        Assert.That(Due("2018-12-28", "", lines).Sent, Is.EqualTo("W-2"));
        Assert.That(Due("2019-01-01", "W-2", lines).Sent, Is.Empty);
        Assert.That(Due("2019-01-02", "W-2", lines).Sent, Is.EqualTo("W+1"));
        Assert.That(Due("2019-01-04", "W-2 W+1", lines).Sent, Is.EqualTo("W+3"));
        Assert.That(NextLook("2019-01-04", lines), Is.EqualTo(Day("2019-01-08")));
    }

    [Test]
    public void A_share_of_the_time_counts_from_the_beginning()
    {
        var lines = new[] { Line(50) with { Unit = ThresholdUnit.Percent }, Line(75) with { Unit = ThresholdUnit.Percent } };

        Assert.That(Due("2018-07-01", "", lines).Sent, Is.Empty);
        Assert.That(Due("2018-07-02", "", lines).Sent, Is.EqualTo("P50"));
        Assert.That(Due("2018-10-01", "P50", lines).Sent, Is.EqualTo("P75"));
        Assert.That(NextLook("2018-07-02", lines), Is.EqualTo(Day("2018-10-01")));
        Assert.That(NextLook("2018-10-01", lines), Is.Null);
    }

    [TestCase("2018-01-01", "2018-12-01")]
    [TestCase("2018-12-01", "2018-12-24")]
    [TestCase("2018-12-30", "2018-12-31")]
    [TestCase("2018-12-31", "2019-01-07")]
    [TestCase("2019-01-07", "2019-01-14")]
    public void The_next_look_is_the_day_of_the_next_threshold(string today, string next) =>
        Assert.That(NextLook(today, Weekly), Is.EqualTo(Day(next)));

    [Test]
    public void The_ends_of_the_calendar_do_not_throw()
    {
        ReminderLine[] far =
        [
            Line(-366), Line(0) with { Every = 366 }, Line(3660) with { Unit = ThresholdUnit.WorkingDays, Every = 1 }, Line(100) with { Unit = ThresholdUnit.Percent },
        ];
        foreach (var (due, today) in new[] { (DateOnly.MinValue, DateOnly.MaxValue), (DateOnly.MaxValue, DateOnly.MinValue), (DateOnly.MaxValue, DateOnly.MaxValue), (DateOnly.MinValue, DateOnly.MinValue) })
        {
            var subject = Subject with { DueOn = due };
            _ = ReminderPlan.Due(subject, far, today, new HashSet<Threshold>(), Calendar);
            Assert.That(ReminderPlan.NextLook(subject, far, today, Calendar), Is.Null.Or.GreaterThan(today));
        }
    }

    /// <summary>Due on Monday 18 June 2018, the Dragon Boat Festival: D0 falls on it, D-1 on the Sunday before.</summary>
    [Test]
    public void Thresholds_on_holidays_are_caught_up_on_the_next_working_morning()
    {
        var subject = Subject with { DueOn = new DateOnly(2018, 6, 18) };
        var recorded = new HashSet<Threshold>();
        var sent = new List<string>();
        for (var now = At(2018, 5, 1); now < At(2018, 7, 1);)
        {
            now = TickSchedule.NextRun(now, new(8, 30), WorkingDayCalendar.Official);
            var today = BeijingTime.DateOf(now);
            var due = ReminderPlan.Due(subject, Weekly, today, recorded, Calendar);
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

    private static ReminderLine Line(int offset) =>
        new() { Occasion = ReminderOccasion.TaskDue, Offset = offset, Recipients = [RecipientRole.Contact] };

    private static (string Sent, string Superseded, int PassedOver) Due(string today, string recorded, params ReminderLine[] lines)
    {
        var due = ReminderPlan.Due(Subject, lines.Length == 0 ? Weekly : lines, Day(today), Thresholds(recorded), Calendar);
        return ($"{due.ToSend}", string.Join(' ', due.Superseded), due.StepsPassedOver);
    }

    private static DateOnly? NextLook(string today, ReminderLine[] lines) => ReminderPlan.NextLook(Subject, lines, Day(today), Calendar);

    private static HashSet<Threshold> Thresholds(string keys) =>
    [
        .. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(key => Threshold.TryParse(key, out var threshold) ? threshold : throw new FormatException(key)),
    ];

    private static DateOnly Day(string date) => DateOnly.Parse(date, null);

    private static DateTimeOffset At(int year, int month, int day) => BeijingTime.At(new(year, month, day), TimeOnly.MinValue);
}
