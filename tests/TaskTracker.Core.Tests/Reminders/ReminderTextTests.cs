using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderTextTests
{
    private static readonly ReminderFacts Facts = new()
    {
        TaskTitle = "完善高精尖政策体系",
        No = "3",
        ListTitle = "金融中心建设任务分解",
        LeadUnitNames = ["区金融办"],
        DueOn = new(2018, 12, 31),
        Today = new(2019, 1, 14),
    };

    [TestCase("2018-12-01", "【还有30天到期】完善高精尖政策体系（第3项）")]
    [TestCase("2018-12-30", "【明天到期】完善高精尖政策体系（第3项）")]
    [TestCase("2018-12-31", "【今天到期】完善高精尖政策体系（第3项）")]
    [TestCase("2019-01-01", "【逾期1天】完善高精尖政策体系（第3项）")]
    [TestCase("2019-01-14", "【逾期14天】完善高精尖政策体系（第3项）")]
    public void The_title_says_how_urgent_it_is_on_the_day(string today, string title) =>
        Assert.That(Of(Facts with { Today = DateOnly.Parse(today, null) }).Subject, Is.EqualTo(title));

    [Test]
    public void The_body_says_what_whose_due_when_how_late_and_what_to_do()
    {
        const string task = "《金融中心建设任务分解》第3项“完善高精尖政策体系”（牵头单位：区金融办），应于2018-12-31前（含当日）办结，";

        Assert.That(Of(Facts).Text, Is.EqualTo(
            task + "截至2019-01-14已逾期14天。请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。"));
        Assert.That(Of(Facts with { Today = Facts.DueOn }).Text, Is.EqualTo(
            task + "今天到期。请于今天提交办结申请；不能按期办结的，请于今天说明原因、申请延期。"));
        Assert.That(Of(Facts with { Today = new(2018, 12, 24) }).Text, Is.EqualTo(
            task + "距到期还有7天。请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。"));
    }

    [TestCase(ReminderOccasion.ReportDue, "2018-Q4", "【填报逾期14天】", "（责任单位：区甲局；牵头单位：区金融办），应于2018-12-31前（含当日）提交2018-Q4进展填报，截至2019-01-14已逾期14天。请立即补报")]
    [TestCase(ReminderOccasion.ReceiptDue, null, "【签收逾期14天】", "应于2018-12-31前（含当日）签收，")]
    [TestCase(ReminderOccasion.AnswerDue, "督办〔2018〕5号", "【反馈逾期14天】", "应于2018-12-31前（含当日）反馈督办〔2018〕5号，")]
    [TestCase(ReminderOccasion.MilestoneDue, "完成初稿", "【节点逾期14天】", "应于2018-12-31前（含当日）完成节点“完成初稿”，")]
    [TestCase(ReminderOccasion.HandInAgain, null, "【重新提交逾期14天】", "应于2018-12-31前（含当日）重新提交办结申请，")]
    [TestCase(ReminderOccasion.DateMissing, null, "【时限未明确】", "完成时限尚未明确，自2018-12-31登记以来已14天。请明确")]
    public void Each_occasion_has_its_own_words(ReminderOccasion occasion, string? name, string title, string body)
    {
        var message = Of(Facts with { Occasion = occasion, Name = name, AskedUnitName = "区甲局" });

        Assert.That(message.Subject, Does.StartWith(title));
        Assert.That(message.Text, Does.Contain(body));
    }

    [Test]
    public void What_is_not_known_is_left_out()
    {
        var message = Of(Facts with { No = null, ListTitle = null, LeadUnitNames = [] });

        Assert.That(message.Subject, Is.EqualTo("【逾期14天】完善高精尖政策体系"));
        Assert.That(message.Text, Does.StartWith("“完善高精尖政策体系”，应于2018-12-31前（含当日）办结，").And.Not.Contain("\n"));
    }

    [Test]
    public void A_link_stands_on_a_line_of_its_own_and_can_be_clicked()
    {
        var message = Of(Facts with { Link = "https://example.org/tasks/3?a=1&b=2" });

        Assert.That(message.Text.Split('\n')[^1], Is.EqualTo("https://example.org/tasks/3?a=1&b=2"));
        Assert.That(message.Html, Does.EndWith("<p><a href=\"https://example.org/tasks/3?a=1&amp;b=2\">https://example.org/tasks/3?a=1&amp;b=2</a></p>"));
    }

    [Test]
    public void A_number_is_shown_as_printed() =>
        Assert.That(Of(Facts with { No = "（三）" }).Subject, Does.EndWith("（第（三）项）"));

    [Test]
    public void Of_many_lead_units_three_are_named_and_all_are_counted()
    {
        Assert.That(Of(Facts with { LeadUnitNames = ["甲局", "乙局", "丙局"] }).Text, Does.Contain("（牵头单位：甲局、乙局、丙局）"));
        Assert.That(Of(Facts with { LeadUnitNames = ["甲局", "乙局", "丙局", "丁局", "戊局"] }).Text, Does.Contain("（牵头单位：甲局、乙局、丙局等5家）"));
    }

    [Test]
    public void Nothing_that_was_printed_breaks_the_line()
    {
        var message = Of(Facts with
        {
            TaskTitle = " 完善\r\nBcc: a@b\u2028\0体系 ",
            No = "3\n",
            ListTitle = "清\n单",
            LeadUnitNames = ["区\t金融办"],
            Name = "一\n二",
        });

        Assert.That(message.Subject, Is.EqualTo("【逾期14天】完善 Bcc: a@b 体系（第3项）"));
        Assert.That(message.Text, Does.Not.Match(@"[\r\n\t\0\u2028]"));
    }

    [Test]
    public void A_long_title_is_cut_between_characters_and_the_body_has_more_of_it()
    {
        var message = Of(Facts with { TaskTitle = string.Concat(Enumerable.Repeat("𠮷", 300)) });

        Assert.That(message.Subject, Is.EqualTo($"【逾期14天】{string.Concat(Enumerable.Repeat("𠮷", 39))}…（第3项）"));
        Assert.That(message.Text, Does.Contain($"“{string.Concat(Enumerable.Repeat("𠮷", 199))}…”"));
        Assert.That(Of(Facts with { TaskTitle = new('长', 40), No = null }).Subject, Does.EndWith("长"));
    }

    [Test]
    public void What_was_printed_stays_text_in_html() =>
        Assert.That(Of(Facts with { TaskTitle = "<b>a & b</b>" }).Html, Does.Contain("“&lt;b&gt;a &amp; b&lt;/b&gt;”"));

    private static Message Of(ReminderFacts facts) => ReminderMessages.Compose([facts], [], "区金融办", facts.Today, MessageTemplates.Default);
}
