using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Targets;

[TestFixture]
internal sealed class TargetTablesTests
{
    [Test]
    public void A_row_of_a_matrix_is_a_unit_with_its_targets()
    {
        var list = Reading.ListOf("""
            各街道2018年有关指标计划

            全区及各街道⇥PM2.5 年均浓度 (微克/立方米)⇥重污染天数⇥⇥巡查 (万辆次)
            德胜街道⇥41⇥5⇥⇥—
            牛街街道⇥≤ 43⇥6⇥⇥1.5
            """.Replace('⇥', '\t'));

        Assert.That(list, Has.Property(nameof(DraftList.Kind)).EqualTo(ListKind.Indicators).And.Property(nameof(DraftList.Findings)).Empty);
        Assert.That(list.Items.Select(item => item.LeadUnits.Single()), Is.EqualTo(new[] { "德胜街道", "牛街街道" }));
        Assert.That(list.Items.Select(item => item.Deadline), Is.All.Matches<Deadline>(deadline => deadline is { Kind: DeadlineKind.YearEnd, PrintedText: "2018年" }));
        Assert.That(list.Items[1].Targets, Is.EqualTo(new[]
        {
            new Target("PM2.5年均浓度", "<=", 43, "微克/立方米", "≤ 43") { Year = 2018 },
            new Target("重污染天数", "=", 6, "天", "6") { Year = 2018 },
            new Target("巡查", "=", 1.5m, "万辆次", "1.5") { Year = 2018 },
        }));
        Assert.That(list.Items[0].Text, Is.EqualTo("PM2.5年均浓度41微克/立方米；重污染天数5天"));
    }

