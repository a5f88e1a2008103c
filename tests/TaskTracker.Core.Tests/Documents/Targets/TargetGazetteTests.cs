using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Targets;

/// <summary>The hand-checked matrices, indicators and tables of single characters, as the measuring tool scores them.</summary>
[TestFixture]
internal sealed class TargetGazetteTests
{
    [TestCase("000", "000-06", 15)]
    [TestCase("002", "002-05", 75)]
    [TestCase("003", "003-07", 37)]
    [TestCase("004", "004-02", 33)]
    public void Every_row_of_a_matrix_is_right(string gazette, string listId, int targets)
    {
        var gold = SharedGazettes.Gold(gazette).Single(list => list.Id == listId);
        var list = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists)
            .Single(list => list.LineStart <= gold.LineEnd && list.LineEnd >= gold.LineStart);

        Assert.That(list.Kind, Is.EqualTo(ListKind.Indicators));
        Assert.That(list.Items, Has.Count.EqualTo(gold.Items.Count));
        foreach (var (item, expected) in list.Items.Zip(gold.Items))
            Assert.That(item.LineStart == expected.LineStart && expected.IsRight(item), Is.True, $"{listId} #{expected.Ordinal}: {item.Text}");

        Assert.That(list.Items.Sum(item => item.Targets.Count), Is.EqualTo(targets));
    }

    [Test]
    public void Every_row_of_a_table_of_single_characters_is_right_or_doubted()
    {
        var gold = SharedGazettes.Gold("001").Single(list => list.Id == "001-07");
        var list = SharedGazettes.Draft("001").Documents.SelectMany(document => document.Lists)
            .Single(list => list.LineStart <= gold.LineEnd && list.LineEnd >= gold.LineStart);

        Assert.That(list.Items, Has.Count.EqualTo(gold.Items.Count));
        Assert.That(gold.Items.Where(each => !list.Items.Any(item => each.Matches(item) && each.IsRight(item))).Select(each => each.LineStart), Is.Empty);
        Assert.That(list.Items.Count(item => item.Findings.Count > 0), Is.LessThan(20));
    }

    [TestCase("001", 2560, 20, 20)]
    [TestCase("001", 32435, 53, 3)]
    [TestCase("001", 34962, 41, 5)]
    public void Tables_that_were_turned_or_come_in_pieces_are_read_to_their_last_row(string gazette, int line, int rows, int mostDoubted)
    {
        var list = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists).Single(list => list.LineStart <= line && list.LineEnd >= line);

        Assert.That(list.Items, Has.Count.EqualTo(rows));
        Assert.That(list.Items.Count(item => item.Findings.Count > 0), Is.LessThanOrEqualTo(mostDoubted));
    }
}
