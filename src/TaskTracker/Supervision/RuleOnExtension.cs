using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>One approver grants or refuses more time; the last one's grant moves the deadline.</summary>
internal static class RuleOnExtension
{
    public enum RequestDecision
    {
        Grant,
        Refuse,
    }

    public sealed record Request
    {
        public required RequestDecision Decision { get; init; }

        /// <summary>Needed to refuse.</summary>
        public string? Reason { get; init; }

        /// <summary>With a grant: another date than the one asked for.</summary>
        public DateOnly? NewDate { get; init; }

        /// <summary>For an approval by the district's leader, which the office records: what it rests on.</summary>
        public string? Basis { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Basis).MaximumLength(2_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is RequestDecision.Refuse)
                .WithMessage("A request is refused with a reason.");
            RuleFor(request => request.NewDate).Null().When(request => request.Decision is RequestDecision.Refuse)
                .WithMessage("A date goes with a grant.");
        }
    }

    public sealed record ExtensionDecision
    {
        public long Id { get; init; }

        public long RequestId { get; init; }

        /// <summary>1 for the first approver.</summary>
        public int Step { get; init; }

        /// <summary>collecting_unit, supervision_office, district_leader.</summary>
        public string Approver { get; init; } = "";

        /// <summary>grant or refuse.</summary>
        public string Decision { get; init; } = "";

        public DateOnly? NewDate { get; init; }

        public string? Reason { get; init; }

        public string? Basis { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        /// <summary>The key that decided.</summary>
        public string DecidedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{requestId:long}/decisions", HandleAsync)
            .WithName(nameof(RuleOnExtension))
            .WithSummary("Rule on an extension request")
            .WithDescription("For the approver whose turn it is. The last one's grant moves the deadline; a refusal ends the request.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(403, 404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        requests.MapGet("/{requestId:long}/decisions", ListAsync)
            .WithName("ListExtensionDecisions")
            .WithSummary("List the decisions on an extension request")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ExtensionDecision>, ProblemHttpResult>> HandleAsync(
        long taskId, long requestId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before)
            return Problems.NotFound("task");

        if (await act.FindAsync<RequestExtension.ExtensionRequestView>(
            RequestExtension.Select("e.id = @Id"), new { Id = requestId, Fetch = 1 }) is not { } asked)
            return Problems.NotFound("extension request");

        var ruling = new ExtensionRuling(request.Decision is RequestDecision.Grant, request.NewDate, request.Basis);
        if (!before.RuleOnExtension(desk.Caller.Actor, asked.ToRequest(), ruling, desk.Today).IsAccepted(out var ruled, out var refusal))
            return refusal.ToProblem();

        if (await act.KeepAsync(before, ruled.Task) is { } problem)
            return problem;

        await act.ExecuteAsync(Update, new { Id = requestId, State = EnumNames.Of(ruled.Request.State), ruled.Request.NewDate, ruled.Request.StepsTaken });
        var id = await act.InsertAsync(Insert, new
        {
            RequestId = requestId,
            Step = ruled.Request.StepsTaken,
            Approver = EnumNames.Of(ruled.Step),
            Decision = EnumNames.Of(request.Decision),
            NewDate = ruling.Granted ? ruled.Request.NewDate : (DateOnly?)null,
            request.Reason,
            request.Basis,
        });
        await TellAsync(act, before, ruled, request.Reason);
        return await act.CreatedAsync<ExtensionDecision>(Select("id = @Id"), id);
    }

    private static Task TellAsync(ActUnderWay act, PolicyTask before, RuledExtension ruled, string? reason) => ruled.Request.State switch
    {
        RequestState.Granted => act.TellAsync(
            "extension_granted", reason, new ExtensionGranted(before.Id) { Words = reason, Date = ruled.Request.NewDate },
            new Change("deadline", before.Deadline, ruled.Task.Deadline)),
        RequestState.Refused => act.TellAsync("extension_refused", reason, new ExtensionRefused(before.Id) { Words = reason, Date = before.DueOn }),
        _ => act.TellAsync("extension_passed_on", reason, new ExtensionPassedOn(before.Id) { Words = reason, Date = ruled.Request.NewDate }),
    };

    private static async Task<Results<Ok<Page<ExtensionDecision>>, ProblemHttpResult>> ListAsync(
        long taskId, long requestId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var key = new { caller.DistrictId, TaskId = taskId, RequestId = requestId, AfterId = page.After?.Id ?? 0, page.Fetch };
        if (!await session.MaySeeAsync(caller, taskId) || await session.QuerySingleOrDefaultAsync<long?>(SelectRequest, key) is null)
            return Problems.NotFound("extension request");

        var decisions = await session.QueryAsync<ExtensionDecision>(Select("request_id = @RequestId and id > @AfterId"), key);
        return TypedResults.Ok(decisions.ToArray().ToPage(page, http, decision => ("", decision.Id)));
    }

    private const string SelectRequest = "select id from extension_requests where district_id = @DistrictId and task_id = @TaskId and id = @RequestId";

    private const string Update = """
        update extension_requests
           set state = @State, new_date = @NewDate, steps_taken = @StepsTaken
         where district_id = @DistrictId and id = @Id
        """;

    private const string Insert = """
        insert into extension_decisions (district_id, request_id, step, approver, decision, new_date, reason, basis, decided_at, decided_by)
        values (@DistrictId, @RequestId, @Step, @Approver, @Decision, @NewDate, @Reason, @Basis, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, request_id, step, approver, decision, new_date, reason, basis, decided_at, decided_by
          from extension_decisions
         where district_id = @DistrictId and {which}
         order by id
         limit @Fetch
        """;
}
