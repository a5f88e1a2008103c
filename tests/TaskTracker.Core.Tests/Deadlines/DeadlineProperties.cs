using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

/// <summary>What must hold for any deadline that is made of official words, with or without noise between them.</summary>
internal sealed partial class DeadlineProperties
{
    private const int Cases = 4_000;

    private static readonly DeadlineContext[] Contexts =
    [
        new(2018, new DateOnly(2018, 3, 30)), new(2019, new DateOnly(2018, 12, 20)), new(null, new DateOnly(2022, 6, 1)), new(2024, null), new(null, null),
    ];

    [Test]
    public void No_date_falls_in_a_year_that_neither_text_nor_list_gives() => Hold(OfficialPhrases.Texts, (phrase, context, deadline) =>
    {
        var allowed = YearsOf(phrase, context);
        foreach (var day in DaysOf(deadline))
            Assert.That(allowed, Does.Contain(day.Year));
    });

    [Test]
    public void No_noise_makes_a_year_that_nobody_printed() => Hold(OfficialPhrases.NoisyTexts, (phrase, context, deadline) =>
    {
        var allowed = YearsOf(phrase, context);
        foreach (var day in DaysOf(deadline))
            Assert.That(allowed, Does.Contain(day.Year));
    });

    [Test]
    public void The_kind_and_the_date_agree() => Hold(OfficialPhrases.NoisyTexts, (_, _, deadline) =>
    {
        var date = deadline.Date;
        switch (deadline.Kind)
        {
            case DeadlineKind.Date:
                Assert.That(date, Is.Not.Null);
                break;
            case DeadlineKind.MonthEnd:
                Assert.That(date!.Value.AddDays(1).Day, Is.EqualTo(1));
                break;
            case DeadlineKind.QuarterEnd:
                Assert.That((date!.Value.Month % 3, date.Value.AddDays(1).Day), Is.EqualTo((0, 1)));
                break;
            case DeadlineKind.YearEnd:
                Assert.That((date!.Value.Month, date.Value.Day), Is.EqualTo((12, 31)));
                break;
            case DeadlineKind.Multiple:
                Assert.That(deadline.Milestones.Select(milestone => milestone.Date), Does.Contain(date));
                Assert.That(deadline.Milestones.Select(milestone => milestone.Date).OfType<DateOnly>().Distinct().Count(), Is.GreaterThan(1));
                break;
            case DeadlineKind.None or DeadlineKind.Recurring or DeadlineKind.Conditional:
                Assert.That(date, Is.Null);
                break;
            default:
                Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.Ongoing));
                break;
        }

        if (date is not null && deadline.Start is not null)
            Assert.That(deadline.Start, Is.LessThanOrEqualTo(date));
    });

    [Test]
    public void Milestones_stand_in_printed_order_and_none_that_is_due_lies_after_the_deadline() => Hold(OfficialPhrases.Texts, (phrase, _, deadline) =>
    {
        var at = 0;
        foreach (var milestone in deadline.Milestones)
        {
            var place = phrase.Text.IndexOf(milestone.Text, at, StringComparison.Ordinal);
            Assert.That(place, Is.GreaterThanOrEqualTo(at), $"the milestone {milestone.Text}");
            at = place;
        }

        // "2018年底前完成，2019年起长期": what begins afterwards is no part of the deadline.
        var isLimited = deadline.Kind is >= DeadlineKind.Date and <= DeadlineKind.Multiple && !BeginningWords().IsMatch(phrase.Text);
        if (isLimited && deadline.Milestones.Count > 0)
            Assert.That(deadline.Milestones.Max(milestone => milestone.Date), Is.EqualTo(deadline.Date));
    });

    [Test]
    public void A_recurrence_is_a_rule_of_the_known_shape_or_the_words_as_printed() => Hold(OfficialPhrases.RecurringTexts, (phrase, _, deadline) =>
    {
        if (deadline.Kind == DeadlineKind.Recurring)
            Assert.That(deadline.Recurrence, Is.Not.Null.And.Not.Empty);
        if (deadline.Recurrence is not { } recurrence)
            return;

        if (!recurrence.StartsWith("FREQ=", StringComparison.Ordinal))
        {
            Assert.That(phrase.Text, Does.Contain(recurrence));
            return;
        }

        Assert.That(Rule().IsMatch(recurrence), recurrence);
        foreach (var part in recurrence.Split(';'))
        {
            var values = part[(part.IndexOf('=') + 1)..].Split(',');
            Assert.That(values, Is.Unique, recurrence);
        }
    });

    [Test]
    public void A_measure_is_read_for_a_deadline_by_the_same_rules() => Hold(
        OfficialPhrases.Texts, DeadlineReader.ReadFromMeasure, (phrase, context, deadline) =>
        {
            var allowed = YearsOf(phrase, context);
            foreach (var day in DaysOf(deadline))
                Assert.That(allowed, Does.Contain(day.Year));

            if (deadline.Kind == DeadlineKind.Multiple)
                Assert.That(deadline.Milestones.Max(milestone => milestone.Date), Is.EqualTo(deadline.Date));
        });

    private static void Hold(Gen<OfficialPhrase> phrases, Action<OfficialPhrase, DeadlineContext, Deadline> holds) =>
        Hold(phrases, DeadlineReader.Read, holds);

    private static void Hold(
        Gen<OfficialPhrase> phrases, Func<string, DeadlineContext, DeadlineReading> read, Action<OfficialPhrase, DeadlineContext, Deadline> holds) =>
        Prop.ForAll(
            Gen.Zip(phrases, Gen.Elements(Contexts)).ToArbitrary(),
            pair => holds(pair.Item1, pair.Item2, read(pair.Item1.Text, pair.Item2).Deadline)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static IEnumerable<DateOnly> DaysOf(Deadline deadline) =>
        new[] { deadline.Date, deadline.Start }.Concat(deadline.Milestones.Select(milestone => milestone.Date)).OfType<DateOnly>();

    /// <summary>The years that are given, and those into which the words lead from them.</summary>
    private static HashSet<int> YearsOf(OfficialPhrase phrase, DeadlineContext context)
    {
        var given = phrase.Years.Concat(new[] { context.Year, context.SignedOn?.Year }.OfType<int>()).ToList();
        return [.. given.SelectMany(year => Enumerable.Range(year - phrase.Back, phrase.Back + phrase.On + 1))];
    }

    /// <summary>The part of RFC 5545 that the reporting cycle knows: days, weekdays and months of a plain frequency.</summary>
    [GeneratedRegex("""
        ^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=([2-9]|[1-9][0-9]+))?(;BYMONTH=(1[0-2]|[1-9])(,(1[0-2]|[1-9]))*)?(;BYMONTHDAY=(-1|3[01]|[12][0-9]|[1-9])(,(-1|3[01]|[12][0-9]|[1-9]))*)?(;BYDAY=(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)?(;BYSETPOS=(-1|1[0-9]|2[0-3]|[1-9]))?$
        """)]
    private static partial Regex Rule();

    [GeneratedRegex("起|启动|开始")]
    private static partial Regex BeginningWords();
}
