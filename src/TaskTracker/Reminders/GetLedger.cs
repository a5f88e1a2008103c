using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// The equation of a day (DESIGN § 5): what the day's runs asked for against the rows that are there, by state. Each number opens the list
/// that it counts.
/// </summary>
internal static class GetLedger
{
    private static readonly QuerySpec Query = new QuerySpec().Date("day", "The day in Beijing; absent, today.");

    /// <summary>A number of reminders, and the list that has exactly these.</summary>
    public sealed record Count(long Number, string Href);

    /// <summary>The reminders of a channel.</summary>
    public sealed record ChannelLine
    {
        /// <summary>in_app, mail, or the code of a gateway.</summary>
        public required string Channel { get; init; }

        public required Count Sent { get; init; }

        public required Count Pending { get; init; }

        public required Count Superseded { get; init; }

        public required Count Failed { get; init; }

        public required Count Unknown { get; init; }
    }

    /// <summary>A run of the tick.</summary>
    public sealed record Run
    {
        public required DateTimeOffset StartedAt { get; init; }

        /// <summary>Absent while it is under way, or if it was cut short and no other has ended since.</summary>
        public DateTimeOffset? EndedAt { get; init; }

        /// <summary>How many rows it asked for.</summary>
        public required int Expected { get; init; }
    }

    /// <summary>Reminders that could not be sent for one reason.</summary>
    public sealed record FailureLine(string Recipient, string? RecipientName, string Channel, string Failure, long Reminders);

    public sealed record Ledger
    {
        public required DateOnly Day { get; init; }

        /// <summary>Whether expected = sent + pending + superseded + failed + unknown.</summary>
        public required bool Holds { get; init; }

        /// <summary>How many rows the runs of the day asked for.</summary>
        public required long Expected { get; init; }

        /// <summary>What is being handed over counts as pending.</summary>
        public required Count Pending { get; init; }

        public required Count Sent { get; init; }

        public required Count Superseded { get; init; }

        public required Count Failed { get; init; }

        public required Count Unknown { get; init; }

        public required IReadOnlyList<ChannelLine> Channels { get; init; }

        /// <summary>Whom the failed ones were for, and why they failed: no_address, bounced …; at most 200 lines.</summary>
        public required IReadOnlyList<FailureLine> Failures { get; init; }

        /// <summary>The runs of the day, at most 200.</summary>
        public required IReadOnlyList<Run> Runs { get; init; }
    }

    public static void Map(IEndpointRouteBuilder reminders) => reminders
        .MapGet("/ledger", HandleAsync)
        .WithName(nameof(GetLedger))
        .WithSummary("Read the equation of a day")
        .WithDescription("What the runs of the day asked for, and what became of it. Where the two sides differ, `holds` is false and `/health/reminders` is red.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Ledger>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem))
            return problem;

        var day = query.Date("day") ?? BeijingTime.Today(clock);
        await using var session = await database.OpenAsync(cancellation);
        var key = new { caller.DistrictId, Day = day };
        var runs = (await session.QueryAsync<RunRow>(SelectRuns, key)).ToArray();
        var counts = (await session.QueryAsync<CountRow>(SelectCounts, key)).ToArray();
        var expected = await session.QuerySingleAsync<long>(SelectExpected, key);
        var directory = await Recipients.RecipientDirectory.LoadAsync(session, caller.DistrictId, BeijingTime.Today(clock));
        Count Of(string? channel, params string[] states) => new(
            counts.Where(count => (channel is null || count.Channel == channel) && states.Contains(count.State)).Sum(count => count.Reminders),
            string.Create(
                CultureInfo.InvariantCulture,
                $"/api/v1/reminders?day={day:yyyy-MM-dd}&state={string.Join(',', states)}{(channel is null ? "" : $"&channel={Uri.EscapeDataString(channel)}")}"));
        return TypedResults.Ok(new Ledger
        {
            Day = day,
            Holds = expected == counts.Sum(count => count.Reminders),
            Expected = expected,
            Sent = Of(null, ReminderLedger.Sent),
            Pending = Of(null, ReminderLedger.Pending, ReminderLedger.Sending),
            Superseded = Of(null, ReminderLedger.Superseded),
            Failed = Of(null, ReminderLedger.Failed),
            Unknown = Of(null, ReminderLedger.Unknown),
            Channels =
            [
                .. counts.Select(count => count.Channel).Distinct().Order(StringComparer.Ordinal).Select(channel => new ChannelLine
                {
                    Channel = channel,
                    Sent = Of(channel, ReminderLedger.Sent),
                    Pending = Of(channel, ReminderLedger.Pending, ReminderLedger.Sending),
                    Superseded = Of(channel, ReminderLedger.Superseded),
                    Failed = Of(channel, ReminderLedger.Failed),
                    Unknown = Of(channel, ReminderLedger.Unknown),
                }),
            ],
            Failures =
            [
                .. (await session.QueryAsync<FailureRow>(SelectFailures, key)).Select(row => new FailureLine(
                    row.Recipient, directory.NameOf(Core.Reminders.Recipient.Parse(row.Recipient)), row.Channel, row.Failure, row.Reminders)),
            ],
            Runs = [.. runs.Select(run => new Run { StartedAt = run.StartedAt, EndedAt = run.EndedAt, Expected = run.Expected })],
        });
    }

    private sealed record RunRow
    {
        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public int Expected { get; init; }
    }

    private sealed record CountRow
    {
        public string Channel { get; init; } = "";

        public string State { get; init; } = "";

        public long Reminders { get; init; }
    }

    private sealed record FailureRow
    {
        public string Recipient { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Failure { get; init; } = "";

        public long Reminders { get; init; }
    }

    private const string SelectRuns = """
        select started_at, ended_at, expected
          from reminder_runs
         where district_id = @DistrictId and run_on = @Day
         order by id
         limit 200
        """;

    private const string SelectExpected = """
        select coalesce(sum(expected), 0)
          from reminder_runs
         where district_id = @DistrictId and run_on = @Day
        """;

    private const string SelectCounts = """
        select channel, state, count(*) as reminders
          from reminders
         where district_id = @DistrictId and run_on = @Day
         group by channel, state
         order by channel, state
        """;

    /// <summary>A day's failures, found by the day.</summary>
    private static readonly string SelectFailures = $"""
        select recipient, channel, coalesce(failure, '') as failure, count(*) as reminders
          from reminders
         where district_id = @DistrictId and run_on = @Day and {Sql.Tested("state = 'failed'")}
         group by recipient, channel, failure
         order by recipient, channel, failure
         limit 200
        """;
}