    [Test]
    public void A_header_of_two_lines_gives_a_target_for_each_period()
    {
        var list = Reading.ListOf("""
            各街道2018年行动计划有关指标

            各街道⇥浓度 (微克/立方米)⇥⇥天数比率 (%)
            ⇥全年⇥一季度⇥
            德胜街道⇥35⇥54⇥76
            牛街街道⇥35⇥49⇥76
            """.Replace('⇥', '\t'));

        var (deadline, targets) = (list.Items[0].Deadline, list.Items[0].Targets);
        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.Multiple, (DateOnly?)new DateOnly(2018, 12, 31))));
        Assert.That(deadline.Milestones.Select(milestone => milestone.Date), Is.EqualTo(new DateOnly?[] { new(2018, 3, 31), new(2018, 12, 31) }));
        Assert.That(targets.Select(target => (target.Name, target.Period, target.Value)), Is.EqualTo(new[] { ("浓度", null, 35m), ("浓度", "一季度", 54m), ("天数比率", null, 76m) }));
    }

    [Test]
    public void Of_readings_and_a_target_only_the_target_is_one_and_the_year_before_is_its_baseline()
    {
        var list = Reading.ListOf("""
            西城区各街道降尘量化信息表

            单位：吨

            序号⇥区域⇥6月⇥7月⇥2017年均值⇥2018年 目标值
            1⇥德胜街道⇥4.3⇥5.3⇥5.1⇥4.9
            2⇥牛街街道⇥4.1⇥5.0⇥4.8⇥4.6
            """.Replace('⇥', '\t'));

        Assert.That(list.Items[1].No, Is.EqualTo("2"));
        Assert.That(list.Items[1].Targets, Is.EqualTo(new[] { new Target("降尘", "=", 4.6m, "吨", "4.6") { Year = 2018, Baseline = 4.8m } }));
    }

    [Test]
    public void Where_the_heads_have_moved_no_target_is_taken_and_that_is_said()
    {
        var list = Reading.ListOf("""
            2018年有关指标任务计划

            区⇥浓度⇥⇥减排量(吨)⇥
            ⇥全年⇥减排量(吨)⇥⇥
            西城区⇥34⇥49⇥850⇥7
            """.Replace('⇥', '\t'));

        Assert.That(list.Items.Single().Targets, Is.Empty);
        Assert.That(list.Items.Single().Findings.Codes(), Is.EqualTo(new[] { FindingCodes.CellsShifted }));
    }

    [TestCase("2017年各街道检查情况统计表\n\n街道⇥检查 (次)\n德胜街道⇥35\n牛街街道⇥36", Description = "statistics")]
    [TestCase("各街道2018年任务分解表\n\n街道⇥户数 (户)\n德胜街道⇥\n牛街街道⇥", Description = "a blank form")]
    [TestCase("2018年收费指标表\n\n项目⇥价格 (元)\n理发⇥30\n洗浴⇥20", Description = "no units")]
    public void Tables_without_targets_of_units_are_none(string body) =>
        Assert.That(Reading.Of(Reading.Head + body.Replace('⇥', '\t')).Documents.SelectMany(document => document.Lists), Is.Empty);

    [Test]
    public void A_row_of_indicators_has_no_unit_and_that_is_said_once()
    {
        var list = Reading.ListOf("""
            生态文明指标体系

            战略⇥指标名称⇥单位⇥现状参考值⇥2020 年指标
            优化格局⇥1* 耕地面积⇥亩⇥2533 公顷⇥1.2 万
            ⇥2 森林覆盖率⇥%⇥35.1（2016）⇥≥ 36
            3 回收率⇥%⇥48⇥达到 90⇥

            战略⇥指标名称⇥⇥单位⇥现状参考值⇥2020 年指标
            健全制度⇥4*⇥水质⇥%⇥/⇥主要指标达标
            ⇥5⇥65岁以上老人建档率⇥%⇥80%⇥100
            """.Replace('⇥', '\t'));

        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoUnitColumn }));
        Assert.That(list.Items.Select(item => (item.No, item.Task)), Is.EqualTo(new[] { ("1", "耕地面积"), ("2", "森林覆盖率"), ("3", "回收率"), ("4", "水质"), ("5", "65岁以上老人建档率") }));
        Assert.That(list.Items.Select(item => item.Section.Single()), Is.EqualTo(new[] { "优化格局", "优化格局", "优化格局", "健全制度", "健全制度" }));
        Assert.That(list.Items.SelectMany(item => item.Targets), Is.EqualTo(new[]
        {
            new Target("耕地面积", "=", 1.2m, "万亩", "1.2 万") { Year = 2020 },
            new Target("森林覆盖率", ">=", 36, "%", "≥ 36") { Year = 2020, Baseline = 35.1m },
            new Target("回收率", ">=", 90, "%", "达到 90") { Year = 2020, Baseline = 48 },
            new Target("65岁以上老人建档率", "=", 100, "%", "100") { Year = 2020, Baseline = 80 },
        }));
        Assert.That(list.Items.Select(item => item.Findings.Codes()), Is.EqualTo(new string[][] { [], [], [FindingCodes.CellsShifted], [], [] }));
        Assert.That(list.Items.Select(item => item.Deadline.Date), Is.All.EqualTo(new DateOnly(2020, 12, 31)));
    }

    [Test]
    public void The_last_year_of_a_plan_of_five_years_is_its_indicators_year()
    {
        var list = Reading.ListOf("""
            “十四五”期间重点指标

            序号⇥指标⇥目标⇥属性⇥责任单位
            1⇥驿站数量（家）⇥≥ 27⇥约束性⇥区民政局
            2⇥护理制度⇥普遍建立⇥预期性⇥区财政局
            """.Replace('⇥', '\t'));

        Assert.That(list.Items.Select(item => item.Deadline.Date), Is.All.EqualTo(new DateOnly(2025, 12, 31)));
        Assert.That(list.Items.Select(item => item.LeadUnits.Single()), Is.EqualTo(new[] { "区民政局", "区财政局" }));
        Assert.That(list.Items[0].Targets.Single(), Is.EqualTo(new Target("驿站数量", ">=", 27, "家", "≥ 27") { Year = 2025 }));
        Assert.That(list.Findings, Is.Empty);
    }

    [Test]
    public void A_card_is_an_indicator_with_the_body_that_answers_for_it()
    {
        var card = """
            • {0}

            指标值⇥现状参考值⇥35%
            ⇥2020 年规划值⇥≥ {1}%
            指标定义⇥一个比例⇥
            主管部门⇥区园林绿化局⇥
            实施建议⇥加强养护。⇥


            """.Replace('⇥', '\t');
        var list = Reading.ListOf("指标卡\n\n" + string.Concat(new[] { ("森林覆盖率", 36), ("绿化率", 40), ("湿地率", 50) }.Select(each => card.Replace("{0}", each.Item1).Replace("{1}", $"{each.Item2}"))));

        Assert.That(list.Items.Select(item => item.Task), Is.EqualTo(new[] { "森林覆盖率", "绿化率", "湿地率" }));
        Assert.That(list.Items.Select(item => (item.Text, item.LeadUnits.Single(), item.Deadline.Date)), Is.All.EqualTo(("加强养护。", "区园林绿化局", (DateOnly?)new DateOnly(2020, 12, 31))));
        Assert.That(list.Items[1].Targets.Single(), Is.EqualTo(new Target("绿化率", ">=", 40, "%", "≥ 40%") { Year = 2020, Baseline = 35 }));
    }
}
