using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>A part is cut off a task (分解): by the office, or by a lead as a step of its own plan, with units, dates and persons of its own.</summary>
internal static class AddSubtask
{
    public sealed record Request
    {
        public string? Number { get; init; }

        public string? Title { get; init; }

        public required string Measure { get; init; }

        /// <summary>Names or ids of units and groups. Absent: the lead's own unit; the office names them.</summary>
        public IReadOnlyList<string> LeadUnits { get; init; } = [];

        public IReadOnlyList<string> PartnerUnits { get; init; } = [];

        public DateOnly? Start { get; init; }

        /// <summary>The last day; not after the parent's, unless the office gives a reason.</summary>
        public DateOnly? Deadline { get; init; }

        /// <summary>What it counts among its parent's parts, 1 to 1000.</summary>
        public int Weight { get; init; } = 1;

        /// <summary>Who answers for it in its first lead unit.</summary>
        public Persons? Persons { get; init; }

        /// <summary>Why it is needed, or why it may end after the whole.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Number).MaximumLength(50);
            RuleFor(request => request.Title).MaximumLength(500);
            RuleFor(request => request.Measure).NotEmpty().MaximumLength(TaskLimits.Measure);
            RuleFor(request => request.LeadUnits).NotNull().Must(units => units is null || units.Count <= TaskLimits.Units);
            RuleForEach(request => request.LeadUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.PartnerUnits).NotNull().Must(units => units is null || units.Count <= TaskLimits.Units);
            RuleForEach(request => request.PartnerUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.Weight).InclusiveBetween(1, 1_000);
            RuleFor(request => request.Start).LessThanOrEqualTo(request => request.Deadline!.Value).When(request => request.Deadline is not null)
                .WithMessage("It begins after its last day.");
            RuleFor(request => request.Persons).SetValidator(new Persons.Validator()!);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder task) => task
        .MapPost("/subtasks", HandleAsync)
        .WithName(nameof(AddSubtask))
        .WithSummary("Break a task down")
        .WithDescription("For the office, and for a lead as its own plan with units of the task. At most three levels; percents roll up by weight. `GET /tasks?parent=` lists the parts.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.ActOnTasks);

    private static async Task<Results<CreatedAtRoute<TaskView>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var leads = request.LeadUnits is [] && caller.UnitId is { } own ? [own.ToString(CultureInfo.InvariantCulture)] : request.LeadUnits;
        var (participations, unknown) = await transaction.ParticipationsOfAsync(
            caller.DistrictId, new NamedUnits { Leads = leads, Partners = request.PartnerUnits });
        long[] unitIds = [.. participations.Select(part => part.UnitId).OfType<long>()];
        var act = await transaction.ActAsync(
            caller, taskId, now, task => task.BreakDown(caller.Actor, request.Deadline, unitIds, request.Reason));
        if (act.IsRefused(out var problem, out var parent))
            return problem;

        if (unknown is not null)
            return unknown;

        if (leads is [])
            return Problems.Invalid("leadUnits", "At least one lead unit is needed.");

        var partId = await transaction.AddPartAsync(caller, parent, new SubtaskPlan
        {
            Number = request.Number,
            Title = request.Title,
            Measure = request.Measure,
            Start = request.Start,
            Deadline = request.Deadline,
            Participations = participations,
            Weight = request.Weight,
            Reason = request.Reason,
        }, now);
        if (request.Persons is { } persons)
        {
            if ((await transaction.FindTaskAsync(caller.DistrictId, partId))!.LeadParties.FirstOrDefault(party => party.GroupId is null) is not { } lead)
                return Problems.Invalid("persons", "Persons are of a unit; a group that leads has none.");

            await transaction.SavePersonsAsync(caller.DistrictId, partId, lead.UnitId, persons, caller.Name, now);
        }

        await transaction.RecordAsync(caller, "task", taskId, "broken_down", now, request.Reason, new Change("subtask", null, partId));
        var view = await transaction.ViewTaskAsync(caller, partId, BeijingTime.DateOf(now));
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.CreatedAtRoute(view, nameof(GetTask), new { taskId = partId });
    }
}

/// <summary>A part that is about to be cut off a task.</summary>
internal sealed record SubtaskPlan
{
    public string? Number { get; init; }

    public string? Title { get; init; }

    public required string Measure { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? Deadline { get; init; }

    public IReadOnlyList<Core.Documents.Target> Targets { get; init; } = [];

    public required IReadOnlyList<Participation> Participations { get; init; }

    public int Weight { get; init; } = 1;

    public long? FanOutGroupId { get; init; }

    public string? Reason { get; init; }

    /// <summary>Its place among the parts, from 1.</summary>
    public int Ordinal { get; init; } = 1;
}

/// <summary>Makes parts of tasks, for the use cases that break them down.</summary>
internal static class SubtaskMaking
{
    /// <summary>Where a part comes from.</summary>
    private const string Origin = "breakdown";

    public static async Task<long> AddPartAsync(this Transaction transaction, Caller caller, PolicyTask parent, SubtaskPlan plan, DateTimeOffset now)
    {
        var partId = await transaction.InsertAsync(
            caller.DistrictId,
            new NewTask
            {
                Origin = Origin,
                Ordinal = Math.Max(plan.Ordinal, parent.Subtasks + 1),
                No = plan.Number,
                Title = plan.Title,
                Measure = plan.Measure,
                Targets = plan.Targets,
                Deadline = new Deadline { Kind = plan.Deadline is null ? DeadlineKind.None : DeadlineKind.Date, Date = plan.Deadline, Start = plan.Start },
                Participations = plan.Participations,
            },
            now) ?? throw new InvalidOperationException("A task without a source key cannot be a duplicate.");
        await transaction.HangBelowAsync(caller.DistrictId, partId, new TaskTree.Place(parent.Id, parent.Level + 1, plan.Weight, plan.FanOutGroupId), now);
        await transaction.LayOnUnitsAsync(caller.DistrictId, [partId], now);
        await transaction.RecordAsync(caller, "task", partId, "created", now, plan.Reason, new Change("parent", null, parent.Id));
        await transaction.PublishAsync(caller.DistrictId, new TaskAssigned(partId), now);
        return partId;
    }
}
