
namespace TaskTracker.Core.Tests.Documents.Headings;

/// <summary>Duties of units in whole gazettes against hand-checked lists, and in texts that nobody would print.</summary>
[TestFixture]
internal sealed class UnitHeadingsGazetteTests
{
    [TestCase("000", "000-04")]
    [TestCase("000", "000-09")]
    [TestCase("001", "001-01")]
    [TestCase("001", "001-12")]
    [TestCase("003", "003-16")]
    public void Every_record_is_right_and_none_is_spurious(string gazette, string listId)
    {
        var gold = SharedGazettes.Gold(gazette).Single(list => list.Id == listId);
        var items = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists).SelectMany(list => list.Items)
            .Where(item => item.LineStart <= gold.LineEnd && item.LineEnd >= gold.LineStart).ToList();

        var wrong = gold.Items.Where(record => !items.Exists(item => record.Matches(item) && record.IsRight(item)))
            .Select(record => $"#{record.Ordinal}, lines {record.LineStart}-{record.LineEnd}");

        Assert.That(wrong, Is.Empty);
        Assert.That(items, Has.Count.EqualTo(gold.Items.Count));
        Assert.That(items.Count(item => item.Findings.Count > 0), Is.LessThanOrEqualTo(items.Count * 12 / 100));
    }

    [TestCase("区教委负责；")]
    [TestCase("区教委：会同区民政局")]
    [TestCase("会同")]
    [TestCase("1. 区教委\n")]
    [TestCase("区教委\n")]
    [TestCase("区教委\n一、区教委\n（一）区教委\n1. 区教委\n")]
    [TestCase("（一）区教委负责。\n")]
    [TestCase("区教委：做好工作。\n（一）甲。\n")]
    [TestCase("德胜街道2018年任务\n1. 做。\n2. 做。\n")]
    public void A_megabyte_of_units_is_read_in_seconds(string piece)
    {
        var draft = Megabyte.ReadInTime(() => Reading.Of(Reading.Head + "三、职责分工\n" + Megabyte.Of(piece)));

        Assert.That(draft.Documents, Is.Not.Empty);
    }
}
