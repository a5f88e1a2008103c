using System.Text;
using TaskTracker.Core.Reporting;

namespace TaskTracker.Core.Tests.Reporting;

public sealed class EvidenceTypeTests
{
    [Test]
    public void The_first_bytes_tell_a_file()
    {
        Assert.That(EvidenceType.OfHead("%PDF-1.7 and on"u8), Is.EqualTo(EvidenceType.Pdf));
        Assert.That(EvidenceType.OfHead([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8]), Is.EqualTo(EvidenceType.Png));
        Assert.That(EvidenceType.OfHead([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[12]]), Is.EqualTo(EvidenceType.Jpeg));
        Assert.That(EvidenceType.OfHead("MZ\u0090\u0000 a program "u8), Is.Null);
        Assert.That(EvidenceType.OfHead([]), Is.Null);
        Assert.That(EvidenceType.OfHead([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]), Is.Null);
    }

    [Test]
    public void A_package_is_told_by_its_parts_and_one_with_macros_is_not_taken()
    {
        Assert.That(EvidenceType.OfPackage(["[Content_Types].xml", "word/document.xml"]), Is.EqualTo(EvidenceType.Word));
        Assert.That(EvidenceType.OfPackage(["[Content_Types].xml", "xl/workbook.xml"]), Is.EqualTo(EvidenceType.Excel));
        Assert.That(EvidenceType.OfPackage(["[Content_Types].xml", "ppt/presentation.xml"]), Is.EqualTo(EvidenceType.Slides));
        Assert.That(EvidenceType.OfPackage(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), Is.Null);
        Assert.That(EvidenceType.OfPackage(["word/document.xml"]), Is.Null);
        Assert.That(EvidenceType.OfPackage(["[Content_Types].xml", "setup.exe"]), Is.Null);
    }

    [TestCase("台账.pdf", "台账.pdf")]
    [TestCase("台账.PDF", "台账.pdf")]
    [TestCase("台账.exe", "台账.exe.pdf")]
    [TestCase("../../etc/passwd", "passwd.pdf")]
    [TestCase("C:\\台账.pdf", "台账.pdf")]
    [TestCase("a\r\nSet-Cookie: x\".pdf", "aSet-Cookie x.pdf")]
    [TestCase("...", "evidence.pdf")]
    [TestCase("", "evidence.pdf")]
    public void A_name_loses_its_path_and_gets_an_ending_that_fits(string sent, string name) =>
        Assert.That(EvidenceType.Pdf.NameFor(sent), Is.EqualTo(name));

    [Test]
    public void A_long_name_is_cut_between_characters()
    {
        var name = EvidenceType.Pdf.NameFor(string.Concat(Enumerable.Repeat("𠮷", 200)) + ".pdf");

        Assert.That(name, Has.Length.LessThanOrEqualTo(154));
        Assert.That(name, Does.EndWith("𠮷.pdf"));
    }

    [Test]
    public void Text_is_UTF_8_or_GB18030_without_control_characters_however_it_is_cut()
    {
        byte[] gb = [0xCD, 0xA8, 0xD6, 0xAA, 0x0D, 0x0A, 0x82, 0x35, 0xD6, 0x30];
        byte[] utf8 = Encoding.UTF8.GetBytes("通知，𠮷\r\n1,2\t3");

        Assert.That(IsText(gb), "GB18030");
        Assert.That(IsText(utf8), "UTF-8");
        Assert.That(IsText(utf8[..^12][..1]), Is.False, "half a character");
        Assert.That(IsText([.. utf8, 0]), Is.False, "a null");
        Assert.That(IsText([0xFF, 0xFE, 0x41, 0x00]), Is.False, "UTF-16");
        Assert.That(IsText([0x80, 0x41]), Is.False, "no character begins so");
    }

    private static bool IsText(byte[] bytes)
    {
        var answers = new HashSet<bool>();
        foreach (var size in new[] { 1, 2, 3, bytes.Length })
        {
            var text = new TextBytes();
            foreach (var piece in bytes.Chunk(size))
                text.Add(piece);
            answers.Add(text.IsText);
        }

        return answers.Single();
    }
}
