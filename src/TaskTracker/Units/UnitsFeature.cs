namespace TaskTracker.Units;

/// <summary>The register of a district's units and groups: everybody in the district reads it, admins change it.</summary>
internal static class UnitsFeature
{
    public static void MapUnits(this IEndpointRouteBuilder api)
    {
        var units = api.MapGroup("/units").WithTags("Units");
        ListUnits.Map(units);
        GetUnit.Map(units);
        CreateUnit.Map(units);
        ChangeUnit.Map(units);
    }
}
