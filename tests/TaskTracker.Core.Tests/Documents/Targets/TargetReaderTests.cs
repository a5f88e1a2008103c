using System.Globalization;
using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Tests.Documents.Targets;

[TestFixture]
internal sealed class TargetReaderTests
{
    [TestCase("细颗粒物年均浓度低于51微克/立方米。", "细颗粒物年均浓度 < 51 微克/立方米")]
    [TestCase("全年举办不少于12场读书会。", "举办读书会 >= 12 场")]
    [TestCase("学校食堂检查覆盖率达到97%以上。", "学校食堂检查覆盖率 >= 97 %")]
    [TestCase("化学需氧量、氨氮排放量同比分别下降4%以上。", "化学需氧量、氨氮排放量同比分别下降 >= 4 %")]
    [TestCase("全镇降尘量控制在6吨/月·平方公里以内。", "全镇降尘量 <= 6 吨/月·平方公里")]
    [TestCase("单位面积供热能耗降至41瓦/平方米。", "单位面积供热能耗 <= 41 瓦/平方米")]
    [TestCase("垃圾焚烧达标率100%。", "垃圾焚烧达标率 = 100 %")]
    [TestCase("各单位每年至少听取3次工作汇报。", "各单位每年听取工作汇报 >= 3 次")]
    [TestCase("全年重污染天数控制在5天以内。", "重污染天数 <= 5 天")]
    public void A_comparison_beside_a_number_makes_a_target(string measure, string expected) => Check(measure, expected);

    [TestCase("新建口袋公园4处。", "新建口袋公园 = 4 处")]
    [TestCase("完成2万平方米老楼节能改造。", "完成老楼节能改造 = 2 万平方米")]
    [TestCase("新增停车位350个以上。", "新增停车位 >= 350 个")]
    [TestCase("培训养老护理员1,200人。", "培训养老护理员 = 1200 人")]
    [TestCase("完成3.5万辆次以上的货车检查。", "完成货车检查 >= 3.5 万辆次")]
    [TestCase("为地区80户居民更换燃气软管。", "为地区居民更换燃气软管 = 80 户")]
    [TestCase("对96间平房进行翻建、修缮。", "对平房进行翻建、修缮 = 96 间")]
    [TestCase("到2026年，新建图书室2个。", "新建图书室 = 2 个")]
    public void An_act_of_making_leads_to_its_number(string measure, string expected) => Check(measure, expected);

    [TestCase("建设屋顶绿化2万平方米、垂直绿化900延米。", "建设屋顶绿化 = 2 万平方米|建设垂直绿化 = 900 延米")]
    [TestCase("新增800平方米绿地和12处小景。", "新增绿地 = 800 平方米|新增小景 = 12 处")]
    [TestCase("开展演出90场，展览8场。", "开展演出 = 90 场|开展展览 = 8 场")]
    [TestCase("全年至少召开2次报告会和1次开放日活动。", "召开报告会 >= 2 次|召开开放日活动 = 1 次")]
    public void Numbers_that_follow_each_other_share_the_act(string measure, string expected) => Check(measure, expected);

    [TestCase("按照《海绵城市规划（不少于30%）》推进。", Description = "citation")]
    [TestCase("实施“3×100”企业培育计划。", Description = "name of a plan")]
    [TestCase("2018年5月底前完成，4月15日上报。", Description = "dates")]
    [TestCase("落实第3条和附件2的要求。", Description = "ordinals")]
    [TestCase("应当在10个工作日内答复，不得超过3个月。", Description = "limits")]
    [TestCase("为60岁以上老人免费理发。", Description = "age")]
    [TestCase("对5000平方米以上工地安装视频。", Description = "what sort of sites")]
    [TestCase("完成年销售汽油量超过2000吨的加油站改造。", Description = "what sort of stations")]
    [TestCase("加强用车大户（自有车辆达10辆以上）的管理。", Description = "what sort, in brackets")]
    [TestCase("目前已安装报警器19355套。", Description = "what is done already")]
    [TestCase("安装摄像头50余个，完成改造约30处。", Description = "rounded")]
    [TestCase("增设8—10个便民菜站，更新1-2个社区设备。", Description = "ranges")]
    [TestCase("道路尘土残存量控制在6克/平方米左右。", Description = "rounded")]
    [TestCase("为23个社区1000户居民更换门锁。", Description = "which of the two is to be reached?")]
    [TestCase("全市淘汰老旧车30万辆。", Description = "another body's target")]
    [TestCase("整合43个委办局的事项。", Description = "a description")]
    [TestCase("减少绿化500米服务盲区。", Description = "a distance")]
    [TestCase("拨打12345热线，发现1家关停1家。", Description = "a hotline, a rule")]
    [TestCase("比例不低于部门事项的50%。", Description = "compared with something else")]
    [TestCase("标准见DB11/139-2015第5.2条。", Description = "a standard")]
    public void Other_numbers_are_no_targets(string measure) => Assert.That(TargetReader.Read(measure, 2018), Is.Empty);

    [TestCase("到2025年，森林覆盖率达到36%。", 2018, 2025)]
    [TestCase("森林覆盖率达到36%。", 2018, 2018)]
    [TestCase("比2013年下降5%，在2016年度基础上压减20吨。", 2018, 2018)]
    public void The_year_of_the_sentence_comes_before_that_of_the_deadline(string measure, int deadline, int expected) =>
        Assert.That(TargetReader.Read(measure, deadline).Select(target => target.Year).Distinct(), Is.EqualTo(new int?[] { expected }));

    [Test]
    public void Two_years_of_one_number_are_two_targets()
    {
        var targets = TargetReader.Read("到2020年，安全利用率达到92%以上；到2030年，安全利用率达到95%以上。", 2030);

        Assert.That(targets.Select(target => (target.Year, target.Value)), Is.EqualTo(new[] { ((int?)2020, 92m), (2030, 95m) }));
    }

    [Test]
    public void What_was_read_is_kept_as_printed() =>
        Assert.That(TargetReader.Read("年均浓度低于51微克/立方米，检查覆盖率达到97%以上。", null).Select(target => target.Printed), Is.EqualTo(new[] { "低于51微克/立方米", "达到97%以上" }));

    [Test]
    public void A_megabyte_of_numbers_and_brackets_is_read_in_seconds()
    {
        foreach (var text in new[] { "新建9个", "（", "不少于", "1,", "“", "9", "新建9个、", "《9" }.Select(Megabyte.Of))
            Megabyte.ReadInTime(() => TargetReader.Read(text, null));
    }

    private static void Check(string measure, string expected)
    {
        var read = TargetReader.Read(measure, null).Select(target => string.Create(CultureInfo.InvariantCulture, $"{target.Name} {target.Comparison} {target.Value} {target.Unit}"));

        Assert.That(string.Join('|', read), Is.EqualTo(expected));
    }
}
