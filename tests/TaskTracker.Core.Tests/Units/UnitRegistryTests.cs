using System.Text.Json;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

public sealed class UnitRegistryTests
{
    [Test]
    public void Both_districts_are_embedded()
    {
        Assert.That(UnitRegistries.All.Select(registry => registry.District.Code), Is.EqualTo(["haidian", "xicheng"]));
        Assert.That(UnitRegistries.Load("xicheng")?.District.DivisionCode, Is.EqualTo("110102"));
        Assert.That(UnitRegistries.Load("chaoyang"), Is.Null);
    }

    [TestCase("xicheng")]
    [TestCase("haidian")]
    public void An_embedded_registry_has_no_fault(string code) =>
        Assert.That(UnitRegistryFaults.Of(UnitRegistries.Load(code)!), Is.Empty);

    [Test]
    public void Xicheng_has_15_sub_districts_and_Haidian_22_and_7_towns()
    {
        var xicheng = UnitRegistries.Load("xicheng")!;
        var haidian = UnitRegistries.Load("haidian")!;

        Assert.That(MembersOf(xicheng, "各街道办事处"), Has.Count.EqualTo(15).And.All.EndsWith("街道"));
        Assert.That(xicheng.Units.Count(unit => unit.Kind == UnitKind.SubDistrict), Is.EqualTo(15));
        Assert.That(MembersOf(haidian, "各街镇"), Has.Count.EqualTo(29));
        Assert.That(MembersOf(haidian, "各街道"), Has.Count.EqualTo(22));
        Assert.That(MembersOf(haidian, "各镇"), Has.Count.EqualTo(7));
        Assert.That(MembersOf(haidian, "北部四镇"), Is.EqualTo(["西北旺镇", "苏家坨镇", "温泉镇", "上庄镇"]));
    }

    [Test]
    public void A_registry_that_is_written_and_read_again_is_the_same()
    {
        var registry = UnitRegistries.Load("haidian")!;

        var json = UnitRegistryJson.Write(registry);

        Assert.That(UnitRegistryJson.Write(UnitRegistryJson.Read(json)), Is.EqualTo(json));
        Assert.That(json, Does.Contain("\"sub_district\"").And.Contain("羊坊店街道").And.Contain("2018-04-09"));
    }

    [Test]
    public void Lists_left_out_of_the_file_are_empty()
    {
        var registry = UnitRegistryJson.Read("""
            {
              "district": { "code": "x", "name": "某区", "divisionCode": "1", "issuerMarks": [] },
              "units": [{ "name": "区教委", "kind": "department" }],
              "groups": [{ "name": "各部门" }]
            }
            """);

        Assert.That(registry.Units[0].Aliases, Is.Empty);
        Assert.That(registry.Units[0].Contacts, Is.Empty);
        Assert.That(registry.Groups[0].Members, Is.Empty);
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("{ not json")]
    public void Text_that_is_no_registry_is_refused(string json) =>
        Assert.That(() => UnitRegistryJson.Read(json), Throws.InstanceOf<JsonException>());

    [Test]
    public void An_unknown_kind_is_refused() =>
        Assert.That(
            () => UnitRegistryJson.Read("""
                {
                  "district": { "code": "x", "name": "某区", "divisionCode": "1", "issuerMarks": [] },
                  "units": [{ "name": "区教委", "kind": "ministry" }],
                  "groups": []
                }
                """),
            Throws.InstanceOf<JsonException>());

    [Test]
    public void Faults_name_a_shared_alias_a_lost_successor_a_circle_and_a_lost_member()
    {
        var registry = UnitRegistries.Load("xicheng")! with
        {
            Units =
            [
                Unit("区甲局") with { Aliases = ["区丙局"] },
                Unit("区乙局") with { FullName = "区丙局", Successor = "区无局" },
                Unit("区丁局") with { Successor = "区戊局" },
                Unit("区戊局") with { Successor = "区丁局" },
                Unit("区己局") with { ValidFrom = new(2019, 1, 2), ValidTo = new(2019, 1, 1) },
            ],
            Groups = [new UnitGroupRecord { Name = "各局", Members = ["区庚局"] }],
        };

        Assert.That(UnitRegistryFaults.Of(registry).Select(fault => fault.Message), Is.EqualTo([
            "“区丙局” is a name of both 区甲局 and 区乙局.",
            "The successor of 区乙局, 区无局, is not registered.",
            "The successors of 区丁局 lead in a circle.",
            "The successors of 区戊局 lead in a circle.",
            "区己局 ends before it begins.",
            "The member 区庚局 of 各局 is not registered.",
        ]));
    }

    private static UnitRecord Unit(string name) => new() { Name = name, Kind = UnitKind.Department };

    private static IReadOnlyList<string> MembersOf(UnitRegistry registry, string group) =>
        registry.Groups.Single(candidate => candidate.Name == group).Members;
}
