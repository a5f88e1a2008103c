using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

public sealed class UnitDirectoryTests
{
    private static readonly UnitDirectory Xicheng = new(UnitRegistries.Load("xicheng")!);
    private static readonly UnitDirectory Haidian = new(UnitRegistries.Load("haidian")!);

    [TestCase("区环保局", "区环保局", UnitMatchKind.Name)]
    [TestCase("北京市西城区环境保护局", "区环保局", UnitMatchKind.FullName)]
    [TestCase("区住建委", "区住房城市建设委", UnitMatchKind.Alias)]
    [TestCase("区住房城乡建设委(区重大办)", "区住房城市建设委", UnitMatchKind.Alias)]
    [TestCase("西城区环保局", "区环保局", UnitMatchKind.Spelling)]
    [TestCase("区城市管理委员会", "区城市管理委", UnitMatchKind.Spelling)]
    [TestCase("西城区人力资源和社会保障局", "区人力社保局", UnitMatchKind.Spelling)]
    [TestCase("月坛街道办事处", "月坛街道", UnitMatchKind.Spelling)]
    [TestCase("市规划和自然资源委员会西城分局", "市规划自然资源委西城分局", UnitMatchKind.Spelling)]
    [TestCase("区统计局（某某调查队）", "区统计局", UnitMatchKind.OuterName)]
    [TestCase("各街道", "各街道办事处", UnitMatchKind.Alias)]
    [TestCase("全区各产业促进部门", "全区各产业促进部门", UnitMatchKind.OpenGroup)]
    public void A_printed_name_is_found(string printed, string name, UnitMatchKind kind)
    {
        var match = Xicheng.Find(printed);

        Assert.That(match?.Name, Is.EqualTo(name));
        Assert.That(match?.Kind, Is.EqualTo(kind));
    }

    [TestCase(" 区 环\n保 局、")]
    [TestCase("　区环保局。")]
    public void White_space_line_breaks_and_separators_at_the_ends_do_not_matter(string printed) =>
        Assert.That(Xicheng.Find(printed)?.Unit?.Name, Is.EqualTo("区环保局"));

    [TestCase("区城管委", "区城管委")]
    [TestCase("区城管执法监察局", "区城管执法监察局")]
    [TestCase("区城管指挥中心", "区城管指挥中心")]
    [TestCase("区委督查室", "区委督查室")]
    [TestCase("区政府督查室", "区政府督查室")]
    public void Bodies_of_almost_one_name_are_told_apart(string printed, string name)
    {
        Assert.That(Haidian.Find(printed)?.Unit?.Name, Is.EqualTo(name));
        Assert.That(Haidian.FindNear(printed), Is.Null);
    }

    [TestCase("区商夯局", "区商务局")]
    [TestCase("区民玫局", null)]
    [TestCase("区生态坏境居", null)]
    [TestCase("区园林绿局", "区园林绿化局")]
    [TestCase("区机关事物服务中心", "区机关事务服务中心")]
    [TestCase("区机夫事物服务中心", "区机关事务服务中心")]
    [TestCase("区全不相同的局", null)]
    [TestCase("区教", null)]
    public void A_misprint_is_near_one_unit(string printed, string? name)
    {
        Assert.That(Xicheng.Find(printed), Is.Null);
        Assert.That(Xicheng.FindNear(printed)?.Unit?.Name, Is.EqualTo(name));
    }

    [Test]
    public void A_name_equally_near_two_units_is_near_none()
    {
        var directory = new UnitDirectory(UnitRegistries.Load("xicheng")! with
        {
            Units =
            [
                new UnitRecord { Name = "区国税局", Kind = UnitKind.Branch },
                new UnitRecord { Name = "区地税局", Kind = UnitKind.Branch },
            ],
        });

        Assert.That(directory.FindNear("区固税局")?.Unit, Is.Null);
        Assert.That(directory.FindNear("区国脱局")?.Unit?.Name, Is.EqualTo("区国税局"));
    }

    [Test]
    public void A_city_body_is_no_misprint_of_the_districts() => Assert.That(Haidian.FindNear("市农委会"), Is.Null);

    [TestCase("各相关部门")]
    [TestCase("区各有关部门")]
    [TestCase("全区政务公开牵头机构")]
    [TestCase("其他审批职能部门")]
    [TestCase("相关街道办事处")]
    [TestCase("区空气重污染应急指挥部各成员单位")]
    [TestCase("行业主管部门")]
    [TestCase("提供政务服务的企事业单位")]
    [TestCase("事发地所属街道")]
    [TestCase("12个委办局")]
    public void Collective_names_are_groups_in_every_district(string printed)
    {
        Assert.That(Xicheng.Find(printed)?.Group, Is.Not.Null);
        Assert.That(Haidian.Find(printed)?.Group, Is.Not.Null);
    }

    [TestCase("区新设局")]
    [TestCase("责任单位")]
    [TestCase("某某公司")]
    [TestCase("")]
    public void What_is_no_registered_name_and_no_collective_is_unknown(string printed) =>
        Assert.That(Xicheng.Find(printed), Is.Null);

    [TestCase("区环保局", "区生态环境局")]
    [TestCase("西城国土分局", "市规划自然资源委西城分局")]
    [TestCase("区房地中心", "德源集团")]
    [TestCase("区财政局", "区财政局")]
    public void A_unit_is_followed_to_the_one_that_answers_now(string name, string current) =>
        Assert.That(Xicheng.Current(Xicheng.Find(name)!.Unit!, new DateOnly(2024, 1, 1)).Name, Is.EqualTo(current));

    [TestCase("2018-04-08", "规划海淀分局")]
    [TestCase("2018-04-09", "市规划自然资源委海淀分局")]
    public void A_successor_takes_over_on_the_day_after_the_last_of_the_old_unit(string day, string current) =>
        Assert.That(Haidian.Current(Haidian.Find("规划海淀分局")!.Unit!, DateOnly.Parse(day, null)).Name, Is.EqualTo(current));

    [Test]
    public void Every_chain_of_successors_ends()
    {
        foreach (var directory in UnitRegistries.All.Select(registry => (Registry: registry, Directory: new UnitDirectory(registry))))
        {
            var ends = directory.Registry.Units.Select(unit => directory.Directory.Current(unit, DateOnly.MaxValue));
            Assert.That(ends.Where(unit => unit.Successor is not null), Is.Empty);
        }
    }

    [Test]
    public void A_circle_of_successors_does_not_hang()
    {
        var one = new UnitRecord { Name = "甲", Kind = UnitKind.Department, Successor = "乙" };
        var two = one with { Name = "乙", Successor = "甲" };
        var directory = new UnitDirectory(UnitRegistries.Load("xicheng")! with { Units = [one, two] });

        Assert.That(directory.Current(one, DateOnly.MaxValue).Name, Is.AnyOf("甲", "乙"));
    }

    [TestCase("北京市西城区人民政府办公室", "xicheng")]
    [TestCase("北京市规划和国土资源管理委员会海淀分局", "haidian")]
    [TestCase("北京市朝阳区人民政府", null)]
    [TestCase("西城区、海淀区人民政府", null)]
    public void The_district_is_known_by_the_issuer(string issuer, string? code) =>
        Assert.That(Districts.FindByIssuer(issuer)?.Code, Is.EqualTo(code));
}
