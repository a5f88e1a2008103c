using System.Text.Json;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class DraftJsonTests
{
    private static readonly Draft Draft = Reading.Of(Reading.Head + """
        1. 甲事，PM2.5低于58。
        牵头部门：区环保局
        配合部门：区城管监督指挥中
        时间安排：已启动，2018年6月底前完成并持续落实
        3. 乙事。
        牵头部门：区教委
        时间安排：每月15日前
        """);

    [Test]
    public void What_was_written_is_read_back_whole()
    {
        var json = DraftJson.Write(Draft);

        Assert.That(DraftJson.Write(DraftJson.Read(json)), Is.EqualTo(json));
    }

    [Test]
    public void The_members_are_those_of_the_agreed_format()
    {
        using var json = JsonDocument.Parse(DraftJson.Write(Draft));
        var list = json.RootElement.GetProperty("documents")[0].GetProperty("lists")[0];
        var item = list.GetProperty("items")[0];

        Assert.That(item.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[]
        {
            "ordinal", "no", "section", "task", "text", "leadUnits", "partnerUnits", "leaders",
            "deadlineText", "deadline", "deadlineKind", "start", "milestones", "recurrence", "printedStatus", "ongoingAfterwards",
            "targets", "lineStart", "lineEnd", "findings",
        }));
        Assert.That(list.GetProperty("kind").GetString(), Is.EqualTo("tasks"));
        Assert.That(item.GetProperty("deadlineKind").GetString(), Is.EqualTo("month_end"));
        Assert.That(item.GetProperty("deadline").GetString(), Is.EqualTo("2018-06-30"));
        Assert.That(item.GetProperty("printedStatus").GetString(), Is.EqualTo("started"));
        Assert.That(item.GetProperty("ongoingAfterwards").GetBoolean(), Is.True);
    }

    [Test]
    public void Chinese_stays_readable_on_one_line()
    {
        var json = DraftJson.Write(Draft);

        Assert.That(json, Does.Contain("区环保局").And.Not.Contain("\\u").And.Not.Contain("\n"));
    }

    [Test]
    public void Targets_and_windows_survive()
    {
        var item = new DraftItem
        {
            Ordinal = 1,
            Text = "甲",
            Deadline = new Deadline
            {
                Kind = DeadlineKind.Multiple,
                Date = new DateOnly(2018, 9, 30),
                Start = new DateOnly(2018, 6, 1),
                Milestones = [new Milestone("6月", new DateOnly(2018, 6, 30)), new Milestone("以后", null)],
                Recurrence = "FREQ=MONTHLY",
            },
            Targets = [new Target("PM2.5", "<=", 58.5m, "微克/立方米", "低于58.5微克/立方米")],
            LineStart = 1,
            LineEnd = 2,
        };
        var list = Draft.Documents[0].Lists[0] with { Items = [item], Kind = ListKind.Indicators, DefaultDeadline = new DateOnly(2018, 12, 31) };
        var draft = Draft with { Documents = [Draft.Documents[0] with { Lists = [list] }] };

        var read = DraftJson.Read(DraftJson.Write(draft)).Documents[0].Lists[0];

        Assert.That(read.Items[0].Targets, Is.EqualTo(item.Targets));
        Assert.That(read.Items[0].Deadline.Milestones, Is.EqualTo(item.Deadline.Milestones));
        Assert.That(read.Items[0].Deadline with { Milestones = [] }, Is.EqualTo(item.Deadline with { Milestones = [] }));
        Assert.That((read.Kind, read.DefaultDeadline), Is.EqualTo((ListKind.Indicators, list.DefaultDeadline)));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("""{"source":{"file":1,"sha256":"","lines":1,"characters":1}}""")]
    [TestCase("no json")]
    public void Anything_else_is_refused(string json) =>
        Assert.That(() => DraftJson.Read(json), Throws.InstanceOf<JsonException>());
}
