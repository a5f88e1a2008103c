using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead unit asks to change a task, or to stop it (调整申请).</summary>
internal static class RequestChange
{
    public sealed record Request
    {
        public required ChangeKind Kind { get; init; }

        public required string Reason { get; init; }

        /// <summary>What it is to be; only the fields of the kind.</summary>
        public required ChangeValues Proposed { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.Proposed).Must((request, proposed) => proposed.Has(request.Kind))
                .WithMessage("Send what is to change: title or measure for text, leadUnits or partnerUnits for units, deadline, targets, or stop.");
            RuleFor(request => request.Proposed).Must((request, proposed) => proposed == proposed.Only(request.Kind))
                .WithMessage("Send the fields of the kind alone.");
            RuleFor(request => request.Proposed.Title).MaximumLength(500);
            RuleFor(request => request.Proposed.Measure).MaximumLength(TaskLimits.Measure)
                .Must(measure => measure is null || !string.IsNullOrWhiteSpace(measure)).WithMessage("The measure is not empty.");
            RuleFor(request => request.Proposed.LeadUnits).Must(units => units is null or { Count: > 0 and <= TaskLimits.Units })
                .WithMessage($"1 to {TaskLimits.Units} units are allowed.");
            RuleFor(request => request.Proposed.PartnerUnits).Must(units => units is null or { Count: <= TaskLimits.Units })
                .WithMessage($"At most {TaskLimits.Units} units are allowed.");
            RuleFor(request => request.Proposed.Targets).Must(targets => targets is null or { Count: <= 100 })
                .WithMessage("At most 100 targets are allowed.");
        }
    }

    public sealed record ChangeRequestView
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>The unit that asked; null for the supervision office.</summary>
        public long? UnitId { get; init; }

        public string? UnitName { get; init; }

        public ChangeKind Kind { get; init; }

        public string Reason { get; init; } = "";

        /// <summary>What it was, as it stood when it was changed, or else when it was asked for.</summary>
        public ChangeValues Former => Json.Read<ChangeValues>(StoredFormer);

        public ChangeValues Proposed => Json.Read<ChangeValues>(StoredProposed);

        /// <summary>recorded for a minor change, which is done at once.</summary>
        public RequestState State { get; init; }

        public DateTimeOffset RequestedAt { get; init; }

        /// <summary>The key that asked.</summary>
        public string RequestedBy { get; init; } = "";

        public string? DecisionReason { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        /// <summary>The key that decided.</summary>
        public string? DecidedBy { get; init; }

        /// <summary>When the task was closed before it was ruled on.</summary>
        public DateTimeOffset? LapsedAt { get; init; }

        [JsonIgnore]
        public string StoredFormer { get; init; } = "{}";

        [JsonIgnore]
        public string StoredProposed { get; init; } = "{}";
    }

    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/", HandleAsync)
            .WithName(nameof(RequestChange))
            .WithSummary("Ask to change or stop a task")
            .WithDescription("`text` is minor: done at once and recorded with the old words. Units, deadline, targets and a stop wait for the supervision office.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(403, 404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        requests.MapGet("/", ListAsync)
            .WithName("ListChangeRequests")
            .WithSummary("List the change requests of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ChangeRequestView>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        var outcome = await act.DoAsync(taskId, task => task.RequestChange(desk.Caller.Actor, request.Kind, request.Proposed.Deadline, desk.Today));
        if (outcome.IsRefused(out var problem, out var task))
            return problem;

        var major = PolicyTask.IsMajor(request.Kind);
        var former = await act.FormerOfAsync(desk, request.Kind);
        if (await act.UnknownUnitAsync(desk, request.Proposed) is { } unknown)
            return unknown;

        var id = await act.InsertAsync(Insert, new
        {
            Kind = EnumNames.Of(request.Kind),
            request.Reason,
            Former = Json.Write(former),
            Proposed = Json.Write(request.Proposed),
            State = EnumNames.Of(major ? RequestState.Pending : RequestState.Recorded),
        });
        if (!major)
            await act.ApplyAsync(desk, task, request.Kind, request.Proposed);
        await act.TellAsync(
            major ? "change_requested" : "changed", request.Reason,
            new ChangeRequested(taskId) { Words = request.Reason, Label = EnumNames.Of(request.Kind) },
            new Change(EnumNames.Of(request.Kind), former, request.Proposed));
        return await act.CreatedAsync<ChangeRequestView>(Select("c.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<ChangeRequestView>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ChangeRequestView>(http, taskId, caller, database, Select("c.id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into change_requests (district_id, task_id, unit_id, kind, reason, former, proposed, state, requested_at, requested_by)
        values (@DistrictId, @TaskId, @UnitId, @Kind, @Reason, @Former, @Proposed, @State, @Now, @By)
        returning id
        """;

    internal static string Select(string which) => $"""
        select c.id, c.task_id, c.unit_id, u.name as unit_name, c.kind, c.reason, c.former as stored_former, c.proposed as stored_proposed,
               c.state, c.requested_at, c.requested_by, c.decision_reason, c.decided_at, c.decided_by, c.lapsed_at
          from change_requests c
          left join units u on u.district_id = c.district_id and u.id = c.unit_id
         where c.district_id = @DistrictId and c.task_id = @TaskId and {which}
         order by c.id
         limit @Fetch
        """;
}

/// <summary>What a change request changes; only the fields of its kind are set.</summary>
internal sealed record ChangeValues
{
    public string? Title { get; init; }

    public string? Measure { get; init; }

    /// <summary>Names or ids of units and groups; replaces all lead units.</summary>
    public IReadOnlyList<string>? LeadUnits { get; init; }

    /// <summary>Names or ids of units and groups; replaces all partner units.</summary>
    public IReadOnlyList<string>? PartnerUnits { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The numbers to reach; replaces all.</summary>
    public IReadOnlyList<Target>? Targets { get; init; }

    /// <summary>How work stops.</summary>
    public StopKind? Stop { get; init; }

    public bool Has(ChangeKind kind) => kind switch
    {
        ChangeKind.Text => Title is not null || Measure is not null,
        ChangeKind.Units => LeadUnits is not null || PartnerUnits is not null,
        ChangeKind.Deadline => Deadline is not null,
        ChangeKind.Targets => Targets is not null,
        _ => Stop is not null,
    };

    public ChangeValues Only(ChangeKind kind) => kind switch
    {
        ChangeKind.Text => new ChangeValues { Title = Title, Measure = Measure },
        ChangeKind.Units => new ChangeValues { LeadUnits = LeadUnits, PartnerUnits = PartnerUnits },
        ChangeKind.Deadline => new ChangeValues { Deadline = Deadline },
        ChangeKind.Targets => new ChangeValues { Targets = Targets },
        _ => new ChangeValues { Stop = Stop },
    };
}
