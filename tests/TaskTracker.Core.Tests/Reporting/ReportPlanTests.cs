using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reporting;

namespace TaskTracker.Core.Tests.Reporting;

public sealed class ReportPlanTests
{
    private static readonly ReportSettings Monthly = new()
    {
        Cycle = ReportCycle.Monthly,
        Due = new DueRule { Kind = DueKind.Day, Number = 5, InFollowingPeriod = true },
        From = new(2018, 8, 10),
        SetOn = new(2018, 8, 10),
    };

    [TestCase(ReportCycle.Weekly, "2018-12-31", "2019-W01", "2018-12-31", "2019-01-06")]
    [TestCase(ReportCycle.Weekly, "2018-08-12", "2018-W32", "2018-08-06", "2018-08-12")]
    [TestCase(ReportCycle.Monthly, "2018-02-28", "2018-02", "2018-02-01", "2018-02-28")]
    [TestCase(ReportCycle.Quarterly, "2018-12-31", "2018-Q4", "2018-10-01", "2018-12-31")]
    [TestCase(ReportCycle.Yearly, "2020-06-01", "2020", "2020-01-01", "2020-12-31")]
    public void A_day_lies_in_one_period_of_its_cycle(ReportCycle cycle, string day, string key, string start, string end)
    {
        var period = ReportPeriod.Containing(cycle, DateOnly.Parse(day, null));

        Assert.That(period.Key, Is.EqualTo(key));
        Assert.That((period.Start, period.End), Is.EqualTo((DateOnly.Parse(start, null), DateOnly.Parse(end, null))));
        Assert.That(period.Next.Previous, Is.EqualTo(period));
        Assert.That(period.Next.Start, Is.EqualTo(period.End.AddDays(1)));
    }

    [Test]
    public void The_period_under_way_is_asked_for_and_none_that_ended_before_the_list_began() =>
        Assert.That(Keys(Monthly, "2018-08-10", "2018-08-10"), Is.EqualTo(["2018-08"]));

    [Test]
    public void A_report_that_is_not_due_yet_is_asked_of_a_task_that_comes_after_its_period() =>
        Assert.That(Keys(Monthly, "2018-09-03", "2018-09-03"), Is.EqualTo(["2018-08", "2018-09"]));

    [Test]
    public void One_that_was_due_is_not_asked_of_a_task_that_comes_later() =>
        Assert.That(Keys(Monthly, "2018-09-06", "2018-09-06"), Is.EqualTo(["2018-09"]));

    [Test]
    public void Whatever_was_missed_since_the_clock_was_set_is_caught_up() =>
        Assert.That(Keys(Monthly, "2018-09-01", "2019-01-20"), Is.EqualTo(["2018-09", "2018-10", "2018-11", "2018-12", "2019-01"]));

    [Test]
    public void Nobody_is_late_for_a_day_that_had_passed_when_the_list_was_settled() =>
        Assert.That(
            Keys(Monthly with { From = new(2018, 1, 1), SetOn = new(2018, 8, 10) }, "2018-01-01", "2018-08-10"), Is.EqualTo(["2018-08"]));

    [Test]
    public void A_list_that_begins_later_or_has_no_cycle_asks_for_nothing()
    {
        Assert.That(Keys(Monthly, "2018-08-09", "2018-08-09"), Is.Empty);
        Assert.That(Keys(ReportSettings.None, "2018-08-09", "2018-08-09"), Is.Empty);
        Assert.That(ReportPlan.NextOpening(Monthly, new(2018, 8, 1)), Is.EqualTo(new DateOnly(2018, 8, 10)));
        Assert.That(ReportPlan.NextOpening(Monthly, new(2018, 8, 10)), Is.EqualTo(new DateOnly(2018, 9, 1)));
        Assert.That(ReportPlan.NextOpening(ReportSettings.None, new(2018, 8, 10)), Is.Null);
    }

    /// <summary>However the days on which it runs are spread, the same reports are asked for.</summary>
    [Test]
    public void Runs_on_any_days_ask_for_the_same_periods()
    {
        foreach (var cycle in new[] { ReportCycle.Weekly, ReportCycle.Monthly, ReportCycle.Quarterly })
        {
            foreach (var following in new[] { false, true })
            {
                var settings = Monthly with { Cycle = cycle, Due = new DueRule { Kind = DueKind.WorkingDay, Number = 2, InFollowingPeriod = following } };
                var end = new DateOnly(2019, 12, 31);
                var atOnce = Run(settings, [settings.SetOn, end]);
                var random = new Random(7);
                for (var round = 0; round < 20; round++)
                {
                    var days = Enumerable.Range(0, 12).Select(_ => settings.SetOn.AddDays(random.Next(500))).Append(settings.SetOn).Append(end).Order();
                    Assert.That(Run(settings, days), Is.EquivalentTo(atOnce), $"{cycle}");
                }
            }
        }
    }

    [Test]
    public void Partners_can_be_due_some_working_days_before_the_lead()
    {
        var settings = Monthly with { Path = ReportPath.PartnerToLead, PartnerWorkingDaysBefore = 2 };

        var asked = ReportPlan.PeriodsAsked(settings, new(2018, 9, 10), new(2018, 9, 10), WorkingDayCalendar.Official).Single();

        Assert.That(asked.Due.Value, Is.EqualTo(new DateOnly(2018, 10, 8)));
        Assert.That(asked.PartnerDue.Value, Is.EqualTo(new DateOnly(2018, 9, 29)));
    }

    [TestCase("2018-08-31", null, null, "2018-08-30", ObligationState.Due)]
    [TestCase("2018-08-31", null, null, "2018-08-31", ObligationState.Due)]
    [TestCase("2018-08-31", null, null, "2018-09-01", ObligationState.Missing)]
    [TestCase("2018-08-31", "2018-08-31", null, "2018-09-30", ObligationState.Met)]
    [TestCase("2018-08-31", "2018-09-01", null, "2019-09-30", ObligationState.Late)]
    [TestCase("2018-08-31", null, "2018-08-20", "2018-09-30", ObligationState.Excused)]
    [TestCase("2018-08-31", "2018-09-01", "2018-09-02", "2018-09-30", ObligationState.Late)]
    public void A_report_is_due_then_missing_or_late_for_ever(string due, string? met, string? excused, string today, ObligationState state)
    {
        DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, null);

        Assert.That(new ReportObligation(DateOnly.Parse(due, null), Day(met), Day(excused)).StateOn(DateOnly.Parse(today, null)), Is.EqualTo(state));
    }

    private static IEnumerable<string> Keys(ReportSettings settings, string since, string today) =>
        ReportPlan.PeriodsAsked(settings, DateOnly.Parse(since, null), DateOnly.Parse(today, null), WorkingDayCalendar.Official).Select(asked => asked.Period.Key);

    private static HashSet<string> Run(ReportSettings settings, IEnumerable<DateOnly> days)
    {
        var asked = new HashSet<string>();
        DateOnly? clock = null;
        foreach (var today in days)
        {
            if (clock is { } next && next > today)
                continue;

            asked.UnionWith(ReportPlan.PeriodsAsked(settings, clock ?? today, today, WorkingDayCalendar.Official).Select(period => period.Period.Key));
            clock = ReportPlan.NextOpening(settings, today);
        }

        return asked;
    }
}
