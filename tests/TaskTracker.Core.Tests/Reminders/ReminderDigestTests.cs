using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderDigestTests
{
    private static readonly DateOnly Today = new(2019, 1, 14);

    [Test]
    public void The_title_counts_by_urgency_and_the_lines_begin_with_the_most_severe()
    {
        var digest = ReminderDigest.Compose([Task("甲", +7), Task("乙", -14), Task("丙", +1)]);

        Assert.That(digest.Title, Is.EqualTo("3 项任务提醒：1 项逾期，2 项临近到期"));
        Assert.That(digest.Lines, Is.EqualTo(new[]
        {
            "1. 【逾期14天】乙（第1项）（牵头单位：区金融办），应于2018-12-31前（含当日）办结，见《清单》",
            "2. 【明天到期】丙（第1项）（牵头单位：区金融办），应于2019-01-15前（含当日）办结，见《清单》",
            "3. 【还有7天到期】甲（第1项）（牵头单位：区金融办），应于2019-01-21前（含当日）办结，见《清单》",
            "逾期的任务：请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。",
            "临近到期的任务：请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。",
        }));
        Assert.That(digest.Body, Is.EqualTo(string.Join('\n', digest.Lines)));
    }

    [Test]
    public void Tasks_due_today_are_counted_by_themselves() =>
        Assert.That(ReminderDigest.Compose([Task("甲", 0), Task("乙", 1), Task("丙", -1), Task("丁", 0)]).Title,
            Is.EqualTo("4 项任务提醒：1 项逾期，2 项今天到期，1 项临近到期"));

    [Test]
    public void Tasks_due_on_one_day_stay_in_the_order_given() =>
        Assert.That(
            ReminderDigest.Compose([Task("甲", -3), Task("乙", -3), Task("丙", -3)]).Lines.Take(3).Select(line => line[line.IndexOf('】') + 1]),
            Is.EqualTo("甲乙丙".ToCharArray()));

    [Test]
    public void A_task_from_elsewhere_names_no_list() =>
        Assert.That(ReminderDigest.Compose([Task("甲", 0) with { ListTitle = null }]).Lines[0], Does.EndWith("办结"));

    [Test]
    public void No_reminder_makes_no_digest() =>
        Assert.That(() => ReminderDigest.Compose([]), Throws.InstanceOf<ArgumentOutOfRangeException>());

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
