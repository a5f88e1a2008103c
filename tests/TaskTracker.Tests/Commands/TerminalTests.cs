using TaskTracker.Commands;
using TaskTracker.Commands.Terminal;
using TaskTracker.Core.Documents;

namespace TaskTracker.Tests.Commands;

internal sealed class TerminalTests
{
    private const string Escape = "\u001b";

    [TestCase(false, true, "TERM=xterm")]
    [TestCase(true, false, "TERM=xterm")]
    [TestCase(false, false, "TERM=xterm", "NO_COLOR=1")]
    [TestCase(false, false, "TERM=dumb")]
    [TestCase(true, true, "TERM=xterm", "FORCE_COLOR=1")]
    [TestCase(false, false, "TERM=xterm", "FORCE_COLOR=0")]
    [TestCase(true, false, "FORCE_COLOR=1", "NO_COLOR=1")]
    [TestCase(false, true, "TERM=xterm", "NO_COLOR=")]
    public void Colour_stands_only_where_the_terminal_has_it(bool redirected, bool expected, params string[] environment)
    {
        var variables = environment.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.That(Paint.Of(variables.GetValueOrDefault, redirected).IsOn, Is.EqualTo(expected));
    }

    [TestCase("区甲局", 6)]
    [TestCase("PM2.5", 5)]
    [TestCase("（一）", 6)]
    [TestCase("𠮷e\u0301", 3)]
    public void A_Chinese_character_takes_two_columns(string text, int width)
    {
        Assert.That(TextWidth.Of(text), Is.EqualTo(width));
    }

    [Test]
    public void A_text_is_cut_within_its_columns_and_cannot_steer_the_terminal()
    {
        Assert.That(TextWidth.Cut("完善制度", 7), Is.EqualTo("完善制…"));
        Assert.That(TextWidth.Cut("完善制度", 8), Is.EqualTo("完善制度"));
        Assert.That(TextWidth.Cut($"甲{Escape}[31m乙\n丙", 40), Is.EqualTo("甲 [31m乙 丙"));
    }

    [Test]
    public void The_columns_of_a_draft_stand_under_each_other_with_findings_below_their_item()
    {
        var draft = new GazetteReader([]).Read("a.txt", SourceText.FromString(Documents.SampleText.Labelled(
            "东区重点工作实施方案", "东政发〔2018〕1号", [("1", "完善制度。", "区甲局", "区乙局", "2018年12月底前"), ("2", "健全长效机制并组织培训。", "区丙局", "", "2018年13月底前")])));

        var lines = new DraftTable(Paint.None).Format(draft).Split('\n').Select(line => line.TrimEnd()).ToArray();

        var heading = Array.FindIndex(lines, line => line.TrimStart().StartsWith("no ", StringComparison.Ordinal));
        var at = lines[heading].IndexOf("lead", StringComparison.Ordinal);
        Assert.That(WidthBefore(lines[heading + 1], "区甲局"), Is.EqualTo(at));
        Assert.That(lines.Select(line => WidthBefore(line, "区丙局")), Has.Some.EqualTo(at));
        Assert.That(lines, Has.Some.Contains(" deadline-"));
        Assert.That(lines.Last(line => line.Length > 0), Does.StartWith("1 lists, 2 items: "));
        Assert.That(string.Concat(lines), Does.Not.Contain(Escape));
    }

    private static int WidthBefore(string line, string text) =>
        line.IndexOf(text, StringComparison.Ordinal) is >= 0 and var index ? TextWidth.Of(line[..index]) : -1;
}
