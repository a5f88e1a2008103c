using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class ProseDutiesTests
{
    [Test]
    public void Clauses_of_a_plan_are_duties_of_the_units_that_they_name()
    {
        var list = Reading.ListOf("""
            5 灾后工作

            ## 5.1 道路恢复

            5.1.1 在指挥部统一指挥下，由街道、相关部门按照职责做好道路清理。

            5.1.2 区应急管理局、西城公安分局牵头，会同相关部门和社会组织，统计道路损失。

            5.1.3 积雪融化后，区商务局会同区财政局负责调运融雪剂。

            5.1.4 区卫生健康委负责医疗点的用品，区审计局对用品的支出进行监督。

            5.1.5 区城市管理委负责修复路灯，属地街道负责清扫落叶。
            """);

        Assert.That(list.Layout, Is.EqualTo("prose-duties"));
        Assert.That(list.Title, Is.EqualTo("道路恢复"));
        Assert.That(list.Items.Select(item => (item.No, string.Join('/', item.LeadUnits), string.Join('/', item.PartnerUnits))), Is.EqualTo(new[]
        {
            ("5.1.1", "街道/相关部门", ""), ("5.1.2", "区应急管理局/西城公安分局", "相关部门/社会组织"), ("5.1.3", "区商务局", "区财政局"),
            ("5.1.4", "区卫生健康委", ""), ("5.1.5", "区城市管理委", ""), ("5.1.5", "属地街道", ""),
        }));
        Assert.That(list.Items[2].Text, Is.EqualTo("积雪融化后，区商务局会同区财政局负责调运融雪剂。"));
        Assert.That(list.Items[^1].Text, Is.EqualTo("属地街道负责清扫落叶。"));
    }

    [Test]
    public void A_paragraph_is_cut_before_each_unit_and_says_so()
    {
        var list = Reading.ListOf("""
            五、组织领导

            成立西城区路灯普查领导小组（以下简称领导小组），负责审定普查方案。领导小组办公室设在区城市管理委，负责日常工作。涉及经费的事项，由区财政局负责；涉及宣传的事项由区委宣传部、区融媒体中心负责和协调。其他各有关单位要提供本单位路灯的资料。
            """);

        Assert.That(list.Items.Select(item => string.Join('/', item.LeadUnits)), Is.EqualTo(
            ["西城区路灯普查领导小组", "区城市管理委", "区财政局", "区委宣传部/区融媒体中心", "其他各有关单位"]));
        Assert.That(list.Items.Select(item => item.Findings.Codes()), Is.All.Contains(FindingCodes.RowSplit));
    }

    [Test]
    public void What_is_done_by_a_unit_is_a_duty_too()
    {
        var list = Reading.ListOf("""
            （二）网上核对

            各相关部门分工如下：

            1. 居住证明由区房管局、西城公安分局分别核对。其中，租房的，由区房管局核对。

            2. 就业证明由区人力社保局核对。

            3. 营业执照由区市场监管局核对。

            不能网上核对的由街道办事处现场核对。
            """);

        Assert.That(list.Items.Select(item => (item.No, string.Join('/', item.LeadUnits))), Is.EqualTo(new (string?, string)[]
        {
            ("1", "区房管局/西城公安分局"), ("2", "区人力社保局"), ("3", "区市场监管局"), (null, "街道办事处"),
        }));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void Who_leads_and_who_helps_is_told_from_the_words()
    {
        var list = Reading.ListOf("""
            第二章 工作机制

            第四条 试点由区民政局统筹。区住房城市建设委牵头改造工作，区财政局牵头资金工作，其他相关部门按照职责分工配合开展工作。

            第五条 属地街道牵头、实施主体配合对院落开展调查。

            第六条 区总工会、区妇联等人民团体发挥自身优势，协助区卫生健康委开展心理疏导。

            第七条 区司法局牵头，组织有关单位和法律服务机构，提供法律咨询。
            """);

        Assert.That(list.Items.Select(item => (string.Join('/', item.LeadUnits), string.Join('/', item.PartnerUnits))), Is.EqualTo(new[]
        {
            ("区民政局", ""), ("区住房城市建设委", ""), ("区财政局", "其他相关部门"), ("属地街道", "实施主体"),
            ("区卫生健康委", "区总工会/区妇联"), ("区司法局", "有关单位/法律服务机构"),
        }));
        Assert.That(list.Items.TakeLast(2).Select(item => item.Findings.Codes()), Is.All.Contains(FindingCodes.UnitInText));
    }

    [TestCase("本办法由区民政局负责解释。\n\n本细则由区财政局负责解释。\n\n本规定由区教委负责解释。\n", TestName = "Who_explains_a_rule_has_no_duty")]
    [TestCase("区民政局负责登记。\n\n申请人应当如实填写。\n\n材料不全的不予受理。\n\n窗口应当公示。\n\n区财政局负责拨付。\n", TestName = "A_unit_now_and_then_makes_no_list")]
    [TestCase("指挥部由区民政局、区教委组成。\n\n总指挥由区长担任。\n\n成员由各街道选派。\n", TestName = "Who_a_body_is_made_up_of_is_no_duty")]
    public void Other_text_is_no_list(string body) =>
        Assert.That(Reading.Of(Reading.Head + "三、其他\n\n" + body).Documents.SelectMany(document => document.Lists), Is.Empty);
}
