using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>
/// What was reached against the hand-checked records, per grade: A labelled lines and tables, B units in brackets or
/// headings, C matrices, timetables and turned tables. No change may fall below it; the floors rise with the reader.
/// </summary>
[TestFixture]
internal sealed class GradeTests
{
    private static readonly string[] Gazettes = ["000", "001", "002", "003", "004"];

    [TestCase("A", 536, 539, 56)]
    [TestCase("B", 492, 492, 3)]
    [TestCase("C", 139, 139, 19)]
    public void No_grade_falls_below_what_was_reached(string grade, int right, int records, int flagged)
    {
        var scores = Gazettes.SelectMany(gazette => SharedGazettes.Gold(gazette).Where(list => list.Grade == grade).Select(list => Score.Of(gazette, list))).ToList();
        foreach (var score in scores)
            TestContext.Out.WriteLine(score);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scores.Sum(score => score.Records), Is.EqualTo(records));
            Assert.That(scores.Sum(score => score.Right), Is.GreaterThanOrEqualTo(right), "record");
            Assert.That(scores.Sum(score => score.Spurious), Is.Zero, "spurious");
            Assert.That(scores.Sum(score => score.Silent), Is.Zero, "silent");
            Assert.That(scores.Sum(score => score.Flagged), Is.LessThanOrEqualTo(flagged), "flagged");
        }
    }

    /// <summary>A list's figures, counted as the measuring tool counts them.</summary>
    private sealed record Score(string List, int Records, int Right, int Spurious, int Silent, int Flagged)
    {
        public static Score Of(string gazette, GoldList gold)
        {
            var lists = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists)
                .Where(list => list.LineStart <= gold.LineEnd && list.LineEnd >= gold.LineStart).ToList();
            var drafted = lists.SelectMany(list => list.Items).Where(item => item.LineStart <= gold.LineEnd && item.LineEnd >= gold.LineStart).ToList();
            var left = drafted.ToList();
            int right = 0, silent = 0;
            foreach (var record in gold.Items)
            {
                var match = left.Find(item => IsSame(record, item) && record.IsRight(item)) ?? left.Find(item => IsSame(record, item));
                if (match is not null)
                    left.Remove(match);

                if (match is not null && record.IsRight(match))
                    right++;
                else if ((match is null || match.Findings.Count == 0) && lists.TrueForAll(list => list.Findings.Count == 0))
                    silent++;
            }

            return new Score(gold.Id, gold.Items.Count, right, left.Count, silent, drafted.Count(item => item.Findings.Count > 0));

            bool IsSame(GoldItem record, DraftItem item) => gold.IsComposed
                ? item.LineStart <= record.LineEnd && item.LineEnd >= record.LineStart
                : record.Matches(item);
        }
    }
}
