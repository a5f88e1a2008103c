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

                if (segment.BeforeColon && directory?.Find(name) is null)
                {
                    doubts.Add(new Doubt(FindingCodes.LabelMisplaced, $"“{name}” stands before a colon among units; it was taken for a label and left out."));
                    continue;
                }

                names.Add(name);
                if (DoubtAbout(name, directory) is { } doubt)
                    doubts.Add(doubt);
            }
        }

        return new UnitCellReading { Names = names, Doubts = doubts };
    }

    /// <summary>A bracket after a name is a second name or a remark; a remark (牵头, 2018年) goes.</summary>
    private static string WithoutRemark(string printed, UnitDirectory? directory)
    {
        var folded = UnitText.Fold(printed);
        if (UnitShape.WithoutBracket(folded) is not { } outer || directory?.Find(folded) is { Kind: not UnitMatchKind.OuterName })
            return printed;

        var inner = folded[(outer.Length + 1)..^1];
        return UnitShape.EndsLikeUnit(inner) || directory?.Find(inner) is not null ? printed : printed[..outer.Length];
    }

    private static bool IsName(string name, UnitCellSegment segment, UnitDirectory? directory)
    {
        if (name is "无" or "暂无" || !name.Any(char.IsLetter))
            return false;

        return !segment.InBrackets || directory?.Find(name) is not null || UnitShape.EndsLikeUnit(UnitText.Fold(name));
    }

    private static Doubt? DoubtAbout(string name, UnitDirectory? directory)
    {
        var folded = UnitText.Fold(name);
        if (directory is null)
        {
            var looksLikeUnit = folded.Length <= LongestName && UnitShape.EndsLikeUnit(UnitShape.WithoutBracket(folded) ?? folded);
            return looksLikeUnit
                ? null
                : new Doubt(FindingCodes.UnitUnknown, $"“{Shortened(name)}” does not look like the name of a unit; it was kept as printed.");
        }

        if (directory.Find(name) is not null)
            return null;

        return directory.FindNear(name) is { } near
            ? new Doubt(FindingCodes.UnitMisprint, $"“{name}” is not registered in {directory.District.Name}; it is probably {near.Name}, but was kept as printed.")
            : new Doubt(FindingCodes.UnitUnknown, $"“{Shortened(name)}” is not registered in {directory.District.Name}; it was kept as printed.");
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : $"{name.AsSpan(0, LongestName)}…";
}
