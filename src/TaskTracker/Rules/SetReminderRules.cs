using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>
/// The supervision office writes what is reminded of when, and who is told. A version has a day from which it holds and is never changed;
/// a newer one takes its place.
/// </summary>
internal static class SetReminderRules
{
    public sealed record Request
    {
        /// <summary>The list that it is for; absent for the whole district, whose lists without a rule of their own follow it.</summary>
        public long? ListId { get; init; }

        /// <summary>The first day on which it holds: today or later.</summary>
        public required DateOnly ValidFrom { get; init; }

        public required IReadOnlyList<ReminderLine> Lines { get; init; }

        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Lines).NotNull().Must(lines => lines?.All(line => line is not null) != false).WithMessage("A line cannot be null.");
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
        }
    }

    /// <summary>A dated version of the rules.</summary>
    public sealed record ReminderRulesView
    {
        public required long Id { get; init; }

        public long? ListId { get; init; }

        public required DateOnly ValidFrom { get; init; }

        public required IReadOnlyList<ReminderLine> Lines { get; init; }

        public string? Reason { get; init; }

        public required DateTimeOffset SetAt { get; init; }

        /// <summary>The key that set it.</summary>
        public required string SetBy { get; init; }
    }

    public static void Map(IEndpointRouteBuilder rules)
    {
        rules.MapPost("/", HandleAsync)
            .WithName(nameof(SetReminderRules))
            .WithSummary("Write a new version of the reminder rules")
            .WithDescription(
                "Holds from its day on, from that day's run. Each line says: on this occasion, so many days, working days or percent of the time "
                + "as seen from the date, these are told; `every` repeats it, `alone` gives it a message of its own. Nobody is reminded of what no "
                + "line speaks of. What was recorded stays: a rule that comes too late for a date is not caught up with a milder reminder.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404)
            .RequireAuthorization(Policies.Supervise);
        rules.MapGet("/", ListAsync)
            .WithName("ListReminderRules")
            .WithSummary("List the versions of the reminder rules")
            .WithDescription("Oldest first. Where there is none, the defaults hold: the contact 30, 7 and 1 day before the date of a task and on it, then contact and deputy every week, the head of the unit after two, the office after four, the leader after eight; the others alike (docs/reminders.md).")
            .WithQuery(RuleVersions.Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ReminderRulesView>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!ReminderRules.TryCreate(request.Lines, out _, out var error))
            return Problems.Invalid("lines", error);

        var now = clock.Now();
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.RefusalAsync(caller.DistrictId, request.ListId, request.ValidFrom, BeijingTime.DateOf(now)) is { } refusal)
            return refusal;

        if (request.Lines.Index().FirstOrDefault(line => line.Item.Recipients.Contains(RecipientRole.Leader)) is (var index, { }) && !await HasLeaderAsync(transaction, caller.DistrictId))
            return Problems.Invalid("lines", $"Line {index + 1} tells a leader, and no leader stands in the district's contacts; enter one first (PUT /api/v1/district-contacts).");

        var id = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            request.ListId,
            request.ValidFrom,
            Lines = Json.Write(request.Lines),
            request.Reason,
            Now = now,
            SetBy = caller.Name,
        });
        await transaction.RecordAsync(caller, "reminder_rules", id, "set", now, request.Reason, new Change("lines", null, request.Lines));
        var row = await transaction.QuerySingleAsync<RuleVersions.Row>(Select("id = @Id"), new { caller.DistrictId, Id = id, Fetch = 1 });
        await transaction.CommitAsync();

        return TypedResults.Created("/api/v1/reminder-rules", ToView(row));
    }

    private static Task<Results<Ok<Page<ReminderRulesView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        RuleVersions.PageAsync(http, caller, database, Select, ToView, cancellation);

    private static async Task<bool> HasLeaderAsync(Session session, string districtId) =>
        await session.QuerySingleOrDefaultAsync<string>(SelectContacts, new { DistrictId = districtId }) is { } contacts
        && Json.Read<KnownLeaders>(contacts).Leaders is { Count: > 0 };

    /// <summary>As much of the district's contacts as tells whether a leader can be told.</summary>
    private sealed record KnownLeaders
    {
        public IReadOnlyList<object>? Leaders { get; init; }
    }

    private static ReminderRulesView ToView(RuleVersions.Row row) => new()
    {
        Id = row.Id,
        ListId = row.ListId,
        ValidFrom = row.ValidFrom,
        Lines = ReminderRuleStore.ReadLines(row.Lines).Lines,
        Reason = row.Reason,
        SetAt = row.SetAt,
        SetBy = row.SetBy,
    };

    private const string SelectContacts = "select contacts from district_contacts where district_id = @DistrictId";

    private const string Insert = """
        insert into reminder_rules (district_id, list_id, valid_from, lines, reason, set_at, set_by)
        values (@DistrictId, @ListId, @ValidFrom, @Lines, @Reason, @Now, @SetBy)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, list_id, valid_from, lines, reason, set_at, set_by
          from reminder_rules
         where district_id = @DistrictId and {which}
         order by id
         limit @Fetch
        """;
}
