using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using static TaskTracker.Tests.Documents.Readers.PdfFiles;

namespace TaskTracker.Tests.Documents.Readers;

/// <summary>Tables of PDF, by the places of words and through the real <c>pdftotext</c>.</summary>
[TestFixture("")]
[TestFixture("pdftotext")]
internal sealed class PdfTableTests(string program)
{
    private static readonly Words[] Head =
    [
        new(100, 800, "北京市西城区人民政府办公室关于印发2018年试行计划的通知"), new(250, 780, "西政办发〔2018〕99号"), new(80, 760, "各有关单位："),
        new(100, 740, "现将试行计划印发给你们，请认真落实。"), new(350, 720, "北京市西城区人民政府办公室"), new(400, 700, "2018年3月1日"), new(220, 680, "西城区2018年试行计划"),
    ];

    private static readonly string[][] Rows =
    [
        ["序号", "重点任务", "工作措施", "完成时限", "牵头单位", "配合单位"],
        ["1", "老年餐桌", "新建老年餐桌十个，为老年人提供助餐服务。", "2018年6月底前", "区民政局", "区财政局"],
        ["2", "背街小巷整治提升", "完成三十条背街小巷环境整治提升，补种树木，修补路面，规范停车秩序。", "2018年底前", "区城市管理委", "区园林绿化局、各街道办事处"],
        ["3", "校舍修缮", "修缮校舍五处。", "10月底前", "区教委", ""],
    ];

    [SetUp]
    public void NeedsTheProgram()
    {
        if (program.Length == 0)
            return;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Ignore("pdftotext is not installed; it comes with the package poppler-utils.");
    }

    [TestCase(10, true)]
    [TestCase(10, false)]
    [TestCase(0, false)]
    public async Task A_table_aligned_by_spaces_is_read_over_wrapped_lines(int padding, bool isCentred)
    {
        var draft = await ReadAsync([.. Head, .. Table(650, padding, isCentred, Rows)]);

        var list = draft.Documents.Single().Lists.Single();
        Assert.That(list.Items.Select(item => $"{item.No}|{item.Task}|{item.Text}|{string.Join('、', item.LeadUnits)}|{string.Join('、', item.PartnerUnits)}|{item.Deadline.Date:yyyy-MM-dd}"), Is.EqualTo(new[]
        {
            "1|老年餐桌|新建老年餐桌十个，为老年人提供助餐服务。|区民政局|区财政局|2018-06-30",
            "2|背街小巷整治提升|完成三十条背街小巷环境整治提升，补种树木，修补路面，规范停车秩序。|区城市管理委|区园林绿化局、各街道办事处|2018-12-31",
            "3|校舍修缮|修缮校舍五处。|区教委||2018-10-31",
        }));
        Assert.That(list.Items.SelectMany(item => item.Findings).Concat(draft.Findings), Is.Empty);
        Assert.That(draft.Source.Origins.Select(origin => origin.Part), Is.All.EqualTo("page 1 line"));
    }

    [Test]
    public async Task Centred_rows_that_nothing_divides_are_not_guessed()
    {
        var draft = await ReadAsync([.. Head, .. Table(650, 0, isCentred: true, Rows)]);

        Assert.That(draft.Documents.SelectMany(document => document.Lists), Is.Empty);
        Assert.That(draft.Findings.Select(finding => finding.Code), Does.Contain(FindingCodes.TableUnread));
    }

    [Test]
    public async Task A_table_that_goes_on_without_its_header_is_not_passed_over()
    {
        var draft = await ReadAsync([.. Head, .. Table(650, 10, isCentred: true, Rows), new(60, 300, "第二部分从这里开始，这一行比表格的每一列都宽。"), .. Table(270, 0, isCentred: false, Rows[3], Rows[3], Rows[3])]);

        Assert.That(draft.Documents.Single().Lists.Single().Items, Has.Count.EqualTo(3));
        Assert.That(draft.Findings.Select(finding => finding.Code), Does.Contain(FindingCodes.TableUnread));
    }

    private async Task<Draft> ReadAsync(IReadOnlyList<Words> words)
    {
        var (draft, _, _, reason) = await DocumentImport.ReadAsync(
            new GazetteReader(UnitRegistries.All), ReadingLimits.Default with { PdfToText = program }, new DocumentImport.HandedIn("a.pdf", Page(words)), "xicheng", CancellationToken.None);
        Assert.That(draft, Is.Not.Null, reason);
        return draft!;
    }
}
