using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Calendars;

/// <summary>The years of the calendar in force, and one of them.</summary>
internal static class GetCalendarYear
{
    public static readonly QuerySpec Query = new QuerySpec().Paged();

    public static void Map(IEndpointRouteBuilder years)
    {
        years.MapGet("/", ListAsync)
            .WithName("ListCalendarYears")
            .WithSummary("List the years of the working-day calendar")
            .WithDescription("Those that come with the service and those that were imported. Every other year follows the week and is provisional.")
            .WithQuery(Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.AnyKey);
        years.MapGet("/{year:int}", HandleAsync)
            .WithName(nameof(GetCalendarYear))
            .WithSummary("Read a year of the working-day calendar")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.AnyKey);
    }

    private static async Task<Results<Ok<Page<CalendarYearView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var years = CalendarYear.Embedded.ToDictionary(year => year.Year, year => new StoredYear(year, 0, null));
        foreach (var stored in await session.StoredYearsAsync())
            years[stored.Year.Year] = stored;
        CalendarYearView[] shown =
        [
            .. years.Values.Where(year => year.Year.Year > (page.After?.Id ?? 0)).OrderBy(year => year.Year.Year).Take(page.Fetch).Select(CalendarYearView.Of),
        ];
        return TypedResults.Ok(shown.ToPage(page, http, year => ("", year.Year)));
    }

    private static async Task<Results<Ok<CalendarYearView>, ProblemHttpResult>> HandleAsync(
        int year, HttpContext http, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindYearAsync(year) is not { } stored)
            return Problems.NotFound("calendar year");

        http.Response.Headers.ETag = Preconditions.ETagOf(stored.Version);
        return TypedResults.Ok(CalendarYearView.Of(stored));
    }
}
