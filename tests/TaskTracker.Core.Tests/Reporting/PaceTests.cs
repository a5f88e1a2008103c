using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Reporting;

public sealed class PaceTests
{
    private static readonly DateOnly Start = new(2018, 1, 1);
    private static readonly DateOnly Due = Start.AddDays(100);

    [TestCase(0, 50, TestName = "Nothing done: behind from half time")]
    [TestCase(20, 50, TestName = "A fifth done: behind from half time")]
    [TestCase(30, 56, TestName = "30 of 100 done: behind when more than 55 of 100 have passed")]
    [TestCase(74, 100, TestName = "74 done: behind on the last day")]
    [TestCase(75, null, TestName = "75 done: never")]
    [TestCase(100, null, TestName = "All done: never")]
    public void A_task_falls_behind_on_a_day_that_is_known_ahead(int percent, int? day) =>
        Assert.That(
            Pace.FirstBehind(Start, Due, percent, DistrictRules.Default), Is.EqualTo(day is { } days ? Start.AddDays(days) : (DateOnly?)null));

    [Test]
    public void The_day_is_the_first_on_which_the_definition_holds()
    {
        foreach (var length in new[] { 1, 2, 3, 7, 29, 100, 365, 1461 })
        {
            foreach (var rules in new[] { DistrictRules.Default, new() { PacePoints = 1, PaceFromPercent = 0 }, new() { PacePoints = 40, PaceFromPercent = 66 } })
            {
                for (var percent = 0; percent <= 100; percent++)
                {
                    var expected = Enumerable.Range(0, length + 1)
                        .Where(day => (100m * day / length) - percent > rules.PacePoints && 100m * day / length >= rules.PaceFromPercent)
                        .Select(day => (DateOnly?)Start.AddDays(day)).FirstOrDefault();
                    Assert.That(Pace.FirstBehind(Start, Start.AddDays(length), percent, rules), Is.EqualTo(expected), $"{length} days, {percent} %");
                }
            }
        }
    }

    [Test]
    public void The_pace_of_a_day_says_both_shares()
    {
        Assert.That(Pace.Of(Task(30), DistrictRules.Default, Start.AddDays(55)), Is.EqualTo(new Pace(PaceState.OnPace, 55, 30, Start.AddDays(56))));
        Assert.That(Pace.Of(Task(30), DistrictRules.Default, Start.AddDays(56))!.State, Is.EqualTo(PaceState.Behind));
        Assert.That(Pace.Of(Task(30), DistrictRules.Default, Start.AddDays(400))!.TimePercent, Is.EqualTo(100));
        Assert.That(Pace.Of(Task(30), DistrictRules.Default, Start.AddDays(-9))!.TimePercent, Is.Zero);
    }

    [TestCase(TaskState.AwaitingReview)]
    [TestCase(TaskState.Suspended)]
    [TestCase(TaskState.Closed)]
    public void What_does_not_run_has_no_pace(TaskState state)
    {
        Assert.That(Pace.Of(Task(10) with { State = state }, DistrictRules.Default, Due), Is.Null);
        Assert.That(Pace.FirstBehind(Task(10) with { State = state }, DistrictRules.Default), Is.Null);
    }

    [Test]
    public void A_task_without_a_last_day_or_recorded_after_it_has_no_pace()
    {
        Assert.That(Pace.Of(Task(10) with { DeadlineKind = DeadlineKind.Ongoing }, DistrictRules.Default, Due), Is.Null);
        Assert.That(Pace.Of(Task(10) with { BeganOn = Due }, DistrictRules.Default, Due), Is.Null);
    }

    private static PolicyTask Task(int percent) => new()
    {
        Id = 1,
        Version = 1,
        State = TaskState.InProgress,
        Percent = percent,
        DeadlineKind = DeadlineKind.Date,
        Deadline = Due,
        BeganOn = Start,
        Participations = [],
    };
}
