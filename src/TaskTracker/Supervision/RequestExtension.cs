using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead unit asks for more time (延期申请).</summary>
internal static class RequestExtension
{
    public sealed record Request
    {
        /// <summary>Why the date cannot be kept.</summary>
        public required string Reason { get; init; }

        /// <summary>What is done so far.</summary>
        public required string Progress { get; init; }

        /// <summary>The last day asked for; later than the present one.</summary>
        public required DateOnly NewDate { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.Progress).NotEmpty().MaximumLength(4_000);
        }
    }

    public sealed record ExtensionRequestView
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>The unit that asked; null for the supervision office.</summary>
        public long? UnitId { get; init; }

        public string? UnitName { get; init; }

        public string Reason { get; init; } = "";

        public string Progress { get; init; } = "";

        /// <summary>The last day in force when it was asked for.</summary>
        public DateOnly FormerDate { get; init; }

        public DateOnly AskedDate { get; init; }

        /// <summary>The date that was granted so far; the one asked for while nobody has ruled.</summary>
        public DateOnly NewDate { get; init; }

        /// <summary>Filed after the date had passed.</summary>
        public bool AfterExpiry { get; init; }

        public RequestState State { get; init; }

        /// <summary>Who approves it, in this order.</summary>
        public IReadOnlyList<ApprovalStep> Steps => Json.Read<ApprovalStep[]>(StoredSteps);

        public int StepsTaken { get; init; }

        /// <summary>Who is to rule on it now.</summary>
        public ApprovalStep? NextStep => ToRequest().NextStep;

        public DateTimeOffset RequestedAt { get; init; }

        /// <summary>The key that asked.</summary>
        public string RequestedBy { get; init; } = "";

        /// <summary>When the task, or its dated part, was closed before it was ruled on.</summary>
        public DateTimeOffset? LapsedAt { get; init; }

        [JsonIgnore]
        public string StoredSteps { get; init; } = "[]";

        public ExtensionRequest ToRequest() => new()
        {
            FormerDate = FormerDate,
            NewDate = NewDate,
            AfterExpiry = AfterExpiry,
            State = State,
            Steps = Steps,
            StepsTaken = StepsTaken,
        };
    }

    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/", HandleAsync)
            .WithName(nameof(RequestExtension))
            .WithSummary("Ask for more time")
            .WithDescription(
                "For its lead units, before the date has passed, as often as the district allows; afterwards and beyond that, for the supervision "
                + "office. One request at a time. Until it is granted the task becomes overdue as if nobody had asked.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(403, 404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        requests.MapGet("/", ListAsync)
            .WithName("ListExtensionRequests")
            .WithSummary("List the extension requests of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ExtensionRequestView>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } task)
            return Problems.NotFound("task");

        var rules = await act.Transaction.RulesOfAsync(desk.Caller.DistrictId);
        var pending = await act.FindAsync<long?>(SelectPending) is not null;
        if (!task.RequestExtension(desk.Caller.Actor, request.NewDate, pending, rules, desk.Today).IsAccepted(out var asked, out var refusal))
            return refusal.ToProblem();

        var id = await act.InsertAsync(Insert, new
        {
            request.Reason,
            request.Progress,
            asked.FormerDate,
            asked.NewDate,
            AfterExpiry = asked.AfterExpiry ? 1 : 0,
            State = EnumNames.Of(asked.State),
            Steps = Json.Write(asked.Steps),
        });
        await act.TellAsync("extension_requested", request.Reason, new ExtensionRequested(taskId)
        {
            UnitId = asked.Steps[0] is ApprovalStep.CollectingUnit ? task.CollectingUnitId : null,
            Words = request.Reason,
            Date = request.NewDate,
        });
        return await act.CreatedAsync<ExtensionRequestView>(Select("e.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<ExtensionRequestView>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ExtensionRequestView>(http, taskId, caller, database, Select("e.id > @AfterId"), record => record.Id, cancellation);

    private const string SelectPending = """
        select id
          from extension_requests
         where district_id = @DistrictId and task_id = @TaskId and state = 'pending'
        """;

    private const string Insert = """
        insert into extension_requests (district_id, task_id, unit_id, reason, progress, former_date, asked_date, new_date, after_expiry, state,
               steps, requested_at, requested_by)
        values (@DistrictId, @TaskId, @UnitId, @Reason, @Progress, @FormerDate, @NewDate, @NewDate, @AfterExpiry, @State,
               @Steps, @Now, @By)
        returning id
        """;

    internal static string Select(string which) => $"""
        select e.id, e.task_id, e.unit_id, u.name as unit_name, e.reason, e.progress, e.former_date, e.asked_date, e.new_date, e.after_expiry,
               e.state, e.steps as stored_steps, e.steps_taken, e.requested_at, e.requested_by,
               e.lapsed_at
          from extension_requests e
          left join units u on u.district_id = e.district_id and u.id = e.unit_id
         where e.district_id = @DistrictId and e.task_id = @TaskId and {which}
         order by e.id
         limit @Fetch
        """;
}
