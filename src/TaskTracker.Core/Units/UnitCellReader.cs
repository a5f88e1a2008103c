using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Units;

/// <summary>The single names in a cell, as printed, and what is in doubt about them.</summary>
public sealed record UnitCellReading
{
    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<Doubt> Doubts { get; init; }
}

/// <summary>
/// Splits a cell or label value full of units into single names (IMPORT_FORMAT, leadUnits and partnerUnits). A name
/// broken by a space or line end is put together again, names run together are cut apart, a bare 等 is dropped, and a
/// second name in brackets stays with the first.
/// </summary>
public static class UnitCellReader
{
    private const int LongestName = 40;

    /// <summary>A longer text is no cell: looking for misprints in it would take long and find chance likenesses.</summary>
    private const int LongestCell = 5_000;

    private static readonly string[] RemarkWords =
        ["牵头", "主责", "主办", "协办", "配合", "参与", "负责", "责任", "联系", "年", "月", "期", "等"];

    /// <param name="cell">The cell as printed; tags and line ends may stand in it. Anything is read, nothing throws.</param>
    /// <param name="directory">The district's units; null if the district is not known, then only the names' shape helps.</param>
    public static UnitCellReading Read(string cell, UnitDirectory? directory)
    {
        List<string> names = [];
        List<Doubt> doubts = [];
        HashSet<string> seen = [];

        foreach (var segment in UnitCellText.Segments(cell))
        {
            foreach (var range in UnitNameSplitter.Split(segment, directory))
            {
                var name = WithoutRemark(segment.Printed[range], directory);
                if (!IsName(name, segment, directory) || !seen.Add(UnitText.Fold(name)))
                    continue;

                var isLabel = segment.BeforeColon && directory?.Find(name) is null;
                if (!isLabel)
                    names.Add(name);

                var doubt = isLabel ? Label(name) : DoubtAbout(name, directory, cell.Length <= LongestCell);
                if (doubt is not null)
                    doubts.Add(doubt);
            }
        }

        return new UnitCellReading { Names = names, Doubts = doubts };
    }

    /// <summary>A bracket after a name is a second name or a remark; a remark (牵头, 2018年) goes.</summary>
    private static string WithoutRemark(string printed, UnitDirectory? directory)
    {
        var folded = UnitText.Fold(printed);
        return UnitShape.WithoutBracket(folded) is { } outer
            && directory?.Find(folded) is null or { Kind: UnitMatchKind.OuterName }
            && IsRemark(folded[(outer.Length + 1)..^1], directory)
                ? printed[..outer.Length]
                : printed;
    }

    private static bool IsRemark(string inner, UnitDirectory? directory) =>
        directory?.Find(inner) is null
        && !UnitShape.EndsLikeUnit(inner)
        && (inner.Length < 3
            || !inner.All(char.IsLetter)
            || Array.Exists(RemarkWords, word => inner.Contains(word, StringComparison.Ordinal)));

    private static bool IsName(string name, UnitCellSegment segment, UnitDirectory? directory)
    {
        if (name is "无" or "暂无" || !name.Any(char.IsLetter))
            return false;

        return !segment.InBrackets || directory?.Find(name) is not null || UnitShape.EndsLikeUnit(UnitText.Fold(name));
    }

    private static Doubt Label(string name) => new(
        FindingCodes.LabelMisplaced, $"“{Shortened(name)}” stands before a colon among units; it was taken for a label and left out.");

    private static Doubt? DoubtAbout(string name, UnitDirectory? directory, bool misprints)
    {
        if (directory is null)
        {
            return name.Length <= LongestName && UnitShape.LooksLikeUnit(UnitText.Fold(name))
                ? null
                : Unknown($"“{Shortened(name)}” does not look like the name of a unit; it was kept as printed.");
        }

        if (directory.Find(name) is not null)
            return null;

        var district = directory.District.Name;
        return misprints && directory.FindNear(name) is { } near
            ? new Doubt(
                FindingCodes.UnitMisprint, $"“{name}” is not registered in {district}; it is probably {near.Name}, but was kept as printed.")
            : Unknown($"“{Shortened(name)}” is not registered in {district}; it was kept as printed.");
    }

    private static Doubt Unknown(string message) => new(FindingCodes.UnitUnknown, message);

    private static string Shortened(string name) => name.Length <= LongestName ? name : $"{name.AsSpan(0, LongestName)}…";
}
