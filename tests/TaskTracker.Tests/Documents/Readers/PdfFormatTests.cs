using System.IO.Compression;
using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using TaskTracker.Tests.Architecture;
using static TaskTracker.Tests.Documents.Readers.PdfFiles;

namespace TaskTracker.Tests.Documents.Readers;

/// <summary>PDF with nothing installed; each file is read by the real executable in a process of its own.</summary>
[TestFixture]
internal sealed class PdfFormatTests
{
    private static readonly Words[] Printed = [new(60, 800, "县人民政府各部门："), new(60, 772, "2月底前，长期坚持。"), new(300, 772, "第2页")];

    private static readonly string[] Lines = ["县人民政府各部门：", "", "2月底前，长期坚持。"];

    [Test]
    public void Lines_come_with_their_places()
    {
        var read = Read(Page(Printed));

        Assert.That(read.Format, Is.EqualTo("pdf"));
        Assert.That(LinesOf(read), Is.EqualTo(Lines));
        Assert.That(read.Origins, Is.EqualTo(new[] { new LineOrigin(1, 3, "page 1 line", 1) }));
    }

    /// <summary>As a browser prints: the font maps glyphs to radicals.</summary>
    [TestCase(true, TestName = "Glyphs_mapped_to_radicals_are_read_as_the_text_beside_them_says")]
    [TestCase(false, TestName = "Glyphs_mapped_to_radicals_are_folded")]
    public void Radicals(bool saysActualText)
    {
        const string Characters = "人民门月长", Radicals = "⼈⺠⻔⽉⻓";
        var bytes = Page(Printed, character => Characters.IndexOf(character) is >= 0 and var at ? $"{Radicals[at]}" : $"{character}", saysActualText);

        Assert.That(LinesOf(Read(bytes)), Is.EqualTo(Lines));
    }

    [TestCase(90, false)]
    [TestCase(0, true)]
    public void A_page_on_its_side_is_read_upright(int rotate, bool isSideways) =>
        Assert.That(LinesOf(Read(Page(Printed, character => $"{character}", rotate: rotate, isSideways: isSideways))), Is.EqualTo(Lines));

    [Test]
    public void Fonts_that_do_not_say_what_they_print_are_refused()
    {
        var read = DocumentReaders.Read("a.pdf", Page(Printed, _ => ""), null, ReadingLimits.Default, CancellationToken.None);

        Assert.That((read.Code, read.Source), Is.EqualTo(("unreadable-document", (SourceText?)null)));
        Assert.That(read.Reason, Does.Contain("which characters its fonts print"));
    }

    [Test]
    public void A_character_of_which_the_font_says_nothing_is_seen_to_be_missing() =>
        Assert.That(LinesOf(Read(Page(Printed, character => character == '长' ? "" : $"{character}")))[^1], Is.EqualTo("2月底前，\uFFFD期坚持。"));

    [Test]
    public void A_file_that_is_protected_against_changes_alone_is_read() =>
        Assert.That(LinesOf(Read(Stored("owner-password.pdf"))), Is.EqualTo(Lines));

    [Test]
    public async Task A_page_that_is_a_picture_is_named()
    {
        var (draft, _, _, reason) = await ReadAsync(Pages("BT /F1 10 Tf 60 800 Td (1. One) Tj ET", "/Picture Do", "BT /F1 10 Tf 60 800 Td (2. Two) Tj ET"));

        Assert.That(draft, Is.Not.Null, reason);
        Assert.That(draft!.Findings.Where(finding => finding.Code == FindingCodes.PageUnread).Select(finding => (finding.LineStart, finding.Message[..6])), Is.EqualTo(new[] { (2, "Page 2") }));
    }

