using System.IO.Compression;
using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using static TaskTracker.Tests.Documents.Readers.OfficeFiles;

namespace TaskTracker.Tests.Documents.Readers;

[TestFixture]
internal sealed class HostileFilesTests
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly string[] Header = ["序号", "任务", "牵头单位"];

    private static IEnumerable<TestCaseData> Hostile()
    {
        var docx = Docx(Paragraph("任务清单"));
        var xlsx = Xlsx("表", [], Header, [1, "制定方案", "区财政局"]);
        yield return Case("A_package_that_unpacks_to_gigabytes", "too-large", docx.With("word/media/a.bin", stream =>
        {
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 250; megabyte++)
                stream.Write(zeros);
        }));
        yield return Case("A_package_of_XML_with_entities", "unreadable-document", docx.With(
            DocxMain, $"<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><w:document xmlns:w=\"{Word}\"><w:body><w:p>&c;</w:p></w:body></w:document>"));
        yield return Case("A_package_of_XML_nested_a_million_deep", "too-large", docx.With(
            DocxMain, $"<w:document xmlns:w=\"{Word}\"><w:body>" + string.Concat(Enumerable.Repeat("<w:sdt>", 1_000_000))));
        yield return Case("A_paragraph_of_a_million_runs", "too-large", docx.With(
            DocxMain, $"<w:document xmlns:w=\"{Word}\"><w:body><w:p>{string.Concat(Enumerable.Repeat("<w:r/>", 1_000_000))}</w:p></w:body></w:document>"));
        yield return Case("A_package_whose_XML_is_cut_off", "unreadable-document", docx.With(DocxMain, $"<w:document xmlns:w=\"{Word}\"><w:body><w:p>"));
        yield return Case("A_package_that_is_cut_off", "unreadable-document", docx[..(docx.Length / 2)]);
        yield return Case("A_package_of_something_else", "unreadable-document", Zip("a.txt", "text"));
        yield return Case("A_sheet_with_a_million_columns", "too-large", xlsx.With(
            "xl/worksheets/sheet1.xml", SheetOf($"<row r=\"1\">{string.Concat(Enumerable.Repeat("<c t=\"str\"><v>x</v></c>", 200_000))}</row>")));
        yield return Case("A_sheet_with_a_cell_far_to_the_right", "too-large", xlsx.With(
            "xl/worksheets/sheet1.xml", SheetOf("<row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>x</v></c></row>")));
        yield return Case("A_table_of_commas", "too-large", Encoding.ASCII.GetBytes(new string(',', 400_000)), "a.csv");
        yield return Case("A_line_of_fifty_megabytes", "too-large", Encoding.ASCII.GetBytes(new string('x', 50_000_000)), limits: Roomy);
        yield return Case("A_page_with_a_line_of_fifty_megabytes", "too-large", Encoding.ASCII.GetBytes("<html><p>" + new string('x', 50_000_000)), limits: Roomy);
        yield return Case("A_page_with_a_million_columns", "too-large", "<html><table><tr><td>a<td colspan=1000000>b"u8.ToArray());
        yield return Case(
            "A_table_of_too_many_rows", "too-large", Encoding.UTF8.GetBytes("序号\t任务\t牵头单位\n" + string.Concat(Enumerable.Repeat("1\t修路\t区教委\n", 20))),
            says: "at most 20 items", limits: ReadingLimits.Default with { MaxItems = 20 });
        yield return Case(
            "A_text_of_too_many_items", "too-large",
            Encoding.UTF8.GetBytes("西城区2018年试行计划\n\n" + string.Concat(Enumerable.Range(1, 20).Select(number => $"{number}.修整小巷。（区教委牵头）\n\n"))),
            says: "Documents:MaxItems", limits: ReadingLimits.Default with { MaxItems = 10 });
        yield return Case("An_old_Word_file", "unreadable-document", Compound("WordDocument"), says: ".docx");
        yield return Case("An_old_Excel_file", "unreadable-document", Compound("Workbook"), says: ".xlsx");
        yield return Case("A_file_with_a_password", "unreadable-document", Compound("EncryptedPackage"), says: "password");
        yield return Case("A_file_of_RTF", "unreadable-document", "{\\rtf1\\ansi x}"u8.ToArray(), says: "RTF");
        yield return Case("A_file_of_XML", "unreadable-document", "<?xml version=\"1.0\"?><a/>"u8.ToArray(), says: "XML");
        yield return Case("A_picture", "unreadable-document", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D]);
        yield return Case("A_page_of_nothing", "unreadable-document", "<html><script>x</script>"u8.ToArray());
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task Is_refused_with_its_reason(byte[] bytes, string name, object limits, string code, string says)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var (draft, _, answer, reason) = await ReadAsync(name, bytes, (ReadingLimits)limits);

        Assert.That(draft, Is.Null);
        Assert.That(answer, Is.EqualTo(code), reason);
        Assert.That(reason, Does.Contain(says).And.Not.Empty);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(200_000_000));
    }

    [TestCase("<div>", 1_000_000)]
    [TestCase("<b><p>", 200_000)]
    [TestCase("<table><tr><td>", 200_000)]
    [TestCase("<a b=1 c=2>", 300_000)]
    [TestCase("<ol><li>", 300_000)]
    public async Task Pages_nested_without_end_are_answered_in_time(string tags, int times)
    {
        var bytes = Encoding.UTF8.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat(tags, times)) + "字");

        var (_, _, code, reason) = await ReadAsync("a.html", bytes, ReadingLimits.Default with { MaxSeconds = 10 }).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.That(code, Is.AnyOf("too-large", ""), reason);
    }

    [Test]
    public async Task A_tag_with_a_million_attributes_is_answered_in_time()
    {
        var bytes = Encoding.UTF8.GetBytes($"<html {string.Join(' ', Enumerable.Range(0, 1_000_000).Select(number => $"a{number}"))}><p>字");

        var (_, _, code, reason) = await ReadAsync("a.html", bytes, ReadingLimits.Default with { MaxSeconds = 10 }).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.That(code, Is.AnyOf("too-large", ""), reason);
    }

    [Test]
    public async Task What_takes_too_long_is_refused_with_the_limit()
    {
        var text = string.Concat(Enumerable.Repeat("| 任务 | 牵头单位 |\n|---|---|\n| 甲 | 区财政局 |\n", 200_000));

        var (_, _, code, reason) = await ReadAsync("a.md", Encoding.UTF8.GetBytes(text), ReadingLimits.Default with { MaxSeconds = 1, MaxItems = int.MaxValue });

        Assert.That(code, Is.AnyOf("too-large", ""));
        Assert.That(code == "" || reason.Contains("1 seconds", StringComparison.Ordinal), Is.True, reason);
    }

    [Test]
    public void Files_with_changed_bytes_are_read_or_refused_and_never_throw([Range(0, 5)] int kind)
    {
        var (name, bytes) = Valid(kind);
        var random = new Random(kind);
        for (var round = 0; round < 150; round++)
        {
            var changed = Mutate(bytes, random);

            var read = DocumentReaders.Read(name, changed, null, ReadingLimits.Default, CancellationToken.None);

            Assert.That(read.Source is null, Is.EqualTo(read.Reason.Length > 0), read.Reason);
            if (read.Origins.Count > 0)
                Assert.That(read.Origins[^1].LineEnd, Is.LessThanOrEqualTo(read.Source!.LineCount));
        }
    }

    /// <summary>The XML inside is changed, so that the zip is whole and the parsers have to cope.</summary>
    [Test]
    public void Packages_with_changed_XML_are_read_or_refused_and_never_throw([Values(0, 1)] int kind)
    {
        var (name, bytes) = Valid(kind);
        var part = kind == 0 ? DocxMain : "xl/worksheets/sheet1.xml";
        var random = new Random(kind);
        string xml;
        using (var zip = new ZipArchive(new MemoryStream(bytes)))
        using (var reader = new StreamReader(zip.GetEntry(part)!.Open()))
            xml = reader.ReadToEnd();

        for (var round = 0; round < 150; round++)
        {
            var at = random.Next(xml.Length);
            string[] pieces = ["9", "-1", "99999999999", "x", "\"", "<", "", "A1:B9", "\u0001", "restart"];
            var changed = xml[..at] + pieces[random.Next(pieces.Length)] + xml[Math.Min(xml.Length, at + random.Next(4))..];

            var read = DocumentReaders.Read(name, bytes.With(part, changed), null, ReadingLimits.Default, CancellationToken.None);

            Assert.That(read.Source is null, Is.EqualTo(read.Reason.Length > 0), read.Reason);
        }
    }

    private static (string Name, byte[] Bytes) Valid(int kind) => kind switch
    {
        0 => ("a.docx", Docx(
            Paragraph("任务清单"),
            Table([Cell("序号"), Cell("任务"), Cell("牵头单位", merge: true)], [Cell("1", columns: 2), Cell("", merge: false)]))),
        1 => ("a.xlsx", Xlsx("表", ["B2:B3", "A4:C4"], Header, [1, "制定方案", new DateOnly(2018, 6, 30)], [2, "", "区教委"], ["二、其他"])),
        2 => ("a.html", "<html><h1>清单</h1><table><tr><td rowspan=2>1</td><td colspan=2>甲</td></tr><tr><td>乙</td></tr></table><ol start=3><li>x</ol>"u8.ToArray()),
        3 => ("a.md", "# 清单\n\n| 任务 | 单位 |\n|---|---|\n| **甲** | [乙](c) |\n"u8.ToArray()),
        4 => ("a.csv", "任务,单位,时限\n\"甲,\"\"乙\",丙,2018年\n丁,戊,己\n"u8.ToArray()),
        _ => ("a.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("任务清单\n序号\t任务\n")]),
    };

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var changed = bytes.ToArray();
        for (var change = random.Next(1, 6); change > 0; change--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);

        return random.Next(4) == 0 ? changed[..random.Next(changed.Length)] : changed;
    }

    private static Task<(Draft? Draft, SourceText? Source, string Code, string Reason)> ReadAsync(string name, byte[] bytes, ReadingLimits limits) =>
        DocumentImport.ReadAsync(new GazetteReader(UnitRegistries.All), limits, new DocumentImport.HandedIn(name, bytes), "xicheng", CancellationToken.None);

    private static ReadingLimits Roomy => ReadingLimits.Default with { MaxBytes = 100_000_000 };

    private static TestCaseData Case(string title, string code, byte[] bytes, string name = "a", string says = "", ReadingLimits? limits = null) =>
        new TestCaseData(bytes, name, limits ?? ReadingLimits.Default, code, says).SetName(title + "_is_refused");

    private static string SheetOf(string rows) =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>";

    private static byte[] Compound(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512], .. Encoding.Unicode.GetBytes(stream)];

    private static byte[] Zip(string part, string text)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(part).Open())
            entry.Write(Encoding.UTF8.GetBytes(text));

        return stream.ToArray();
    }
}
