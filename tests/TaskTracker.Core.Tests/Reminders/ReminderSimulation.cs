using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

/// <summary>
/// Years of service with random downtimes under random rules, against an oracle that knows no ledger and no formula: it remembers the
/// day of the last look and tries each day since then, counting days and working days one by one.
/// </summary>
public sealed class ReminderSimulation
{
    private static readonly DateOnly DueOn = new(2018, 12, 31);
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;
    private static readonly ReminderSubject Subject = new()
    {
        Occasion = ReminderOccasion.TaskDue,
        Version = 1,
        DueOn = DueOn,
        BeganOn = DueOn.AddDays(-50),
    };

    private static readonly Gen<ReminderLine> Lines =
        from kind in Gen.Choose(0, 4)
        from before in Gen.Choose(-45, 45)
        from after in Gen.Choose(0, 20)
        from every in Gen.Choose(1, 20)
        from share in Gen.Choose(1, 100)
        select kind switch
        {
            0 => Line(ThresholdUnit.Days, before),
            1 => Line(ThresholdUnit.Days, after, every),
            2 => Line(ThresholdUnit.WorkingDays, before / 2),
            3 => Line(ThresholdUnit.WorkingDays, after, every),
            _ => Line(ThresholdUnit.Percent, share),
        };

    private static readonly Gen<ReminderLine[]> Rules =
        from length in Gen.Choose(0, 6)
        from lines in Lines.ListOf(length)
        select lines.DistinctBy(line => (line.Unit, line.Offset)).ToArray();

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
                var reached = Oracle(lastLook ?? -1000, look, rule);
                var mostSevere = reached.Count == 0 ? (int?)null : reached.Max(hit => hit.Day);
                if ((due.ToSend is null) != (mostSevere is null)
                    || (due.ToSend is { } sent && !reached.Contains((mostSevere!.Value, sent)))
                    || !due.Superseded.ToHashSet().SetEquals(reached.Where(hit => IsOnce(rule, hit.Threshold) && hit.Threshold != due.ToSend).Select(hit => hit.Threshold))
                    || !Record(ledger, due))
                    return false;

                lastLook = look;
            }

            return true;
        }).Check(Thorough);

    [Test]
    public void In_the_end_every_threshold_is_recorded_or_counted_exactly_once() =>
        Prop.ForAll(Rules.Where(rule => rule.Count(line => line.Every is not null) < 2).Zip(Looks).ToArbitrary(), run =>
        {
            var (rule, looks) = run;
            var ledger = new HashSet<Threshold>();
            var passedOver = 0;
            foreach (var look in looks)
            {
                var due = Look(look, rule, ledger);
                passedOver += due.StepsPassedOver;
                Record(ledger, due);
            }

            var reached = Oracle(-1000, looks[^1], rule).Select(hit => hit.Threshold).ToHashSet();
            var repeated = reached.Where(threshold => !IsOnce(rule, threshold)).ToList();
            return ledger.IsSubsetOf(reached)
                && reached.Where(threshold => IsOnce(rule, threshold)).All(ledger.Contains)
                && repeated.Count(threshold => !ledger.Contains(threshold)) <= passedOver;
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
            var tie = part.Any(threshold => first.ToSend is { } most && Subject.DayOf(threshold, Calendar) == Subject.DayOf(most, Calendar));
            var second = Look(look, rule, part);
            return second.ToSend == (sentBefore || tie ? null : first.ToSend) && Record(part, second) && (tie || part.SetEquals(whole));
        }).Check(Thorough);

    [Test]
    public void Looking_only_on_the_days_of_the_next_look_sends_the_same_as_looking_every_day() =>
        Prop.ForAll(Rules.Zip(Gen.Choose(-60, 60)).ToArbitrary(), run =>
        {
            var (rule, entered) = run;
            var (daily, sparse) = (new HashSet<Threshold>(), new HashSet<Threshold>());
            DateOnly? nextLook = Day(entered);
            for (var day = entered; day <= 150; day++)
            {
                Record(daily, Look(day, rule, daily));
                if (nextLook <= Day(day))
                {
                    Record(sparse, Look(day, rule, sparse));
                    nextLook = ReminderPlan.NextLook(Subject, rule, Day(day), Calendar);
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
            var last = DateOnly.MinValue;
            foreach (var (look, rule) in looks.Zip(rules))
            {
                var due = Look(look, rule, ledger);
                if (due.ToSend is { } sent && Subject.DayOf(sent, Calendar) <= last)
                    return false;
                if (due.StepsPassedOver < 0 || !Record(ledger, due))
                    return false;

                last = due.ToSend is { } told ? Subject.DayOf(told, Calendar) : last;
            }

            return true;
        }).Check(Thorough);

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(500);

    private static bool IsOnce(ReminderLine[] rule, Threshold threshold) =>
        rule.Any(line => line.Every is null && line.Unit == threshold.Unit && line.Offset == threshold.Offset);

    /// <summary>Every threshold whose day lies after the last look and not after this one, found by trying each day.</summary>
    private static List<(int Day, Threshold Threshold)> Oracle(int lastLook, int look, ReminderLine[] rule)
    {
        var hits = new List<(int, Threshold)>();
        for (var day = Math.Max(lastLook + 1, -200); day <= look; day++)
        {
            foreach (var line in rule)
            {
                for (var offset = line.Offset; ;)
                {
                    var on = DayOf(line.Unit, offset);
                    if (on == day)
                        hits.Add((day, new Threshold(line.Unit, offset)));
                    if (line.Every is not { } every || on >= day)
                        break;
                    offset += every;
                }
            }
        }

        return hits;
    }

    private static readonly Dictionary<int, int> WorkedAfter = Counted(1), WorkedBefore = Counted(-1);

    /// <summary>Days from the deadline by counted working days, walking one day at a time.</summary>
    private static Dictionary<int, int> Counted(int step)
    {
        var days = new Dictionary<int, int> { [0] = 0 };
        for (int day = step, worked = 0; Math.Abs(day) < 6000; day += step)
        {
            if (Calendar.IsWorkingDay(Day(day)))
                days[worked += step] = day;
        }

        return days;
    }

    private static int DayOf(ThresholdUnit unit, int offset) => unit switch
    {
        ThresholdUnit.WorkingDays => offset < 0 ? WorkedBefore[offset] : WorkedAfter[offset],
        ThresholdUnit.Percent => -50 + (50 * offset / 100),
        _ => offset,
    };

    private static ReminderLine Line(ThresholdUnit unit, int offset, int? every = null) =>
        new() { Occasion = ReminderOccasion.TaskDue, Unit = unit, Offset = offset, Every = every, Recipients = [RecipientRole.Contact] };

    private static DueReminder Look(int day, ReminderLine[] rule, HashSet<Threshold> ledger) =>
        ReminderPlan.Due(Subject, rule, Day(day), ledger, Calendar);

    /// <returns>False if a key was there already.</returns>
    private static bool Record(HashSet<Threshold> ledger, DueReminder due) =>
        due.Superseded.All(ledger.Add) && (due.ToSend is not { } sent || ledger.Add(sent));

    private static DateOnly Day(int fromDeadline) => DueOn.AddDays(fromDeadline);
}
