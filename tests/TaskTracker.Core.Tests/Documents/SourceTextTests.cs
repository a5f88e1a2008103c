using System.Text;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class SourceTextTests
{
    [Test]
    public void Lines_are_numbered_from_one_and_lose_their_line_ends()
    {
        var source = SourceText.FromString("一\r\n\n三");

        Assert.That(source.LineCount, Is.EqualTo(3));
        Assert.That(source.Line(1).ToString(), Is.EqualTo("一"));
        Assert.That(source.Line(2).ToString(), Is.Empty);
        Assert.That(source.Line(3).ToString(), Is.EqualTo("三"));
    }

    [TestCase("", 0)]
    [TestCase("一", 1)]
    [TestCase("一\n", 1)]
    [TestCase("一\n二", 2)]
    [TestCase("\n\n", 2)]
    public void A_line_feed_at_the_end_begins_no_line(string text, int lines) =>
        Assert.That(SourceText.FromString(text).LineCount, Is.EqualTo(lines));

    [Test]
    public void Characters_are_counted_as_people_count_them() =>
        Assert.That(SourceText.FromString("区\U00020000\n").Characters, Is.EqualTo(3));

    [TestCase("县⼈⺠政府", "县人民政府")]
    [TestCase("牵头部⻔：⻓期；2⽉", "牵头部门：长期；2月")]
    [TestCase("⻅⻋⺟⻘⻥⺕㇐", "见车母青鱼\U0002B739一")]
    [TestCase("人民、〈㈠〉①ⅣＡ⿰々〇ぁ㐀", "人民、〈㈠〉①ⅣＡ⿰々〇ぁ㐀")]
    public void Radicals_become_the_characters_that_they_stand_for(string printed, string read) =>
        Assert.That(SourceText.FromString(printed).ToString(), Is.EqualTo(read));

    [Test]
    public void Of_radicals_and_strokes_348_have_an_ideograph_and_none_stands_for_another()
    {
        var marks = Enumerable.Range(0x2E80, 0x31F0 - 0x2E80).Select(code => $"{(char)code}").ToList();

        var folded = marks.Where(mark => SourceText.FromString(mark).ToString() != mark).ToList();

        Assert.That(folded, Has.Count.EqualTo(348));
        Assert.That(folded.Count(mark => mark[0] is >= '\u2F00' and <= '\u2FD5'), Is.EqualTo(214), "every radical of Kangxi");
        Assert.That(folded.Select(mark => SourceText.FromString(mark).ToString().EnumerateRunes().Single().Value), Is.All.GreaterThanOrEqualTo(0x3400).And.None.InRange(0x2E80, 0x31EF));
    }

    [Test]
    public void Lines_characters_and_digest_of_a_folded_text_are_those_of_the_file()
    {
        var bytes = "⼈⺠\r\n\n㇆\n"u8.ToArray();

        Assert.That(SourceText.TryDecode(bytes, out var source, out var reason), Is.True, reason);

        Assert.That((source!.LineCount, source.Characters, source.Line(1).ToString()), Is.EqualTo((3, 7, "人民")));
        Assert.That(source.Sha256, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
    }

    [Test]
    public void Half_a_surrogate_pair_is_no_character_and_replaced() =>
        Assert.That(SourceText.FromString("区\ud800").Line(1).ToString(), Is.EqualTo("区\uFFFD"));

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. "区"u8];

        Assert.That(SourceText.TryDecode(bytes, out var source, out _), Is.True);
        Assert.That(source!.Line(1).ToString(), Is.EqualTo("区"));
        Assert.That(source.Sha256, Is.Not.EqualTo(SourceText.FromString("区").Sha256));
    }

    [Test]
    public void A_file_that_is_not_UTF_8_is_refused_with_the_byte_at_fault()
    {
        byte[] bytes = [.. "区"u8, 0xCE, 0xF7];

        Assert.That(SourceText.TryDecode(bytes, out _, out var reason), Is.False);
        Assert.That(reason, Does.Contain("byte 4"));
    }

    [TestCase("utf-8", false)]
    [TestCase("utf-8", true)]
    [TestCase("utf-16le", false)]
    [TestCase("utf-16le", true)]
    [TestCase("utf-16be", false)]
    [TestCase("utf-16be", true)]
    [TestCase("gb18030", false)]
    [TestCase("gb18030", true)]
    public void The_encoding_is_found_out_with_and_without_its_mark(string name, bool isMarked)
    {
        const string Text = "一、完成停车治理方案（2018年6月底前）。\n牵头部门：区财政局\n";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name switch { "utf-16le" => "utf-16", "utf-16be" => "unicodeFFFE", _ => name });
        byte[] mark = name == "gb18030" ? [0x84, 0x31, 0x95, 0x33] : encoding.GetPreamble();

        Assert.That(SourceText.TryDecode([.. isMarked ? mark : [], .. encoding.GetBytes(Text)], out var source, out var reason), Is.True, reason);
        Assert.That(source!.ToString(), Is.EqualTo(Text));
        Assert.That(source.Encoding, Is.EqualTo(name));
    }

    [Test]
    public void Half_a_pair_in_UTF_16_is_refused_with_its_byte()
    {
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("区"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("一")];

        Assert.That(SourceText.TryDecode(bytes, out _, out var reason), Is.False);
        Assert.That(reason, Does.Contain("byte 5"));
    }

    [TestCase("")]
    [TestCase(" \n\u3000\n")]
    public void A_file_without_words_is_refused_as_empty(string text)
    {
        Assert.That(SourceText.TryDecode(Encoding.UTF8.GetBytes(text), out _, out var reason), Is.False);
        Assert.That(reason, Is.EqualTo("the file is empty"));
    }
}