    [TestCase("UniGB-UTF16-H", "7275593490E895E8")]
    [TestCase("UniGB-UCS2-H", "7275593490E895E8")]
    [TestCase("GBK-EUC-H", "C7A3CDB7B2BFC3C5")]
    public void A_Chinese_font_that_is_not_embedded_is_read_by_its_encoding(string encoding, string text)
    {
        var bytes = Of(
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            Stream($"BT /F1 10 Tf 60 800 Td <{text}> Tj ET"),
            $"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-{encoding} /Encoding /{encoding} /DescendantFonts [6 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");

        Assert.That(LinesOf(Read(bytes)), Is.EqualTo(new[] { "牵头部门" }));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("A_password", Stored("user-password.pdf"), "protected by a password");
        yield return Case("A_scan", Pages("/Picture Do"), "OCR");
        yield return Case("A_file_cut_off", Page(Printed)[..400], "damaged");
        yield return Case("No_pages", Of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "no pages");
        yield return Case("A_font_that_is_missing", Pages("BT /F9 10 Tf 60 800 Td (One) Tj ET"), "font is missing");
        yield return Case("A_stream_that_is_damaged", OnePage(Stream("no packed bytes", "/Filter /FlateDecode")), "cannot be unpacked");

        // Each of these ends, by overflow of its stack, a process that reads it with the library.
        yield return Case("References_to_one_another", OnePage("5 0 R", "4 0 R"), "damaged");
        yield return Case("Pages_nested_fifty_thousand_deep", Of(
            ["<< /Type /Catalog /Pages 2 0 R >>", .. Enumerable.Range(3, 50_000).Select(number => $"<< /Type /Pages /Kids [{number} 0 R] /Count 1 >>"), "<< /Type /Page >>"]), "damaged");
        yield return Case("Lists_nested_deep", OnePage(Stream(new string('[', 200_000) + " TJ")), "damaged");
        yield return Case("More_than_its_memory", OnePage(Stream(Encoding.Latin1.GetString(Packed(400)), "/Filter /FlateDecode")), "too large");
        yield return Case("Forms_without_end", Endless(), "1 seconds", ReadingLimits.Default with { MaxSeconds = 1 });
        yield return Case("Pages_that_take_too_long", Pages([.. Enumerable.Repeat("BT /F1 10 Tf " + string.Concat(Enumerable.Repeat("1 0 0 1 60 60 Tm (a) Tj ", 4_000)) + "ET", 150)]), "1 seconds", ReadingLimits.Default with { MaxSeconds = 1 });
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Is_refused_with_its_reason(byte[] bytes, object limits, string says)
    {
        var (draft, _, code, reason) = await ReadAsync(bytes, (ReadingLimits)limits);

        Assert.That(draft, Is.Null);
        Assert.That((code, reason), Is.Not.EqualTo(("", "")));
        Assert.That(reason, Does.Contain(says).And.Not.Contain('\n'));
    }

    [Test]
    public void Forms_that_print_one_another_are_read_once()
    {
        var bytes = OnePage(
            Stream("/A Do"), Stream("BT /F1 10 Tf 60 800 Td (One) Tj ET /B Do", Form("/A 6 0 R /B 6 0 R")), Stream("/A Do", Form("/A 5 0 R")));

        Assert.That(LinesOf(Read(bytes)), Is.EqualTo(new[] { "One" }));
    }

    [Test]
    public void Patterns_that_hold_themselves_are_passed_over()
    {
        var bytes = OnePage(
            Stream("BT /F1 10 Tf 60 800 Td (One) Tj ET"), "<< /PatternType 2 /Shading << /ShadingType 1 /ColorSpace 6 0 R /Function 7 0 R >> >>",
            "[/Separation /X 6 0 R 7 0 R]", "<< /FunctionType 3 /Domain [0 1] /Functions [7 0 R 7 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>");

        Assert.That(LinesOf(Read(bytes)), Is.EqualTo(new[] { "One" }));
    }

    [Test]
    public void Files_with_changed_bytes_are_read_or_refused_and_never_throw()
    {
        var bytes = Page(Printed);
        var random = new Random(7);
        for (var round = 0; round < 8; round++)
        {
            var changed = bytes.ToArray();
            for (var change = 0; change < 4; change++)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);

            var read = DocumentReaders.Read("a.pdf", changed, null, ReadingLimits.Default, CancellationToken.None);

            Assert.That(read.Source is null, Is.EqualTo(read.Reason.Length > 0), read.Reason);
        }
    }

    private static byte[] OnePage(string contents, params string[] others) => Of([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /A 5 0 R >> /Pattern << /P 5 0 R >> >> /Contents 4 0 R >>",
        contents, .. others]);

    /// <summary>Twenty forms, each of which prints the next one ten times.</summary>
    private static byte[] Endless() => OnePage(
        Stream("/A Do"),
        [.. Enumerable.Range(6, 20).Select(number => Stream(string.Concat(Enumerable.Repeat("/A Do ", 10)), Form($"/A {number} 0 R"))), Stream("q Q", Form(""))]);

    private static string Form(string objects) =>
        $"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << {objects} >> >>";

    private static byte[] Packed(int megabytes)
    {
        var words = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("(a) Tj ", 150_000)));
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            for (var megabyte = 0; megabyte < megabytes; megabyte++)
                zlib.Write(words);

        return packed.ToArray();
    }

    private static DocumentReaders.Outcome Read(byte[] bytes)
    {
        var read = DocumentReaders.Read("a.pdf", bytes, null, ReadingLimits.Default, CancellationToken.None);
        Assert.That(read.Source, Is.Not.Null, read.Reason);
        return read;
    }

    private static string[] LinesOf(DocumentReaders.Outcome read) =>
        [.. Enumerable.Range(1, read.Source!.LineCount).Select(number => $"{read.Source.Line(number)}".Split("  ")[0])];

    private static Task<(Draft? Draft, SourceText? Source, string Code, string Reason)> ReadAsync(byte[] bytes, ReadingLimits? limits = null) =>
        DocumentImport.ReadAsync(
            new GazetteReader(UnitRegistries.All), limits ?? ReadingLimits.Default, new DocumentImport.HandedIn("a.pdf", bytes), "xicheng", CancellationToken.None);

    private static byte[] Stored(string name) => File.ReadAllBytes(SourceTree.PathOf($"tests/TaskTracker.Tests/Documents/Readers/Files/{name}"));

    private static TestCaseData Case(string title, byte[] bytes, string says, ReadingLimits? limits = null) =>
        new TestCaseData(bytes, limits ?? ReadingLimits.Default, says).SetName(title + "_is_refused");
}
