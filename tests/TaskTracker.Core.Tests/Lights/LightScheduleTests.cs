using TaskTracker.Core.Lights;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Lights;

internal sealed class LightScheduleTests
{
    private static readonly DateOnly Due = new(2018, 6, 30);

    private static readonly LightFacts Open = new() { State = TaskState.InProgress, DueOn = Due };

    [Test]
    public void A_task_with_time_to_go_is_green_and_names_no_rule() =>
        Assert.That(On(Open, Due.AddDays(-8)), Is.EqualTo(Light.Green));

    [Test]
    public void Seven_days_before_the_end_it_turns_yellow_and_stays_so_through_the_last_day()
    {
        var near = new Light(LightColour.Yellow, LightCondition.NearDue, Due.AddDays(-7));

        Assert.That(On(Open, Due.AddDays(-7)), Is.EqualTo(near));
        Assert.That(On(Open, Due), Is.EqualTo(near));
    }

    [Test]
    public void The_day_after_the_end_it_is_red_since_that_day() =>
        Assert.That(On(Open, Due.AddDays(40)), Is.EqualTo(new Light(LightColour.Red, LightCondition.Overdue, Due.AddDays(1))));

    [Test]
    public void Handed_in_on_its_last_day_it_does_not_turn_red_while_it_waits() =>
        Assert.That(On(Open with { State = TaskState.AwaitingReview, HandedInOn = Due }, Due.AddDays(40)), Is.EqualTo(Light.Green));

    [Test]
    public void Handed_in_too_late_it_stays_red_while_it_waits() =>
        Assert.That(
            On(Open with { State = TaskState.AwaitingReview, HandedInOn = Due.AddDays(1) }, Due.AddDays(2)).Colour, Is.EqualTo(LightColour.Red));

    [Test]
    public void A_missing_report_is_yellow_at_once_and_red_after_fifteen_days()
    {
        var facts = Open with { DueOn = null, ReportDueOn = new DateOnly(2018, 4, 10) };

        Assert.That(On(facts, new(2018, 4, 10)), Is.EqualTo(Light.Green));
        Assert.That(On(facts, new(2018, 4, 11)), Is.EqualTo(new Light(LightColour.Yellow, LightCondition.ReportMissing, new(2018, 4, 11))));
        Assert.That(On(facts, new(2018, 4, 26)), Is.EqualTo(new Light(LightColour.Red, LightCondition.ReportMissing, new(2018, 4, 26))));
    }

    [Test]
    public void Of_two_rules_with_one_colour_the_one_that_held_first_is_named() =>
        Assert.That(
            On(Open with { BehindFrom = Due.AddDays(-30), ReturnedOn = Due.AddDays(-20) }, Due.AddDays(-3)),
            Is.EqualTo(new Light(LightColour.Yellow, LightCondition.BehindPace, Due.AddDays(-30))));

    [Test]
    public void A_red_one_made_good_turns_yellow_and_says_so()
    {
        var today = Due.AddDays(5);
        var before = LightSchedule.Of(Open, LightRules.Default);
        var extended = Open with { DueOn = Due.AddDays(90) };
        var madeGoodOn = LightSchedule.MadeGoodOn(before, LightSchedule.Of(extended, LightRules.Default), null, today);

        Assert.That(madeGoodOn, Is.EqualTo(today));
        Assert.That(On(extended with { MadeGoodOn = madeGoodOn }, today), Is.EqualTo(new Light(LightColour.Yellow, LightCondition.MadeGood, today)));
    }

    [Test]
    public void One_that_was_never_red_has_nothing_made_good()
    {
        var before = LightSchedule.Of(Open, LightRules.Default);
        var after = LightSchedule.Of(Open with { DueOn = Due.AddDays(90) }, LightRules.Default);

        Assert.That(LightSchedule.MadeGoodOn(before, after, null, Due), Is.Null);
    }

    [Test]
    public void Done_late_is_never_green_and_not_done_is_red()
    {
        var late = new LightFacts { State = TaskState.Closed, DueOn = Due, Outcome = TaskOutcome.Completed, CompletedOn = Due.AddDays(1), ClosedOn = Due.AddDays(9) };

        Assert.That(On(late, Due.AddDays(400)), Is.EqualTo(new Light(LightColour.Yellow, LightCondition.ClosedLate, Due.AddDays(1))));
        Assert.That(On(late with { CompletedOn = Due }, Due.AddDays(400)), Is.EqualTo(Light.Green));
        Assert.That(On(late with { Outcome = TaskOutcome.NotCompleted, CompletedOn = null }, Due.AddDays(9)).Colour, Is.EqualTo(LightColour.Red));
    }

    [TestCase(TaskState.Suspended, null)]
    [TestCase(TaskState.Closed, TaskOutcome.Superseded)]
    [TestCase(TaskState.Closed, TaskOutcome.Cancelled)]
    public void What_rests_or_was_taken_off_has_no_light(TaskState state, TaskOutcome? outcome) =>
        Assert.That(On(Open with { State = state, Outcome = outcome, ClosedOn = Due }, Due.AddDays(400)), Is.EqualTo(Light.None));

    [Test]
    public void The_light_is_the_worst_of_the_lines_on_every_day_whatever_the_facts([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 300; run++)
        {
            var facts = new LightFacts
            {
                State = (TaskState)random.Next(3),
                DueOn = Day(),
                BehindFrom = Day(),
                ReportDueOn = Day(),
                CannotMeetSince = Day(),
                ReturnedOn = Day(),
                MadeGoodOn = Day(),
            };
            var schedule = LightSchedule.Of(facts, LightRules.Default);
            for (var day = Due.AddDays(-40); day < Due.AddDays(60); day = day.AddDays(1))
                Assert.That(schedule.On(day).Colour, Is.EqualTo(Oracle(facts, day)), $"seed {seed}, run {run}, {day}: {facts}");
        }

        DateOnly? Day() => random.Next(3) == 0 ? null : Due.AddDays(random.Next(-40, 40));
    }

    /// <summary>The default rule, said day by day and in words.</summary>
    private static LightColour Oracle(LightFacts facts, DateOnly day)
    {
        var late = facts.DueOn < day || facts.ReportDueOn?.AddDays(15) < day;
        var warned = facts.DueOn?.AddDays(-7) <= day || facts.BehindFrom <= day || facts.ReportDueOn < day || facts.CannotMeetSince <= day
            || facts.ReturnedOn <= day || facts.MadeGoodOn <= day;
        return late ? LightColour.Red : warned ? LightColour.Yellow : LightColour.Green;
    }

    private static Light On(LightFacts facts, DateOnly day) => LightSchedule.Of(facts, LightRules.Default).On(day);
}
