using System.Text.RegularExpressions;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

/// <summary>Measured against every hand-checked record; the figures are floors.</summary>
public sealed class UnitGoldTests
{
    private static readonly string[] ListsWithCells =
        ["000-01", "000-03", "000-05", "001-03", "001-10", "002-04", "002-11", "003-03", "003-05", "003-06", "004-08"];

    private static readonly Dictionary<string, UnitDirectory> Directories =
        UnitRegistries.All.ToDictionary(registry => registry.District.Code, registry => new UnitDirectory(registry));

    [Test]
    public void At_least_95_percent_of_the_printed_names_resolve_to_a_unit_or_group()
    {
        var names = SharedGold.Items()
            .SelectMany(item => item.Lead.Concat(item.Partner).Select(name => (Directory: DirectoryOf(item), Name: name)))
            .ToList();
        var distinct = names.Distinct().ToList();
        var unknown = distinct.Where(name => name.Directory.Find(name.Name) is null).ToList();
        var known = 1.0 - (double)unknown.Count / distinct.Count;
        var knownOccurrences = names.Count(name => name.Directory.Find(name.Name) is not null) / (double)names.Count;

        TestContext.Out.WriteLine($"{known:P1} of {distinct.Count} names, {knownOccurrences:P1} of {names.Count} occurrences; unknown:");
        foreach (var (directory, name) in unknown)
            TestContext.Out.WriteLine($"  {directory.District.Name} {name}, near: {directory.FindNear(name)?.Name ?? "-"}");

        Assert.That(known, Is.GreaterThanOrEqualTo(0.95));
        Assert.That(knownOccurrences, Is.GreaterThanOrEqualTo(0.95));
    }

    [Test]
    public void At_least_97_percent_of_the_printed_cells_and_labels_are_split_as_a_person_did()
    {
        var cells = SharedGold.Items(ListsWithCells).SelectMany(LocatedCells).ToList();

        var rate = Rate(cells, cell => cell.Item.ListId, cell =>
        {
            var names = UnitCellReader.Read(cell.Text, DirectoryOf(cell.Item)).Names;
            return (cell.Expected.Any(expected => expected.SequenceEqual(names)), $"{cell.Text.Trim()} → {string.Join(" | ", names)}");
        });

        Assert.That(cells, Has.Count.GreaterThan(500));
        Assert.That(rate, Is.GreaterThanOrEqualTo(0.97));
    }

    [Test]
    public void At_least_90_percent_of_the_cells_are_split_right_without_a_registry()
    {
        var cells = SharedGold.Items(ListsWithCells).SelectMany(LocatedCells).ToList();

        var rate = Rate(cells, cell => cell.Item.ListId, cell =>
        {
            var names = UnitCellReader.Read(cell.Text, directory: null).Names;
            return (cell.Expected.Any(expected => expected.SequenceEqual(names)), $"{cell.Text.Trim()} → {string.Join(" | ", names)}");
        });

        Assert.That(rate, Is.GreaterThanOrEqualTo(0.90));
    }

    [Test]
    public void At_most_3_percent_of_the_cells_raise_a_doubt()
    {
        var cells = SharedGold.Items(ListsWithCells).SelectMany(LocatedCells).ToList();

        var doubted = cells
            .Select(cell => UnitCellReader.Read(cell.Text, DirectoryOf(cell.Item)).Doubts)
            .Where(doubts => doubts.Count > 0)
            .ToList();
        var fields = SharedGold.Items(ListsWithCells).Sum(item => (item.Lead.Length > 0 ? 1 : 0) + (item.Partner.Length > 0 ? 1 : 0));

        TestContext.Out.WriteLine($"{cells.Count} of {fields} fields located, {doubted.Count} doubted:");
        foreach (var doubt in doubted.SelectMany(doubts => doubts))
            TestContext.Out.WriteLine($"  {doubt.Code}: {doubt.Message}");
        Assert.That(doubted, Has.Count.LessThanOrEqualTo(cells.Count * 0.03));
    }

    [Test]
    public void At_least_97_percent_of_the_phrases_in_brackets_give_lead_and_partner_units()
    {
        var items = SharedGold.Items("000-08", "001-15", "002-12", "004-01", "004-14").Where(item => item.Lead.Length > 0).ToList();

        var rate = Rate(items, item => item.ListId, item =>
        {
            var readings = Brackets(item.Source)
                .Select(bracket => UnitPhraseReader.Read(bracket, DirectoryOf(item)))
                .OfType<UnitPhraseReading>()
                .ToList();
            var right = readings.Any(reading =>
                reading.LeadUnits.SequenceEqual(item.Lead) && reading.PartnerUnits.SequenceEqual(item.Partner));
            var shown = readings.Select(reading => Shown(reading.LeadUnits, reading.PartnerUnits));
            return (right, $"{Shown(item.Lead, item.Partner)} not among: {string.Join(" ; ", shown)}");
        });

        Assert.That(rate, Is.GreaterThanOrEqualTo(0.97));
    }

    private static string Shown(IReadOnlyList<string> leads, IReadOnlyList<string> partners) =>
        $"{string.Join(" | ", leads)} + {string.Join(" | ", partners)}";

    private static double Rate<T>(List<T> cases, Func<T, string> list, Func<T, (bool Right, string Shown)> read)
    {
        foreach (var group in cases.GroupBy(list))
        {
            var results = group.Select(read).ToList();
            TestContext.Out.WriteLine($"{group.Key}: {results.Count(result => result.Right)} of {results.Count}");
            foreach (var wrong in results.Where(result => !result.Right))
                TestContext.Out.WriteLine($"  {wrong.Shown}");
        }

        return cases.Count(item => read(item).Right) / (double)cases.Count;
    }

    private static UnitDirectory DirectoryOf(GoldItem item) => Directories[Districts.FindByIssuer(item.Issuer)!.Code];

    /// <summary>
    /// The cell or label value that holds exactly the letters of the expected names: so it is found without asking how it
    /// is split. Cells that a merge, a shift or a page break took elsewhere are not found and not counted.
    /// </summary>
    private static IEnumerable<LocatedCell> LocatedCells(GoldItem item)
    {
        var candidates = item.Source.Contains('\t', StringComparison.Ordinal) ? item.Source.Split('\t') : LabelValues(item.Source);
        foreach (var (names, corrected) in new[] { (item.Lead, item.LeadCorrected), (item.Partner, item.PartnerCorrected) })
        {
            var letters = Letters(string.Concat(names));
            var cell = names.Length == 0 ? null : Array.Find(candidates, candidate => Letters(candidate) == letters);
            if (cell is not null)
                yield return new LocatedCell(item, cell, corrected is null ? [names] : [names, corrected]);
        }
    }

    private static string[] LabelValues(string source) =>
        [.. Regex
            .Matches(source, @"(?:部门|单位|主体)[*]*\s*[:：]([\s\S]*?)(?=[\p{L}*]{2,8}[:：]|\n\s*\n\s*\n|$)")
            .Select(match => match.Groups[1].Value)];

    private static string Letters(string text) =>
        Regex.Replace(Regex.Replace(text, "<[^>]*>", ""), @"等?(?=部门\s*(<|$))|等|及|和|\P{L}", "");

    private static IEnumerable<string> Brackets(string source)
    {
        var text = source.Replace("\n", "", StringComparison.Ordinal);
        var open = new Stack<int>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '(' or '（')
                open.Push(at);
            else if (text[at] is ')' or '）' && open.TryPop(out var start))
                yield return text[start..(at + 1)];
        }
    }

    private sealed record LocatedCell(GoldItem Item, string Text, string[][] Expected);
}
