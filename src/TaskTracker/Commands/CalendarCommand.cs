using System.CommandLine;
using TaskTracker.Calendars;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker calendar import|list</c>.</summary>
internal static class CalendarCommand
{
    private const string Actor = "command_line", Official = "official", Provisional = "provisional";
    private const long MaxFile = 1024 * 1024;

    public static Command Create() => new("calendar", "The working-day calendar: import a year, list the years.") { Import(), List() };

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A year as JSON, or a published iCalendar file (.ics) whose holidays say 休 and 班." };
        var year = new Option<int?>("--year") { Description = "Only this year of the file." };
        var status = new Option<string?>("--status") { Description = "official or provisional; left out, JSON says it itself, and an .ics is provisional." };
        status.AcceptOnlyFromAmong(Official, Provisional);
        var command = new Command("import", "Put years of holidays and moved days in the place of those that are there, for all districts.") { file, year, status };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            var years = await ReadAsync(path, cancellation);
            if (parsed.GetValue(year) is { } only)
                years = [.. years.Where(found => found.Year == only)];
            if (years.Count == 0)
                throw new RefusedException($"{path}: the year {parsed.GetValue(year)} is not in the file.");

            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            await using var transaction = await database.BeginAsync(cancellation);
            foreach (var found in years)
            {
                var entered = found with
                {
                    Status = parsed.GetValue(status) switch { Official => CalendarStatus.Official, Provisional => CalendarStatus.Provisional, _ => found.Status },
                    Source = found.Source ?? Path.GetFileName(path),
                };
                if (entered.Year is < PutCalendarYear.FirstYear or > PutCalendarYear.LastYear || entered.Days.Count > PutCalendarYear.MostDays)
                    throw new RefusedException($"{path}: {entered.Year} with {entered.Days.Count} days is no year of the calendar.");

                await StoreAsync(transaction, entered, host.Clock.Now());
            }

            await transaction.CommitAsync();
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task StoreAsync(Transaction transaction, CalendarYear year, DateTimeOffset now)
    {
        var before = await transaction.FindYearAsync(year.Year);
        if (!await transaction.StoreYearAsync(National, Actor, year, before?.Version ?? 0, now))
            throw new RefusedException($"{year.Year}: somebody else has just stored it; import again.");

        Console.WriteLine(Said(CalendarYearView.Of((await transaction.FindYearAsync(year.Year))!)));
    }

    /// <summary>The calendar belongs to no district; its history of the command line stands under this word.</summary>
    private const string National = "";

    private static async Task<IReadOnlyList<CalendarYear>> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new RefusedException($"{path}: there is no such file.");

        if (new FileInfo(path).Length > MaxFile)
            throw new RefusedException($"{path}: the file is larger than the {MaxFile:N0} bytes that are allowed.");

        if (!SourceText.TryDecode(await File.ReadAllBytesAsync(path, cancellation), out var source, out var reason))
            throw new RefusedException($"{path}: {reason}.");

        return Path.GetExtension(path).Equals(".ics", StringComparison.OrdinalIgnoreCase)
            ? Accepted(path, CalendarIcs.Read(source.ToString()))
            : [Accepted(path, CalendarYear.ReadJson(source.ToString()))];
    }

    private static Command List()
    {
        var command = new Command("list", "Print the years of the calendar in force.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            await using var session = await database.OpenAsync(cancellation);
            var years = CalendarYear.Embedded.ToDictionary(year => year.Year, year => new StoredYear(year, 0, null));
            foreach (var stored in await session.StoredYearsAsync())
                years[stored.Year.Year] = stored;
            foreach (var year in years.Values.OrderBy(year => year.Year.Year))
                Console.WriteLine(Said(CalendarYearView.Of(year)));
            return CommandLine.Done;
        });
        return command;
    }

    private static string Said(CalendarYearView year) =>
        $"{year.Year}: {EnumNames.Of(year.Status)}, {year.Days.Count(day => day.Off)} holidays, {year.Days.Count(day => !day.Off)} days worked instead"
        + (year.Source is null ? "." : $" ({year.Source}).") + string.Concat(year.Findings.Select(fault => $" {fault.Message}"));

    private static T Accepted<T>(string path, Decision<T> decision)
        where T : class =>
        decision.IsAccepted(out var value, out var refusal) ? value : throw new RefusedException($"{path}: {refusal.Reason}");
}
