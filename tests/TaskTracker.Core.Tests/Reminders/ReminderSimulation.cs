using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

/// <summary>
/// Years of service with random downtimes, against an oracle that knows no ledger: it only remembers the day of the
/// last look and tries each day since then.
/// </summary>
public sealed class ReminderSimulation
{
    private static readonly DateOnly DueOn = new(2018, 12, 31);

    private static readonly Gen<ReminderRule> Rules =
        from length in Gen.Choose(0, 5)
        from days in Gen.Choose(0, 45).ListOf(length)
        from every in Gen.Choose(1, 20)
        select ReminderRule.TryCreate([.. days.Distinct()], every, out var rule, out var error)
            ? rule
            : throw new InvalidOperationException(error);

    /// <summary>Days on which the service looks, seen from the deadline: the task is entered on the first of them.</summary>
    private static readonly Gen<int[]> Looks =
        from entered in Gen.Choose(-60, 60)
        from gaps in Gen.Frequency((6, Gen.Constant(1)), (2, Gen.Choose(2, 9)), (1, Gen.Choose(0, 120))).ListOf(40)
        select gaps.Aggregate(new List<int> { entered }, (days, gap) => [.. days, days[^1] + gap]).ToArray();

    [Test]
    public void What_is_sent_on_any_day_equals_the_oracle_and_no_key_is_recorded_twice() =>
        Prop.ForAll(Rules.Zip(Looks).ToArbitrary(), run =>
        {
            var (rule, looks) = run;
            var ledger = new HashSet<Threshold>();
            int? lastLook = null;
            foreach (var look in looks)
            {
                var due = Look(look, rule, ledger);
                var oracle = Oracle(lastLook ?? -1000, look, rule);
                if (due.ToSend?.Days != (oracle.Count == 0 ? null : oracle[^1])
                    || !due.Superseded.Select(threshold => threshold.Days).SequenceEqual(oracle.SkipLast(1).Where(day => day <= 0))
                    || due.OverdueStepsPassedOver != oracle.SkipLast(1).Count(day => day > 0)
                    || !Record(ledger, due))
                    return false;

                lastLook = look;
            }

            return true;
        }).Check(Thorough);

    [Test]
    public void In_the_end_every_threshold_is_recorded_or_counted_exactly_once() =>
        Prop.ForAll(Rules.Zip(Looks).ToArbitrary(), run =>
        {
            var (rule, looks) = run;
            var ledger = new HashSet<Threshold>();
            var passedOver = 0;
            foreach (var look in looks)
            {
                var due = Look(look, rule, ledger);
                passedOver += due.OverdueStepsPassedOver;
                Record(ledger, due);
            }

            var reached = Oracle(-1000, looks[^1], rule);
            return reached.Count == ledger.Count + passedOver
                && ledger.All(threshold => reached.Contains(threshold.Days))
                && reached.Where(day => day <= 0).All(day => ledger.Contains(new(day)))
                && ReminderPlan.Reached(DueOn, Day(looks[^1]), rule).Select(threshold => threshold.Days).SequenceEqual(reached);
        }).Check(Thorough);

    [Test]
    public void A_tick_that_was_killed_half_way_is_completed_by_the_next_and_sends_nothing_twice() =>
        Prop.ForAll(Rules.Zip(Gen.Choose(-60, 500)).Zip(Gen.Choose(0, 1 << 6)).ToArbitrary(), run =>
        {
            var ((rule, look), survivors) = run;
            var whole = new HashSet<Threshold>();
            var first = Look(look, rule, whole);
            Record(whole, first);

            var part = whole.Where((_, index) => (survivors >> index & 1) == 1).ToHashSet();
            var sentBefore = first.ToSend is { } sent && part.Contains(sent);
            var second = Look(look, rule, part);
            return second.ToSend == (sentBefore ? null : first.ToSend) && Record(part, second) && part.SetEquals(whole);
        }).Check(Thorough);

    [Test]
    public void Looking_only_on_the_days_of_the_next_look_sends_the_same_as_looking_every_day() =>
        Prop.ForAll(Rules.Zip(Gen.Choose(-60, 60)).ToArbitrary(), run =>
        {
            var (rule, entered) = run;
            var (daily, sparse) = (new HashSet<Threshold>(), new HashSet<Threshold>());
            var nextLook = Day(entered);
            for (var day = entered; day <= 150; day++)
            {
                Record(daily, Look(day, rule, daily));
                if (nextLook <= Day(day))
                {
                    Record(sparse, Look(day, rule, sparse));
                    nextLook = ReminderPlan.NextLook(DueOn, Day(day), rule);
                }

                if (!daily.SetEquals(sparse) || nextLook <= Day(day))
                    return false;
            }

            return true;
        }).Check(Thorough);

    [Test]
    public void When_the_rule_changes_on_the_way_each_reminder_is_still_more_severe_than_the_one_before() =>
        Prop.ForAll(Rules.ArrayOf(41).Zip(Looks).ToArbitrary(), run =>
        {
            var (rules, looks) = run;
            var ledger = new HashSet<Threshold>();
            var last = int.MinValue;
            foreach (var (look, rule) in looks.Zip(rules))
            {
                var due = Look(look, rule, ledger);
                if (due.ToSend?.Days <= last || due.OverdueStepsPassedOver < 0 || !Record(ledger, due))
                    return false;

                last = due.ToSend?.Days ?? last;
            }

            return true;
        }).Check(Thorough);

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(500);

    /// <summary>Every day after the last look and up to this one on which the rule wants a reminder, tried one by one.</summary>
    private static List<int> Oracle(int lastLook, int look, ReminderRule rule)
    {
        var days = new List<int>();
        for (var day = lastLook + 1; day <= look; day++)
            if ((day <= 0 && rule.DaysBefore.Contains(-day)) || (day > 0 && day % rule.OverdueEveryDays == 0))
                days.Add(day);

        return days;
    }

    private static DueReminder Look(int day, ReminderRule rule, HashSet<Threshold> ledger) =>
        ReminderPlan.Due(new() { DueOn = DueOn, Open = true }, Day(day), rule, ledger);

    /// <returns>False if a key was there already.</returns>
    private static bool Record(HashSet<Threshold> ledger, DueReminder due) =>
        due.Superseded.All(ledger.Add) && (due.ToSend is not { } sent || ledger.Add(sent));

    private static DateOnly Day(int fromDeadline) => DueOn.AddDays(fromDeadline);
}
