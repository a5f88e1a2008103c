using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class DatedStagesTests
{
    [TestCase("（一）第一阶段。2018年1月至2018年4月，主要任务是清点路灯。\n\n（二）第二阶段。2018年5月至2018年9月，主要任务是更换灯泡。\n")]
    [TestCase("准备阶段（2018年1月至4月）：清点路灯。\n\n实施阶段（5月至9月底前）：更换灯泡。\n")]
    public void Dated_stages_are_a_schedule_that_names_no_unit(string body)
    {
        var list = Reading.ListOf("三、时间安排\n\n" + body);

        Assert.That(list.Title, Is.EqualTo("时间安排"));
        Assert.That(list.Kind, Is.EqualTo(ListKind.Schedule));
        Assert.That(list.Items.Select(item => item.Deadline.Date), Is.EqualTo(new DateOnly?[] { new(2018, 4, 30), new(2018, 9, 30) }));
        Assert.That(list.Findings.Codes(), Is.EqualTo([FindingCodes.NoUnitColumn]));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [TestCase("第一阶段以清点为主，做好登记。\n\n第二阶段以更换为主，做好检查。\n", TestName = "Stages_without_a_date_are_no_schedule")]
    [TestCase("现阶段，2018年1月的重点是路灯。\n", TestName = "One_stage_is_no_schedule")]
    public void Other_text_is_no_schedule(string body) =>
        Assert.That(Reading.Of(Reading.Head + body).Documents.SelectMany(document => document.Lists), Is.Empty);
}
