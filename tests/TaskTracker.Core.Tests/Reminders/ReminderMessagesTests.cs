using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderMessagesTests
{
    private static readonly DateOnly Today = new(2019, 1, 14);

    [Test]
    public void A_digest_counts_by_urgency_and_says_what_to_do()
    {
        var digest = Compose(Task("乙", -14), Task("丙", +1), Task("甲", +7));

        Assert.That(digest.Subject, Is.EqualTo("3 项任务提醒：1 项逾期，2 项临近到期"));
        Assert.That(digest.Text.Split('\n'), Is.EqualTo(new[]
        {
            "1. 【逾期14天】乙（第1项）（牵头单位：区金融办），应于2018-12-31前（含当日）办结，见《清单》",
            "2. 【明天到期】丙（第1项）（牵头单位：区金融办），应于2019-01-15前（含当日）办结，见《清单》",
            "3. 【还有7天到期】甲（第1项）（牵头单位：区金融办），应于2019-01-21前（含当日）办结，见《清单》",
            "逾期的任务：请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。",
            "临近到期的任务：请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。",
        }));
    }

    [Test]
    public void Each_kind_of_thing_is_counted_and_told_what_to_do_by_itself()
    {
        var digest = Compose(Task("甲", -30) with { Occasion = ReminderOccasion.DateMissing }, Task("乙", -3) with { Occasion = ReminderOccasion.ReportDue, Name = "2018-Q4" }, Task("丙", 0));

        Assert.That(digest.Subject, Is.EqualTo("3 项任务提醒：1 项时限未明确，1 项逾期，1 项今天到期"));
        Assert.That(digest.Text, Does.Contain("\n逾期的进展填报：请立即补报").And.Contain("\n时限未明确的任务：请明确").And.Contain("\n今天到期的任务："));
    }

    [Test]
    public void A_task_from_elsewhere_names_no_list() =>
        Assert.That(Compose(Task("甲", 0) with { ListTitle = null }, Task("乙", 0)).Text.Split('\n')[0], Does.EndWith("办结"));

    [Test]
    public void No_reminder_makes_no_message() =>
        Assert.That(() => Compose(), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("d d", false, "0,1")]
    [TestCase("d d", true, "0|1")]
    [TestCase("d a d", false, "1|0,2")]
    [TestCase("a a a d", false, "0|1|2|3")]
    [TestCase("a a a a d", false, "0,1,2,3|4")]
    [TestCase("", false, "")]
    public void What_stands_alone_has_its_own_message_and_nobody_gets_a_flood(string reminders, bool single, string bundles)
    {
        ReminderToSend[] toSend = [.. reminders.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(kind => new ReminderToSend(Task("甲", 0), kind == "a"))];

        Assert.That(
            string.Join('|', ReminderMessages.Bundle(toSend, single).Select(bundle => string.Join(',', bundle))), Is.EqualTo(bundles));
    }

    [Test]
    public void The_most_severe_stands_first_and_what_is_due_on_one_day_stays_in_the_order_given()
    {
        ReminderToSend[] toSend = [new(Task("甲", 3), false), new(Task("乙", -3), false), new(Task("丙", 3), false)];

        Assert.That(ReminderMessages.Bundle(toSend, false).Single(), Is.EqualTo(new[] { 1, 0, 2 }));
    }

    [Test]
    public void A_district_writes_its_own_words_as_text_and_html()
    {
        var templates = MessageTemplates.With(new Dictionary<TemplateName, MessageTemplate>
        {
            [TemplateName.Digest] = new("{{unit}}：{{count}}件", "{{unit}}：\n{{items}}", "<h1>{{unit}}</h1><ul>{{items}}</ul>"),
            [TemplateName.DigestItem] = new(null, "- {{title}}", "<li>{{title}}</li>"),
        });

        var digest = ReminderMessages.Compose([Task("甲<", 0), Task("乙", 0)], [], "A&B", Today, templates);

        Assert.That(digest, Is.EqualTo(new Message("A&B：2件", "A&B：\n- 甲<\n- 乙", "<h1>A&amp;B</h1><ul><li>甲&lt;</li>\n<li>乙</li></ul>")));
    }

    [Test]
    public void Notices_ride_with_the_digest_and_make_a_message_where_there_is_none()
    {
        NoticeToTell[] notices = [new("【催办】甲<（第1项）", "请办理。", "https://example.org/1"), new("【退回】乙（第2项）", "请补充。", null)];

        var digest = ReminderMessages.Compose([Task("甲", 0)], notices, "区金融办", Today, MessageTemplates.Default);
        var several = ReminderMessages.Compose([], notices, "区金融办", Today, MessageTemplates.Default);
        var one = ReminderMessages.Compose([], notices[..1], "区金融办", Today, MessageTemplates.Default);

        Assert.That(digest.Text, Does.EndWith("\n\n其他通知：\n1. 【催办】甲<（第1项）\n2. 【退回】乙（第2项）"));
        Assert.That(several.Subject, Is.EqualTo("2 条通知：【催办】甲<（第1项）"));
        Assert.That(several.Text, Is.EqualTo("1. 【催办】甲<（第1项）\n请办理。\nhttps://example.org/1\n\n2. 【退回】乙（第2项）\n请补充。"));
        Assert.That(one, Is.EqualTo(new Message("【催办】甲<（第1项）", "请办理。\nhttps://example.org/1", "<p>请办理。</p>\n<p><a href=\"https://example.org/1\">https://example.org/1</a></p>")));
    }

    private static Message Compose(params ReminderFacts[] reminders) => ReminderMessages.Compose(reminders, [], "区金融办", Today, MessageTemplates.Default);

    private static ReminderFacts Task(string title, int daysAhead) => new()
    {
        TaskTitle = title,
        No = "1",
        ListTitle = "清单",
        LeadUnitNames = ["区金融办"],
        DueOn = Today.AddDays(daysAhead),
        Today = Today,
    };
}
