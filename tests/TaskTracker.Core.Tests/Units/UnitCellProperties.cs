using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

/// <summary>What must hold for any cell of units: nothing that is printed there is lost.</summary>
public sealed class UnitCellProperties
{
    private static readonly UnitRegistry Registry = UnitRegistries.Load("xicheng")!;
    private static readonly UnitDirectory Xicheng = new(Registry);

    /// <summary>Names as they are registered, as they are invented, and as they are misprinted.</summary>
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.Elements(Registry.Units.Select(unit => unit.Name).ToArray()),
        Gen.Elements(Registry.Units.SelectMany(unit => unit.Aliases).ToArray()),
        Gen.Elements(Registry.Groups.Select(group => group.Name).ToArray()),
        Gen.Elements("区新设专班办", "区夜间经济促进中心", "市某某局西城分局", "街区更新公司", "胡同会客厅", "甲乙丙丁", "各相关单位", "全区各成员单位"),
        Gen.Elements(Registry.Units.Select(unit => unit.Name).Where(name => name.Length > 4).ToArray()).Select(name => name.Remove(2, 1)));

    private static readonly Gen<string> Divisions = Gen.Elements("、", "，", ",", "；", ";", "/", " ", "\n", "　", "<br/>", "</p><p>", "——", "");

    private static readonly Gen<string> Fillers = Gen.Elements("、", "等", "等部门", "和", "及", "以及", "会同", "（牵头）", "（2018年）", "<p>", "。", "1.", "①", "&nbsp;");

    /// <summary>What may go without a word: conjunctions, 等 and what it stands for, remarks, numbers.</summary>
    private const string FillerLetters = "等部门单位委办局机构街镇和及与以会同牵头主责协办配合年月";

    [Test]
    public void Every_name_is_kept_or_spoken_of() => Prop.ForAll(
        Cells(Names).ToArbitrary(),
        cell =>
        {
            foreach (var directory in new[] { Xicheng, null })
            {
                var said = Said(cell.Text, directory);
                foreach (var name in cell.Names)
                    Assert.That(said, Does.Contain(name), directory is null ? "without a directory" : "with a directory");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Test]
    public void No_letter_of_a_cell_is_lost() => Prop.ForAll(
        Gen.ListOf(Gen.OneOf(Names, Divisions, Fillers, Gen.Elements("区", "各", "局", "的", "市", "相关", "其他", "：", "x", "𠀀", "\ud800", "-"))).ToArbitrary(),
        pieces =>
        {
            var cell = string.Concat(pieces);
            var printed = pieces.Where(piece => !piece.StartsWith('<') && !piece.StartsWith('&') && piece != "（2018年）").SelectMany(piece => piece).Where(char.IsLetter).Distinct();
            foreach (var directory in new[] { Xicheng, null })
            {
                var said = Said(cell, directory);
                Assert.That(printed.Where(letter => !FillerLetters.Contains(letter, StringComparison.Ordinal) && !said.Contains(letter, StringComparison.Ordinal)), Is.Empty);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private sealed record Cell(string Text, IReadOnlyList<string> Names);

    private static Gen<Cell> Cells(Gen<string> names) =>
        Gen.Choose(1, 6).SelectMany(count => Gen.ListOf(Gen.Zip(Gen.Zip(names, Gen.OneOf(Gen.Constant(""), Fillers)), Divisions), count)).Select(pieces => new Cell(
            string.Concat(pieces.Select((piece, at) => piece.Item1.Item1 + piece.Item1.Item2 + (at < pieces.Count - 1 ? piece.Item2 : ""))),
            [.. pieces.Select(piece => piece.Item1.Item1)]));

    /// <summary>The names and what the doubts quote, without anything between them; a quote that was cut short stands for all that it was of.</summary>
    private static string Said(string cell, UnitDirectory? directory)
    {
        var reading = UnitCellReader.Read(cell, directory);
        var quotes = reading.Doubts.Select(doubt => doubt.Message).ToArray();
        return string.Concat(reading.Names.Concat(quotes)) + (quotes.Any(quote => quote.Contains("…”", StringComparison.Ordinal)) ? cell : "");
    }
}
