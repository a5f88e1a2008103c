using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Units;

/// <summary>The units and groups of the caller's district.</summary>
internal static class ListUnits
{
    private const string ById = "id", ByIdDown = "-id", ByName = "name", ByNameDown = "-name";

    private static readonly QuerySpec Query = new QuerySpec()
        .Text("q", "Only units of which any name holds this text; Chinese text of any length, letters in either case, brackets in either width.")
        .Choices("kind", "Only units of these kinds.", UnitFields.Kinds)
        .Date("validOn", "Only units that exist on this day, as far as their days are known.")
        .Text("group", "Only members of this group: its id or any of its names.")
        .Choice("sort", "The order; a minus turns it round.", ById, ByIdDown, ByName, ByNameDown)
        .Paged();

    public static void Map(IEndpointRouteBuilder units) => units
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListUnits))
        .WithSummary("List units and groups")
        .WithDescription("Contacts are personal data: only the office, admins and a unit's own coordinator see them.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .RequireAuthorization(Policies.AnyKey);

    private static async Task<Results<Ok<Page<UnitView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem))
            return problem;

        var sort = query.Choice("sort") ?? ById;
        if (!Paging.TryRead(query, sort, out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var conditions = new List<string> { "u.district_id = @DistrictId" };
        var parameters = new Dictionary<string, object> { ["DistrictId"] = caller.DistrictId, ["Fetch"] = page.Fetch };
        if (query.Text("q") is { } words)
        {
            conditions.Add(NamedSql);
            parameters["Words"] = $"%{Escape(Fold(words))}%";
        }

        if (query.Choices("kind") is { } kinds)
        {
            conditions.Add("u.kind in @Kinds");
            parameters["Kinds"] = kinds;
        }

        if (query.Date("validOn") is { } day)
        {
            conditions.Add("(u.valid_from is null or u.valid_from <= @Day) and (u.valid_to is null or u.valid_to >= @Day)");
            parameters["Day"] = day;
        }

        if (query.Text("group") is { } group)
        {
            if (await session.FindUnitAsync(caller.DistrictId, group) is not { } groupId)
            {
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]>
                {
                    ["group"] = [$"No group of the district is called \"{group}\"."],
                });
            }

            conditions.Add("u.id in (select unit_id from unit_members where district_id = @DistrictId and group_id = @Group)");
            parameters["Group"] = groupId;
        }

        if (page.After is { } after)
        {
            conditions.Add(AfterSql(sort));
            parameters["AfterId"] = after.Id;
            parameters["AfterName"] = after.Value;
        }

        UnitViews.Row[] rows = [.. await session.QueryAsync<UnitViews.Row>(Select(conditions, sort), parameters)];
        var shown = rows.ToPage(page, http, row => (row.Name, row.Id));
        return TypedResults.Ok(new Page<UnitView>(await session.ToViewsAsync(caller, shown.Items), shown.Next));
    }

    /// <summary>As <see cref="NamedSql"/> folds the names: SQLite knows upper and lower case of ASCII letters only.</summary>
    private static string Fold(string text) => string.Concat(text.Trim().Select(character => character switch
    {
        '（' => '(',
        '）' => ')',
        >= 'A' and <= 'Z' => char.ToLowerInvariant(character),
        _ => character,
    }));

    private static string Escape(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private static string AfterSql(string sort) => sort switch
    {
        ByIdDown => "u.id < @AfterId",
        ByName => "u.name > @AfterName",
        ByNameDown => "u.name < @AfterName",
        _ => "u.id > @AfterId",
    };

    private static string OrderBy(string sort) => sort switch
    {
        ByIdDown => "u.id desc",
        ByName => "u.name",
        ByNameDown => "u.name desc",
        _ => "u.id",
    };

    /// <summary>Full names stand among the aliases.</summary>
    private const string NamedSql = """
        (replace(replace(lower(u.name), '（', '('), '）', ')') like @Words escape '!'
           or u.id in (select unit_id
                         from unit_aliases
                        where district_id = @DistrictId and replace(replace(lower(alias), '（', '('), '）', ')') like @Words escape '!'))
        """;

    private static string Select(IEnumerable<string> conditions, string sort) => $"""
        select {UnitViews.Columns}
          from units u
         where {string.Join("\n   and ", conditions)}
         order by {OrderBy(sort)}
         limit @Fetch
        """;
}
