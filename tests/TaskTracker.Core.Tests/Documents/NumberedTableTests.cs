using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class NumberedTableTests
{
    [Test]
    public void A_numbered_table_of_matters_is_a_list_without_units()
    {
        var list = Reading.ListOf("西城区2018年重大决策事项目录\n\n序号\t重大决策事项\n1\t修订 路灯管理办法\n2\t公园夜间开放方案\n\n序号\t重大决策事项\n3\t校车安全规定\n");

        Assert.That(list.Items.Select(item => (item.No, item.Text)), Is.EqualTo(new (string?, string)[]
        {
            ("1", "修订路灯管理办法"), ("2", "公园夜间开放方案"), ("3", "校车安全规定"),
        }));
        Assert.That(list.Findings.Codes(), Is.EqualTo([FindingCodes.NoUnitColumn]));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
        Assert.That(list.DefaultDeadline, Is.EqualTo(new DateOnly(2018, 12, 31)));
    }

    [TestCase("申请材料清单\n\n序号\t材料内容\n1\t申请表\n2\t身份证\n3\t户口簿\n", TestName = "Papers_to_hand_in_are_no_tasks")]
    [TestCase("2018年路灯维修项目清单\n\n序号\t项目\n1\t\n2\t\n3\t\n", TestName = "A_blank_form_is_no_list")]
    [TestCase("2018年获奖公示名单\n\n序号\t项目\n1\t路灯\n2\t公园\n3\t校车\n", TestName = "A_list_of_prizes_is_no_list_of_tasks")]
    public void Other_tables_are_no_list(string body) =>
        Assert.That(Reading.Of(Reading.Head + body).Documents.SelectMany(document => document.Lists), Is.Empty);
}
