using TaskTracker.Documents.Readers.Pages;

namespace TaskTracker.Tests.Documents.Readers;

[TestFixture]
internal sealed class PageLinesTests
{
    [Test]
    public void Characters_of_one_baseline_are_a_line_in_any_order()
    {
        var placed = Words(100, 20, "二行").Concat(Words(100, 0, "任务清单")).Reverse();

        Assert.That(Texts(placed), Is.EqualTo(new[] { "任务清单", "", "二行" }));
    }

    [TestCase(14, 0)]
    [TestCase(19, 0)]
    [TestCase(24, 1)]
    [TestCase(31, 2)]
    [TestCase(500, 4)]
    public void Lines_far_apart_have_blank_lines_between_them(int apart, int blanks)
    {
        var lines = Texts([.. Words(100, 0, "甲"), .. Words(100, apart, "乙")]);

        Assert.That(lines, Is.EqualTo((string[])["甲", .. Enumerable.Repeat("", blanks), "乙"]));
    }

    [TestCase("部门", 3, "部门", TestName = "Full_characters_set_apart_to_fill_a_line_stay_together")]
    [TestCase("部门", 7, "部 门", TestName = "Full_characters_more_than_half_a_character_apart_have_a_blank")]
    [TestCase("部门", 8, "部  门", TestName = "Full_characters_nearly_a_character_apart_are_pieces")]
    [TestCase("年3", 2.5, "年3", TestName = "A_figure_beside_a_full_character_with_some_space_stays_with_it")]
    [TestCase("ab", 1, "ab", TestName = "Letters_side_by_side_are_a_word")]
    [TestCase("ab", 2, "a b", TestName = "Letters_with_a_gap_are_two_words")]
    public void Gaps_are_told_apart(string text, double gap, string line)
    {
        var left = At(100, 0, text[..1]);
        Assert.That(Texts([left, At(left.Right + gap, 0, text[1..])]), Is.EqualTo(new[] { line }));
    }

    [Test]
    public void A_printed_blank_is_one_and_pieces_keep_their_places()
    {
        var line = PageLines.Of([.. Words(100, 0, "a b"), .. Words(150, 0, "表")]).Single();

        Assert.That(line.Pieces, Is.EqualTo(new[] { new PrintedLine.Piece(100, 115, "a b"), new PrintedLine.Piece(150, 160, "表") }));
        Assert.That(line.Text, Is.EqualTo("a b       表"), "blanks as wide as the gap, two to a full character");
    }

    [Test]
    public void A_raised_figure_stays_in_its_line_and_what_is_printed_twice_is_read_once()
    {
        PlacedText[] placed = [At(100, 0, "米"), new("2", 110, 113, -4, 6), At(113, 0, "区"), At(113.4, 0.1, "区")];

        Assert.That(Texts(placed), Is.EqualTo(new[] { "米2区" }));
    }

    [Test]
    public void The_same_character_twice_in_a_word_stays()
    {
        Assert.That(Texts(Words(100, 0, "各各")), Is.EqualTo(new[] { "各各" }));
    }

    [Test]
    public void What_is_written_across_the_page_follows_below()
    {
        var placed = Words(0, 0, "内部资料").Select(text => text with { Angle = 45 }).Concat(Words(100, 0, "任务清单一")).Concat(Words(100, 14, "任务"));

        Assert.That(Texts(placed), Is.EqualTo(new[] { "任务清单一", "任务", "", "内部资料" }));
    }

    [Test]
    public void Places_that_are_no_numbers_are_passed_over()
    {
        PlacedText[] placed = [new("甲", double.NaN, 1, 0, 10), new("乙", 0, 10, 0, 0), new("丙", 0, double.PositiveInfinity, 0, 10), At(0, 0, "丁"), At(20, 1e300, " ")];

        Assert.That(Texts(placed), Is.EqualTo(new[] { "丁" }));
    }

    private static string[] Texts(IEnumerable<PlacedText> placed) => [.. PageLines.Of(placed).Select(line => line.Text)];

    private static IEnumerable<PlacedText> Words(double left, double down, string text)
    {
        foreach (var character in text)
        {
            yield return At(left, down, $"{character}");
            left += Width(character);
        }
    }

    private static PlacedText At(double left, double down, string text) => new(text, left, left + Width(text[0]), down, 10);

    private static double Width(char character) => character < 0x100 ? 5 : 10;
}
