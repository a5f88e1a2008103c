namespace TaskTracker.Core.Units;

/// <summary>Which district a document belongs to.</summary>
public static class Districts
{
    /// <summary>The district whose mark stands in the issuer's name: 北京市西城区民政局, 规划国土委海淀分局.</summary>
    /// <returns>Null if no known district is named, or more than one.</returns>
    public static District? FindByIssuer(string issuer) =>
        FindByIssuer(issuer, UnitRegistries.All.Select(registry => registry.District));

    /// <inheritdoc cref="FindByIssuer(string)"/>
    public static District? FindByIssuer(string issuer, IEnumerable<District> districts)
    {
        var folded = UnitText.Fold(issuer);
        var named = districts
            .Where(district => district.IssuerMarks.Any(mark => folded.Contains(mark, StringComparison.Ordinal)))
            .Take(2)
            .ToList();
        return named.Count == 1 ? named[0] : null;
    }
}
