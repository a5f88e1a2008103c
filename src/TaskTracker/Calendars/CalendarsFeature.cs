namespace TaskTracker.Calendars;

/// <summary>The working-day calendar as data: national, one for all districts.</summary>
internal static class CalendarsFeature
{
    public static void MapCalendars(this IEndpointRouteBuilder api)
    {
        var years = api.MapGroup("/calendar-years").WithTags("Calendar");
        GetCalendarYear.Map(years);
        PutCalendarYear.Map(years);
    }
}
