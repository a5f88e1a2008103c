using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

[TestFixture]
internal sealed class GoldDeadlineTests
{
    /// <summary>Lists without a place for the deadline: there it stands in the measure, if anywhere.</summary>
    private static readonly string[] ListsWithoutDeadlines =
        ["000-04", "000-08", "000-09", "001-01", "001-03", "001-12", "001-15", "002-12", "003-01", "003-16", "004-01", "004-14"];

    [Test]
    public void Every_printed_deadline_of_the_checked_lists_is_read_as_a_person_read_it()
    {
        var items = GoldLists.Load().Where(item => item.DeadlineText is not null && !ListsWithoutDeadlines.Contains(item.ListId)).ToList();

        var differences = items.Select(Difference).Where(difference => difference is not null).ToList();

        Assert.That(items, Has.Count.GreaterThan(400));
        Assert.That(differences, Is.Empty, string.Join('\n', differences));
    }

    [Test]
    public void The_phrases_that_a_person_took_from_measures_are_read_as_a_person_read_them()
    {
        var items = GoldLists.Load().Where(item => item.DeadlineText is not null && ListsWithoutDeadlines.Contains(item.ListId)).ToList();

        var differences = items.Select(Difference).Where(difference => difference is not null).ToList();

        Assert.That(items, Has.Count.GreaterThan(20));
        Assert.That(differences, Is.Empty, string.Join('\n', differences));
    }

    [Test]
    public void No_printed_deadline_of_the_checked_lists_is_doubted_without_need()
    {
        var doubted = GoldLists.Load()
            .Where(item => item.DeadlineText is not null)
            .Select(item => (item, reading: DeadlineReader.Read(item.DeadlineText, item.Context)))
            .Where(pair => pair.reading.Doubts.Count > 0)
            .Select(pair => $"{pair.item} {pair.item.DeadlineText}: {string.Join(' ', pair.reading.Doubts)}")
            .ToList();

        Assert.That(doubted, Is.Empty, string.Join('\n', doubted));
    }

    [Test]
    public void Deadlines_in_running_text_are_found_and_nothing_else_is_taken_for_one()
    {
        var items = GoldLists.Load().Where(item => ListsWithoutDeadlines.Contains(item.ListId)).ToList();

        var wrong = items.Select(MeasureDifference).Where(difference => difference is not null).ToList();

        TestContext.Out.WriteLine($"{items.Count - wrong.Count} of {items.Count}");
        Assert.That(items, Has.Count.GreaterThan(500));
        Assert.That(wrong, Has.Count.LessThanOrEqualTo(items.Count / 200), string.Join('\n', wrong));
    }

    private static string? Difference(GoldItem item)
    {
        var deadline = DeadlineReader.Read(item.DeadlineText, item.Context).Deadline;
        return deadline.Date == item.Deadline && KindNames.Of(deadline.Kind) == item.Kind && deadline.Status == StatusOf(item)
            ? null
            : $"{item} {item.DeadlineText}: {deadline}, checked {Checked(item)} {item.Status}";
    }

    private static string? MeasureDifference(GoldItem item)
    {
        var reading = DeadlineReader.ReadFromMeasure(item.Text, item.Context);
        var deadline = reading.Deadline;
        return deadline.Date == item.Deadline && KindNames.Of(deadline.Kind) == item.Kind
            ? null
            : $"{item} {deadline}, checked {Checked(item)} in {item.DeadlineText}";
    }

    private static string Checked(GoldItem item) => $"{item.Kind} {item.Deadline:yyyy-MM-dd}";

    private static PrintedStatus? StatusOf(GoldItem item) => item.Status switch
    {
        "已启动" => PrintedStatus.Started,
        "已完成" or "已建立" => PrintedStatus.Completed,
        "正在前期准备" => PrintedStatus.Preparing,
        _ => null,
    };
}
