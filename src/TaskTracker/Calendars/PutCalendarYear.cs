using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Calendars;

/// <summary>An office or an admin enters a year of the national calendar, for everybody on this service.</summary>
internal static class PutCalendarYear
{
    public const int FirstYear = 1990, LastYear = 2200, MostDays = 400;

    public sealed record Request
    {
        /// <summary>official once the State Council has announced it.</summary>
        public required CalendarStatus Status { get; init; }

        /// <summary>The notice that the days come from.</summary>
        public required string Source { get; init; }

        /// <summary>Holidays (off) and days worked instead; those before New Year may stand here from 25 December of the year before.</summary>
        public required IReadOnlyList<CalendarDay> Days { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Source).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Days).NotNull().Must(days => days is null || days.Count <= MostDays).WithMessage($"At most {MostDays} days are allowed.");
            RuleForEach(request => request.Days).NotNull().Must(day => day is null || day.Name is null || day.Name.Length <= 100)
                .WithMessage("The name of a day has at most 100 characters.");
        }
    }

    public static void Map(IEndpointRouteBuilder years) => years
        .MapPut("/{year:int}", HandleAsync)
        .WithName(nameof(PutCalendarYear))
        .WithSummary("Enter a year of the working-day calendar")
        .WithDescription("""
            For all districts of this service: the calendar is national. Needs `If-Match` with the year's ETag, or `*`. A year with a finding
            (a day of another year, a day twice, a plain weekday that is said to be worked) is stored, counts as far as it is clear, and is
            provisional; the answer says why.
            """)
        .WithValidation<Request, Validator>()
        .ProducesProblems(409, 412, 428)
        .RequireAuthorization(Policies.KeepCalendar);

    private static async Task<Results<Ok<CalendarYearView>, Created<CalendarYearView>, ProblemHttpResult>> HandleAsync(
        int year, Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (year is < FirstYear or > LastYear)
            return Problems.Invalid("year", $"Years from {FirstYear} to {LastYear} are allowed.");

        await using var transaction = await database.BeginAsync(cancellation);
        var before = await transaction.FindYearAsync(year);
        if (!Preconditions.IfMatchHolds(http, before?.Version ?? 0, out var problem))
            return problem;

        var entered = new CalendarYear { Year = year, Status = request.Status, Source = request.Source, Days = request.Days };
        if (!await transaction.StoreYearAsync(caller.DistrictId, caller.Name, entered, before?.Version ?? 0, clock.Now()))
            return Problems.ChangedMeanwhile();

        var view = CalendarYearView.Of((await transaction.FindYearAsync(year))!);
        await transaction.CommitAsync();
        http.Response.Headers.ETag = view.Etag;
        return before is null ? TypedResults.Created($"/api/v1/calendar-years/{year}", view) : TypedResults.Ok(view);
    }
}
