using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using static TaskTracker.Tests.Documents.Readers.OfficeFiles;

namespace TaskTracker.Tests.Documents.Readers;

[TestFixture]
internal sealed class ReadFormatsTests
{
    [Test]
    public void A_table_of_Word_becomes_rows_whose_merged_cells_are_repeated()
    {
        var read = Read("a.docx", Docx(
            Paragraph("停车治理工作任务清单", new Justification { Val = JustificationValues.Center }),
            Paragraph("各单位认真落实。"),
            Table(
                [Cell("序号"), Cell("工作措施"), Cell("牵头单位"), Cell("完成时限")],
                [Cell("一、重点任务", columns: 4)],
                [Cell("1"), Cell("制定方案"), Cell("区财政局", merge: true), Cell("2018年6月底前")],
                [Cell("2"), Cell("建成系统"), Cell("", merge: false), Cell("2018年9月底前")])));

        Assert.That(read.Format, Is.EqualTo("docx"));
        Assert.That(Lines(read), Is.EqualTo(new[]
        {
            "停车治理工作任务清单", "", "各单位认真落实。", "", "序号\t工作措施\t牵头单位\t完成时限", "一、重点任务\t\t\t",
            "1\t制定方案\t区财政局\t2018年6月底前", "2\t建成系统\t区财政局\t2018年9月底前",
        }));
        Assert.That(read.Origins, Is.EqualTo(new[]
        {
            new LineOrigin(1, 1, "paragraph", 1), new LineOrigin(3, 3, "paragraph", 2), new LineOrigin(5, 8, "table 1 row", 1),
        }));
    }

