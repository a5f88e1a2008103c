using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using TaskTracker.Tests.Infrastructure;
using static TaskTracker.Tests.Documents.Readers.OfficeFiles;

namespace TaskTracker.Tests.Documents.Readers;

/// <summary>Tables turned on their side that Word holds one character a paragraph: the empty paragraphs tell their cells apart.</summary>
[TestFixture]
internal sealed class WordCharactersTests
{
    private const string Head = """
        北京市西城区人民政府办公室关于印发2018年试行计划的通知

        西政办发〔2018〕99号

        各有关单位：

        现印发给你们。

        北京市西城区人民政府办公室

        2018年3月1日


        """;

    private const string Header = "序_|号_|镇级_|重点任务_|本区2018年重点任务_|完成_|时限_|牵头_|领导_|牵头部门_|责任单位_|协办单位_|";

    [Test]
    public async Task A_table_of_one_character_a_paragraph_is_read_as_from_a_text()
    {
        var text = Head + Lines("2018年清风计划工作措施_|" + Header
            + "一、|扬尘|_|1_|13.治理扬|尘工地_|加强|工地|检查|，建立|台账。_|年底|前_|王__明_|区环保局_|区城管执法监察局_|各街道办事处_|区财政局_|"
            + "2_|14.清洗|道路_|每日|洒水。_|6月底|前_|王__明_|区重大办_|区发展改革委_|各街道办事处_|区财政局_|"
            + "3_|15.报告|进展_|按月|报告。_|长期|实施_|李三五_|区环保局_|__|");
        var ofText = (await DraftOfAsync("a.txt", Encoding.UTF8.GetBytes(text))).Documents.Single().Lists.Single();

        var document = (await DraftOfAsync("a.docx", OfLines(text))).Documents.Single();

        var list = document.Lists.Single();
        Assert.That(ofText.Items, Has.Count.EqualTo(3));
        Assert.That((list.Title, list.Layout), Is.EqualTo((ofText.Title, "character-table")));
        Assert.That(list.Items.Select(Words), Is.EqualTo(ofText.Items.Select(Words)));
    }

    [Test]
    public void Paragraphs_before_and_after_such_a_table_keep_their_blank_lines()
    {
        var characters = string.Concat(Enumerable.Repeat("树\n木\n\n草\n \n", 20));
        var read = DocumentReaders.Read("a.docx", OfLines($"第一段说明文字\n第二段说明文字\n{characters}以下是说明文字甲\n\n以下是说明文字乙\n以下是说明文字丙\n"), null, ReadingLimits.Default, default);

        var lines = read.Source!.ToString().Split('\n');

        Assert.That(lines[..8], Is.EqualTo(new[] { "第一段说明文字", "", "第二段说明文字", "", "树", "木", "", "草" }));
        Assert.That(lines[^6..], Is.EqualTo(new[] { "以下是说明文字甲", "", "以下是说明文字乙", "", "以下是说明文字丙", "" }));
        Assert.That(lines, Does.Contain(" "));
    }

    [Test]
    public void Few_short_paragraphs_are_paragraphs()
    {
        var read = DocumentReaders.Read("a.docx", OfLines(string.Concat(Enumerable.Repeat("甲\n乙\n\n说明文字\n", 30))), null, ReadingLimits.Default, default);

        Assert.That(read.Source!.ToString(), Does.StartWith("甲\n\n乙\n\n说明文字\n\n甲\n"));
    }

    [Test]
    public async Task A_gazette_of_such_tables_gives_the_same_lists_as_its_text()
    {
        var bytes = await File.ReadAllBytesAsync(Shared.Path("gazettes", "001_7a2722ca8f5c3fbc.txt"));
        Assert.That(SourceText.TryDecode(bytes, out var source, out var reason), reason);
        var ofText = await DraftOfAsync("001.txt", bytes);

        var draft = await DraftOfAsync("001.docx", OfLines(source!.ToString()));

        Assert.That(Lists(draft), Is.EqualTo(Lists(ofText)));
        Assert.That(Lists(draft).Select(list => list.Layout), Does.Contain("character-table"));
    }

    private static List<(string Title, string Layout, int Count)> Lists(Draft draft) =>
        [.. draft.Documents.SelectMany(document => document.Lists).Select(list => (list.Title, list.Layout, list.Items.Count))];

    private static object Words(DraftItem item) =>
        (item.No, item.Task, item.Text, string.Join('、', item.LeadUnits), string.Join('、', item.PartnerUnits), item.Deadline.Date);

    private static byte[] OfLines(string text) => Docx([.. text.TrimEnd('\n').Split('\n').Select(line => Paragraph(line.TrimEnd('\r').Replace('\f', ' ')))]);

    private static async Task<Draft> DraftOfAsync(string name, byte[] bytes)
    {
        var (draft, _, _, reason) = await DocumentImport.ReadAsync(
            new GazetteReader(UnitRegistries.All), ReadingLimits.Default with { MaxSeconds = 600 }, new DocumentImport.HandedIn(name, bytes), "xicheng", CancellationToken.None);
        return draft ?? throw new AssertionException(reason);
    }

    /// <summary>One character a line; | is the empty line that ends a printed line, _ the blank sign.</summary>
    private static string Lines(string cells)
    {
        var lines = new StringBuilder();
        foreach (var character in cells)
            lines.Append(character switch { '|' => "\n", '_' => " \n", _ => $"{character}\n" });

        return lines.ToString();
    }
}
