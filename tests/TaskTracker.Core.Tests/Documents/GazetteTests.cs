using System.Text.Json;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>Whole gazettes against their own contents pages and against hand-checked lists, all shared beside the repository.</summary>
[TestFixture]
internal sealed class GazetteTests
{
    [TestCase("000", 26)]
    [TestCase("002", 13)]
    [TestCase("003", 16)]
    [TestCase("004", 30)]
    public void Every_document_of_the_contents_page_is_found_once(string gazette, int documents)
    {
        var source = SharedGazettes.Source(gazette);
        var draft = SharedGazettes.Draft(gazette);
        var contents = new List<string>();
        for (var number = 1; number < draft.Documents[0].LineStart; number++)
            contents.Add(string.Concat(source.Line(number).ToString().Where(character => !char.IsWhiteSpace(character))));

        var page = string.Concat(contents);
        Assert.That(draft.Documents, Has.Count.EqualTo(documents));
        Assert.That(draft.Documents.Select(document => document.Number ?? document.Title), Is.Unique);
        foreach (var document in draft.Documents)
            Assert.That(page, Does.Contain(document.Number ?? document.Title));
    }

    [Test]
    public void Every_hand_checked_list_lies_in_the_document_of_its_number_issuer_and_day()
    {
        foreach (var list in SharedGazettes.Gold("000"))
        {
            var document = SharedGazettes.Draft("000").Documents.Single(each => each.LineStart <= list.LineStart && each.LineEnd >= list.LineStart);

            Assert.That((document.Number, document.Issuer, document.SignedOn), Is.EqualTo(((string?)list.Number, (string?)list.Issuer, (DateOnly?)list.SignedOn)), list.Id);
        }
    }

    [TestCase("000", "000-01", 1.0)]
    [TestCase("000", "000-03", 1.0)]
    [TestCase("000", "000-05", 1.0)]
    [TestCase("001", "001-03", 1.0)]
    [TestCase("001", "001-10", 1.0)]
    [TestCase("002", "002-04", 0.9)]
    [TestCase("002", "002-11", 1.0)]
    [TestCase("003", "003-01", 1.0)]
    [TestCase("003", "003-03", 1.0)]
    [TestCase("003", "003-05", 1.0)]
    [TestCase("003", "003-06", 1.0)]
    [TestCase("004", "004-08", 1.0)]
    public void Records_are_right_and_a_wrong_one_is_never_silent(string gazette, string listId, double floor)
    {
        var gold = SharedGazettes.Gold(gazette).Single(list => list.Id == listId);
        var lists = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists)
            .Where(list => list.LineStart <= gold.LineEnd && list.LineEnd >= gold.LineStart).ToList();
        var wrong = new List<string>();
        var silent = new List<string>();
        foreach (var item in gold.Items)
        {
            var match = lists.SelectMany(list => list.Items).Where(item.Matches).FirstOrDefault();
            if (match is not null && item.IsRight(match))
                continue;

            wrong.Add($"{listId} #{item.Ordinal}, lines {item.LineStart}-{item.LineEnd}");
            if (match is null ? lists.TrueForAll(list => list.Findings.Count == 0) : match.Findings.Count == 0)
                silent.Add(wrong[^1]);
        }

        Assert.That(silent, Is.Empty);
        Assert.That(1.0 - ((double)wrong.Count / gold.Items.Count), Is.GreaterThanOrEqualTo(floor), string.Join("; ", wrong));
        Assert.That(lists.Sum(list => list.Items.Count), Is.LessThanOrEqualTo(gold.Items.Count + 2), "spurious items");
    }

    [TestCase(2018, 11, 20, 1, 1)]
    [TestCase(2019, 1, 2, 16, 15)]
    public void As_many_tasks_are_past_their_date_as_are_printed(int year, int month, int day, int ofWorkList, int ofCleanAir)
    {
        var today = new DateOnly(year, month, day);
        var lists = SharedGazettes.Draft("000").Documents.SelectMany(document => document.Lists).ToList();

        Assert.That(lists.Single(list => list.LineStart == 689).Items.Count(item => item.Deadline.Date < today), Is.EqualTo(ofWorkList));
        Assert.That(lists.Single(list => list.LineStart == 2229).Items.Count(item => item.Deadline.Date < today), Is.EqualTo(ofCleanAir));
    }

    [Test]
    public void What_a_list_declares_and_what_is_missing_is_said_of_it()
    {
        var lists = SharedGazettes.Draft("000").Documents.SelectMany(document => document.Lists).ToDictionary(list => list.LineStart);

        Assert.That(lists[689], Has.Property(nameof(DraftList.DeclaredCount)).EqualTo(62).And.Property(nameof(DraftList.Findings)).Empty);
        Assert.That(lists[1842].Findings.Single().Code, Is.EqualTo(FindingCodes.CountDiffers));
        Assert.That(lists[2229].Findings.Single().Message, Does.Contain("6, 19, 20, 21, 24, 26"));
    }

    [Test]
    public void Most_items_of_a_clean_list_carry_no_finding()
    {
        var items = SharedGazettes.Draft("000").Documents.SelectMany(document => document.Lists)
            .Where(list => list.LineStart is 689 or 1842).SelectMany(list => list.Items).ToList();

        Assert.That(items.Count(item => item.Findings.Count > 0), Is.LessThanOrEqualTo(items.Count / 20));
    }

    [Test]
    public void Drafts_of_whole_gazettes_are_read_back_as_written()
    {
        var json = DraftJson.Write(SharedGazettes.Draft("000"));

        Assert.That(DraftJson.Write(DraftJson.Read(json)), Is.EqualTo(json));
        using var parsed = JsonDocument.Parse(json);
        Assert.That(parsed.RootElement.GetProperty("source").GetProperty("characters").GetInt32(), Is.EqualTo(121_290));
    }
}