    [Test]
    public void Word_prints_its_numbers_and_headings_and_leaves_deleted_text_out()
    {
        var numbering = new AbstractNum(
            new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.ChineseCountingThousand }, new LevelText { Val = "%1、" }) { LevelIndex = 0 },
            new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Decimal }, new LevelText { Val = "%2." }) { LevelIndex = 1 })
        {
            AbstractNumberId = 7,
        };
        var changed = Paragraph("留下", Numbered(1));
        changed.Append(new DeletedRun(new Run(new DeletedText("删去"))));

        var read = Read("a.docx", Docx(
            numbering, Paragraph("甲", Numbered(0)), Paragraph("乙", Numbered(1)), changed, Paragraph("丙", Numbered(0)), Paragraph("丁", Numbered(1)),
            Paragraph("标题", new OutlineLevel { Val = 1 }), Paragraph("左\t右")));

        Assert.That(Lines(read).Where(line => line.Length > 0), Is.EqualTo(new[] { "一、甲", "1.乙", "2.留下", "二、丙", "1.丁", "## 标题", "左 右" }));
    }

    [Test]
    public void A_sheet_of_Excel_stands_under_its_name_with_days_as_they_are_shown()
    {
        var read = Read("台账.xlsx", Xlsx(
            "停车治理任务", ["C2:C3"],
            ["序号", "任务", "牵头单位", "完成时限"],
            [1, "制定方案", "区财政局", new DateOnly(2018, 6, 30)],
            [2, "建成系统", "", new DateOnly(2018, 9, 30)]));

        Assert.That(Lines(read), Is.EqualTo(new[]
        {
            "停车治理任务", "", "序号\t任务\t牵头单位\t完成时限", "1\t制定方案\t区财政局\t2018年6月30日", "2\t建成系统\t区财政局\t2018年9月30日",
        }));
        Assert.That(read.Origins[^1], Is.EqualTo(new LineOrigin(3, 5, "停车治理任务 row", 1)));
    }

    [Test]
    public void A_title_row_of_a_sheet_stands_instead_of_its_name()
    {
        var read = Read("a.xlsx", Xlsx("Sheet1", ["A1:B1"], ["年度任务台账"], ["任务", "牵头单位"], ["制定方案", "区财政局"]));

        Assert.That(Lines(read), Is.EqualTo(new[] { "年度任务台账", "", "任务\t牵头单位", "制定方案\t区财政局" }));
    }

    [Test]
    public void A_web_page_gives_headings_lists_and_tables_and_no_script()
    {
        const string Page = """
            <!DOCTYPE html><html><head><title>t</title><script>alert(1)</script></head><body>
            <h2>任务清单</h2><p>各单位<b>认真</b>落实。<script>x</script></p>
            <ol><li>甲</li><li>乙</li></ol>
            <table><thead><tr><th>序号</th><th>措施</th><th>牵头单位</th></tr></thead>
            <tr><td>1</td><td>制定<p>方案</p></td><td rowspan="2">区财政局</td></tr>
            <tr><td>2</td><td>建成</td></tr><tr><td colspan="3">二、其他</td></tr></table>
            <p hidden>隐</p></body></html>
            """;

        var read = Read("a.txt", Encoding.UTF8.GetBytes(Page));

        Assert.That(read.Format, Is.EqualTo("html"));
        Assert.That(Lines(read).Where(line => line.Length > 0), Is.EqualTo(new[]
        {
            "## 任务清单", "各单位认真落实。", "1. 甲", "2. 乙", "序号\t措施\t牵头单位", "1\t<p>制定</p><p>方案</p>\t区财政局", "2\t建成\t区财政局", "二、其他\t\t",
        }));
        Assert.That(read.Origins[0], Is.EqualTo(new LineOrigin(1, 1, "line", 2)));
    }

    [Test]
    public void Markdown_keeps_its_lines_and_turns_pipe_tables_into_rows()
    {
        var read = Read("a.txt", "# 清单\n\n**认真**落实 [附件](http://a.example)\n\n| 任务 | 牵头单位 |\n|---|:-:|\n| 甲\\|乙<br>丙 | `区财政局` |\n"u8.ToArray());

        Assert.That(read.Format, Is.EqualTo("markdown"));
        Assert.That(Lines(read), Is.EqualTo(new[] { "# 清单", "", "认真落实 附件", "", "任务\t牵头单位", "", "<p>甲|乙</p><p>丙</p>\t区财政局" }));
        Assert.That(read.Origins, Is.EqualTo(new[] { new LineOrigin(1, 7, "line", 1) }));
    }

    [Test]
    public void A_CSV_file_is_found_out_with_its_quotes_and_encoding()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("任务,牵头单位,完成时限\n\"甲,\n乙\",区财政局,2018年\n丙,区财政局,2019年\n");

        var read = Read("任务台账.csv", bytes);

        Assert.That(read.Format, Is.EqualTo("csv"));
        Assert.That(read.Source!.Encoding, Is.EqualTo("gb18030"));
        Assert.That(Lines(read), Is.EqualTo(new[]
        {
            "任务台账", "", "任务\t牵头单位\t完成时限", "<p>甲,</p><p>乙</p>\t区财政局\t2018年", "丙\t区财政局\t2019年",
        }));
        Assert.That(read.Origins.Select(origin => origin.First), Does.Contain(4), "the row after the two lines of a quoted cell");
    }

    [Test]
    public async Task The_columns_that_were_guessed_are_shown_and_those_given_are_taken()
    {
        var guessed = await DraftAsync("a.csv", "序号,任务,牵头单位,完成时限\n1,制定方案,区财政局,2018年6月底前\n2,建成系统,区教委,2018年9月底前\n", null);
        var given = await DraftAsync("a.csv", "项,甲,乙,丙\n1,制定方案,区财政局,2018年6月底前\n2,建成系统,区教委,2018年9月底前\n", "序号=A,任务=B,牵头=C,时限=D");

        Assert.That(guessed.Documents[0].Lists[0].Findings.Single(finding => finding.Code == FindingCodes.ColumnsGuessed).Message, Does.Contain("牵头=C"));
        Assert.That(given.Documents[0].Lists[0].Findings.Select(finding => finding.Code), Does.Not.Contain(FindingCodes.ColumnsGuessed));
        foreach (var draft in new[] { guessed, given })
        {
            var items = draft.Documents[0].Lists[0].Items;
            Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "制定方案", "建成系统" }));
            Assert.That(items.Select(item => item.LeadUnits.Single()), Is.EqualTo(new[] { "区财政局", "区教委" }));
            Assert.That(items.Select(item => item.Deadline.Date), Is.EqualTo(new[] { new DateOnly(2018, 6, 30), new DateOnly(2018, 9, 30) }));
        }
    }

    [TestCase("任务=B")]
    [TestCase("任务=B,牵头=B")]
    [TestCase("任务=1,牵头=B")]
    [TestCase("甲=A,牵头=B")]
    [TestCase("任务=ZZZ,牵头=B")]
    public void A_mapping_that_maps_nothing_is_refused_with_the_words_that_do(string columns)
    {
        Assert.That(ColumnMapping.TryParse(columns, out _, out var reason), Is.False);
        Assert.That(reason, Does.Contain("任务"));
    }

    [Test]
    public void A_draft_with_origins_comes_back_as_it_was_written()
    {
        var draft = new Draft
        {
            Source = new DraftSource("a.docx", "00", 3, 9) { Format = "docx", Encoding = "gb18030", Origins = [new LineOrigin(1, 3, "table 1 row", 2)] },
            Documents = [],
            Findings = [],
        };

        var back = DraftJson.Read(DraftJson.Write(draft)).Source;

        Assert.That(back.Origins, Is.EqualTo(draft.Source.Origins));
        Assert.That((back.Format, back.Encoding), Is.EqualTo(("docx", "gb18030")));
    }

    [Test]
    public void PDF_without_the_program_that_is_named_is_refused_with_the_setting()
    {
        var limits = ReadingLimits.Default with { PdfToText = "no-such-program-here" };

        var read = DocumentReaders.Read("a.pdf", "%PDF-1.4\n"u8.ToArray(), null, limits, CancellationToken.None);

        Assert.That((read.Code, read.Source), Is.EqualTo(("unreadable-document", (SourceText?)null)));
        Assert.That(read.Reason, Does.Contain("no-such-program-here").And.Contain("Documents:PdfToText").And.Contain("poppler-utils"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The stand-in is a shell script.")]
    public void PDF_comes_page_by_page_from_its_program()
    {
        var read = ReadPdfWith("""printf '任务清单\n序号  任务  牵头单位\n\f第二页\n' > "$6" """, TimeSpan.FromSeconds(30));

        Assert.That(Lines(read), Is.EqualTo(new[] { "任务清单", "序号\t任务\t牵头单位", "第二页" }));
        Assert.That(read.Origins, Is.EqualTo(new[] { new LineOrigin(1, 2, "page 1 line", 1), new LineOrigin(3, 3, "page 2 line", 1) }));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The stand-in is a shell script.")]
    public void A_PDF_program_that_fails_is_a_refusal_and_one_that_hangs_is_ended()
    {
        var failed = ReadPdfWith("echo 'Incorrect password' >&2; exit 3", TimeSpan.FromSeconds(30));

        Assert.That(failed.Reason, Does.Contain("Incorrect password"));
        Assert.That(() => ReadPdfWith("sleep 600", TimeSpan.FromMilliseconds(300)), Throws.InstanceOf<OperationCanceledException>());
    }

    private static DocumentReaders.Outcome ReadPdfWith(string script, TimeSpan time)
    {
        var program = Path.Combine(Path.GetTempPath(), $"pdftotext-{TestContext.CurrentContext.Test.ID}-{script.Length}");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using var stop = new CancellationTokenSource(time);
        try
        {
            return DocumentReaders.Read("a.pdf", "%PDF-1.4\n"u8.ToArray(), null, ReadingLimits.Default with { PdfToText = program }, stop.Token);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static async Task<Draft> DraftAsync(string name, string text, string? columns)
    {
        ColumnMapping? mapping = null;
        Assert.That(columns is null || ColumnMapping.TryParse(columns, out mapping, out _), Is.True);
        var (draft, _, _, reason) = await DocumentImport.ReadAsync(
            new GazetteReader(UnitRegistries.All), ReadingLimits.Default, new DocumentImport.HandedIn(name, Encoding.UTF8.GetBytes(text), mapping), "xicheng",
            CancellationToken.None);
        Assert.That(draft, Is.Not.Null, reason);
        return draft!;
    }

    private static DocumentReaders.Outcome Read(string name, byte[] bytes)
    {
        var read = DocumentReaders.Read(name, bytes, null, ReadingLimits.Default, CancellationToken.None);
        Assert.That(read.Source, Is.Not.Null, read.Reason);
        return read;
    }

    private static string[] Lines(DocumentReaders.Outcome read) =>
        [.. Enumerable.Range(1, read.Source!.LineCount).Select(number => read.Source.Line(number).ToString())];

    private static NumberingProperties Numbered(int level) =>
        new(new NumberingLevelReference { Val = level }, new NumberingId { Val = 1 });
}
