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
        Assert.That(ReminderText.Title(Facts with { Today = DateOnly.Parse(today, null) }), Is.EqualTo(title));

    [Test]
    public void The_body_says_what_whose_due_when_how_late_and_what_to_do()
    {
        const string task = "《金融中心建设任务分解》第3项“完善高精尖政策体系”（牵头单位：区金融办），应于2018-12-31前（含当日）办结，";

        Assert.That(ReminderText.Body(Facts), Is.EqualTo(
            task + "截至2019-01-14已逾期14天。请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。"));
        Assert.That(ReminderText.Body(Facts with { Today = Facts.DueOn }), Is.EqualTo(
            task + "今天到期。请于今天提交办结申请；不能按期办结的，请于今天说明原因、申请延期。"));
        Assert.That(ReminderText.Body(Facts with { Today = new(2018, 12, 24) }), Is.EqualTo(
            task + "距到期还有7天。请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。"));
    }

    [Test]
    public void What_is_not_known_is_left_out()
    {
        var facts = Facts with { No = null, ListTitle = null, LeadUnitNames = [] };

        Assert.That(ReminderText.Title(facts), Is.EqualTo("【逾期14天】完善高精尖政策体系"));
        Assert.That(ReminderText.Body(facts), Does.StartWith("“完善高精尖政策体系”，应于2018-12-31前（含当日）办结，"));
    }

    [Test]
    public void A_number_is_shown_as_printed() =>
        Assert.That(ReminderText.Title(Facts with { No = "（三）" }), Does.EndWith("（第（三）项）"));

    [Test]
    public void Of_many_lead_units_three_are_named_and_all_are_counted()
    {
        Assert.That(ReminderText.Body(Facts with { LeadUnitNames = ["甲局", "乙局", "丙局"] }), Does.Contain("（牵头单位：甲局、乙局、丙局）"));
        Assert.That(ReminderText.Body(Facts with { LeadUnitNames = ["甲局", "乙局", "丙局", "丁局", "戊局"] }),
            Does.Contain("（牵头单位：甲局、乙局、丙局等5家）"));
    }

    [Test]
    public void Nothing_that_was_printed_breaks_the_line()
    {
        var facts = Facts with { TaskTitle = " 完善\r\nBcc: a@b\u2028\0体系 ", No = "3\n", ListTitle = "清\n单", LeadUnitNames = ["区\t金融办"] };

        Assert.That(ReminderText.Title(facts), Is.EqualTo("【逾期14天】完善 Bcc: a@b 体系（第3项）"));
        Assert.That(ReminderText.Body(facts), Does.Not.Match(@"[\r\n\t\0\u2028]"));
    }

    [Test]
    public void A_long_title_is_cut_between_characters_and_the_body_has_more_of_it()
    {
        var facts = Facts with { TaskTitle = string.Concat(Enumerable.Repeat("𠮷", 300)) };

        Assert.That(ReminderText.Title(facts), Is.EqualTo($"【逾期14天】{string.Concat(Enumerable.Repeat("𠮷", 39))}…（第3项）"));
        Assert.That(ReminderText.Body(facts), Does.Contain($"“{string.Concat(Enumerable.Repeat("𠮷", 199))}…”"));
        Assert.That(ReminderText.Title(Facts with { TaskTitle = new('长', 40), No = null }), Does.EndWith("长"));
    }
}
