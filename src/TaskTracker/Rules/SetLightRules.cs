using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Lights;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>
/// The supervision office writes by which rule tasks are green, yellow or red. A version has a day from which it holds and is never
/// changed; a newer one takes its place.
/// </summary>
internal static class SetLightRules
{
    private const int MaxLines = 50;

    public sealed record Request
    {
        /// <summary>The list that it is for; absent for the whole district, whose lists without a rule of their own follow it.</summary>
        public long? ListId { get; init; }

        /// <summary>The first day on which it holds: today or later.</summary>
        public required DateOnly ValidFrom { get; init; }

        public required IReadOnlyList<LightRule> Lines { get; init; }

        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Lines).NotNull().Must(lines => lines is null || lines.Count <= MaxLines).WithMessage($"At most {MaxLines} lines are allowed.");
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
        }
    }

    /// <summary>A dated version of the rules.</summary>
    public sealed record LightRulesView
    {
        public required long Id { get; init; }

        public long? ListId { get; init; }

        public required DateOnly ValidFrom { get; init; }

        public required IReadOnlyList<LightRule> Lines { get; init; }

        public string? Reason { get; init; }

        public required DateTimeOffset SetAt { get; init; }

        /// <summary>The key that set it.</summary>
        public required string SetBy { get; init; }
    }

    public static void Map(IEndpointRouteBuilder rules)
    {
        rules.MapPost("/", HandleAsync)
            .WithName(nameof(SetLightRules))
            .WithSummary("Write a new version of the light rules")
            .WithDescription(
                "Holds from its day on; tasks are lit by it within a minute of that. Each line says: this condition gives this colour, `days` "
                + "days after it begins (for `near_due`: before the last day). What no line speaks of is green.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404)
            .RequireAuthorization(Policies.Supervise);
        rules.MapGet("/", ListAsync)
            .WithName("ListLightRules")
            .WithSummary("List the versions of the light rules")
            .WithDescription("Oldest first. Where there is none, the defaults hold: yellow within 7 days of the end, behind pace, on a missing report, a return or a warning; red once overdue, or 15 days without the report.")
            .WithQuery(RuleVersions.Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<LightRulesView>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!LightRules.TryCreate(request.Lines, out _, out var error))
            return Problems.Invalid("lines", error);

        var now = clock.Now();
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.RefusalAsync(caller.DistrictId, request.ListId, request.ValidFrom, BeijingTime.DateOf(now)) is { } refusal)
            return refusal;

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
        await transaction.RecordAsync(caller, "light_rules", id, "set", now, request.Reason, new Change("lines", null, request.Lines));
        var row = await transaction.QuerySingleAsync<RuleVersions.Row>(Select("id = @Id"), new { caller.DistrictId, Id = id, Fetch = 1 });
        await transaction.CommitAsync();

        return TypedResults.Created("/api/v1/light-rules", ToView(row));
    }

    private static Task<Results<Ok<Page<LightRulesView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        RuleVersions.PageAsync(http, caller, database, Select, ToView, cancellation);

    private static LightRulesView ToView(RuleVersions.Row row) => new()
    {
        Id = row.Id,
        ListId = row.ListId,
        ValidFrom = row.ValidFrom,
        Lines = LightRuleStore.ReadLines(row.Lines).Lines,
        Reason = row.Reason,
        SetAt = row.SetAt,
        SetBy = row.SetBy,
    };

    private const string Insert = """
        insert into light_rules (district_id, list_id, valid_from, lines, reason, set_at, set_by)
        values (@DistrictId, @ListId, @ValidFrom, @Lines, @Reason, @Now, @SetBy)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, list_id, valid_from, lines, reason, set_at, set_by
          from light_rules
         where district_id = @DistrictId and {which}
         order by id
         limit @Fetch
        """;
}
