using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>A document copied out of a viewer of PDF, in which radicals stand for the characters that they look like.</summary>
[TestFixture]
internal sealed class RadicalsTests
{
    private const string Copied = """
        北京市西城区⼈⺠政府办公室关于印发西城区停⻋治理⼯作⽅案的通知

        西政办发〔2018〕99号

        各有关单位：

        现将《西城区停⻋治理⼯作⽅案》印发给你们，请认真落实。

        北京市西城区⼈⺠政府办公室

        2018年9⽉3⽇

        ⼯作任务清单

        1. 改造停⻋场。

        牵头部⻔：区城市管理委

        配合部⻔：区⺠政局、西⻓安街街道

        完成时限：10⽉底前

        2. 巡查占道停⻋。

        牵头部⻔：区城管执法局

        完成时限：⻓期坚持
        """;

    [Test]
    public void Is_read_with_its_labels_units_and_dates_and_printed_out_in_characters()
    {
        var draft = new GazetteReader(UnitRegistries.All).Read("a.txt", SourceText.FromString(Copied), "xicheng");

        var document = draft.Documents.Single();
        Assert.That((document.Issuer, document.SignedOn), Is.EqualTo(("北京市西城区人民政府办公室", new DateOnly(2018, 9, 3))));
        var items = document.Lists.Single().Items;
        Assert.That(items.Select(item => $"{item.Text}|{string.Join('、', item.LeadUnits)}|{string.Join('、', item.PartnerUnits)}|{item.Deadline.Date:yyyy-MM-dd}|{item.Deadline.Kind}|{item.LineStart}"), Is.EqualTo(new[]
        {
            "改造停车场。|区城市管理委|区民政局、西长安街街道|2018-10-31|MonthEnd|15",
            "巡查占道停车。|区城管执法局|||Ongoing|23",
        }));
    }
}
