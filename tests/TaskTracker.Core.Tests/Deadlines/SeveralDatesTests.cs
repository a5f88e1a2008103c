using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

[TestFixture]
internal sealed class SeveralDatesTests
{
    private static readonly DeadlineContext ListOf2018 = new(2018, new DateOnly(2018, 3, 30));

    [TestCase("4月底前；年底前", "2018-04-30 2018-12-31")]
    [TestCase("6月底前完成方案，12月底前完成建设", "2018-06-30 2018-12-31")]
    [TestCase("6月和12月", "2018-06-30 2018-12-31")]
    [TestCase("3月、6月、9月、12月底前", "2018-03-31 2018-06-30 2018-09-30 2018-12-31")]
    [TestCase("2019年6月、12月", "2019-06-30 2019-12-31")]
    [TestCase("甲工作11月底前完成，其他工作贯穿2018年全年", "2018-11-30 2018-12-31")]
    public void Several_dates_are_all_milestones_and_due_on_the_last(string printed, string dates)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.Multiple));
        Assert.That(string.Join(' ', deadline.Milestones.Select(milestone => $"{milestone.Date:yyyy-MM-dd}")), Is.EqualTo(dates));
        Assert.That($"{deadline.Date:yyyy-MM-dd}", Is.EqualTo(dates.Split(' ')[^1]));
        Assert.That(doubts, Is.Empty);
    }

    [Test]
    public void A_stage_is_told_in_its_own_words()
    {
        var deadline = DeadlineReader.Read("甲政策2018年完成。乙政策正在前期准备中。", ListOf2018).Deadline;

        Assert.That(deadline.Milestones, Is.EqualTo(new Milestone[]
        {
            new("甲政策2018年完成", new DateOnly(2018, 12, 31)),
            new("乙政策正在前期准备中", null),
        }));
        Assert.That((deadline.Kind, deadline.Status), Is.EqualTo((DeadlineKind.YearEnd, (PrintedStatus?)null)));
    }

    [TestCase("年底前")]
    [TestCase("已启动，2018年完成")]
    [TestCase("2018年底前完成并持续落实")]
    public void One_date_makes_no_milestone(string printed) =>
        Assert.That(DeadlineReader.Read(printed, ListOf2018).Deadline.Milestones, Is.Empty);

    [Test]
    public void A_date_counts_before_a_period()
    {
        var deadline = DeadlineReader.Read("每年应组织开放至少2次，在7月20日之前至少完成1次", ListOf2018).Deadline;

        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.Date, (DateOnly?)new DateOnly(2018, 7, 20))));
        Assert.That(deadline.Recurrence, Is.EqualTo("每年应组织开放至少2次"));
    }
}
