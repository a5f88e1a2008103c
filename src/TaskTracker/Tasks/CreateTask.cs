using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The supervision office records a task that no gazette printed: minutes, instructions, petitions, motions, inspections.</summary>
internal static class CreateTask
{
    private static readonly string[] Origins = ["meeting", "instruction", "petition", "motion", "inspection", "other"];

    public sealed record Request
    {
        /// <summary>Where it comes from: meeting, instruction, petition, motion, inspection or other.</summary>
        public required string Origin { get; init; }

        /// <summary>What it rests on, e.g. the title and number of the minutes.</summary>
        public required string Basis { get; init; }

        public string? Number { get; init; }

        public string? Title { get; init; }

        public required string Measure { get; init; }

        /// <summary>Names or ids of units and groups of the district.</summary>
        public required IReadOnlyList<string> LeadUnits { get; init; }

        public IReadOnlyList<string> PartnerUnits { get; init; } = [];

        /// <summary>统筹单位: who hold the strands together.</summary>
        public IReadOnlyList<string> CoordinatorUnits { get; init; } = [];

        /// <summary>监管单位: who watch over the work.</summary>
        public IReadOnlyList<string> SupervisingUnits { get; init; } = [];

        /// <summary>首位牵头: which of the lead units stands first.</summary>
        public string? FirstLead { get; init; }

        /// <summary>The last day; absent for a task without a date.</summary>
        public DateOnly? Deadline { get; init; }

        /// <summary>The words of the deadline, where they say more than the day.</summary>
        public string? DeadlineText { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Origin).Must(Origins.Contains).WithMessage($"Allowed: {string.Join(", ", Origins)}.");
            RuleFor(request => request.Basis).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Number).MaximumLength(50);
            RuleFor(request => request.Title).MaximumLength(500);
            RuleFor(request => request.Measure).NotEmpty().MaximumLength(TaskLimits.Measure);
            RuleFor(request => request.LeadUnits).NotEmpty().WithMessage("At least one lead unit is needed.").Must(units => units.Count <= TaskLimits.Units);
            RuleForEach(request => request.LeadUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.PartnerUnits).NotNull().Must(units => units is null || units.Count <= TaskLimits.Units);
            RuleForEach(request => request.PartnerUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.CoordinatorUnits).NotNull().Must(units => units is null || units.Count <= TaskLimits.Units);
            RuleForEach(request => request.CoordinatorUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.SupervisingUnits).NotNull().Must(units => units is null || units.Count <= TaskLimits.Units);
            RuleForEach(request => request.SupervisingUnits).NotEmpty().MaximumLength(200);
            RuleFor(request => request.FirstLead).MaximumLength(200);
            RuleFor(request => request.DeadlineText).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder tasks) => tasks
        .MapPost("/", HandleAsync)
        .WithName(nameof(CreateTask))
        .WithSummary("Record a task that came from elsewhere")
        .WithValidation<Request, Validator>()
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<CreatedAtRoute<TaskView>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var (participations, problem) = await transaction.ParticipationsOfAsync(caller.DistrictId, new NamedUnits
        {
            Leads = request.LeadUnits,
            Partners = request.PartnerUnits,
            Coordinators = request.CoordinatorUnits,
            Supervising = request.SupervisingUnits,
            FirstLead = request.FirstLead,
        });
        if (problem is not null)
            return problem;

        var now = clock.Now();
        var taskId = await transaction.InsertAsync(
            caller.DistrictId,
            new NewTask
            {
                Origin = request.Origin,
                Basis = request.Basis,
                No = request.Number,
                Title = request.Title,
                Measure = request.Measure,
                Deadline = new Deadline
                {
                    PrintedText = request.DeadlineText,
                    Kind = request.Deadline is null ? DeadlineKind.None : DeadlineKind.Date,
                    Date = request.Deadline,
                },
                Participations = participations,
            },
            now) ?? throw new InvalidOperationException("A task without a source key cannot be a duplicate.");
        await transaction.LayOnUnitsAsync(caller.DistrictId, [taskId], now);
        await transaction.RecordAsync(caller, "task", taskId, "created", now, request.Basis);
        await transaction.PublishAsync(caller.DistrictId, new TaskAssigned(taskId), now);
        var view = await transaction.ViewTaskAsync(caller, taskId, BeijingTime.Today(clock));
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.CreatedAtRoute(view, nameof(GetTask), new { taskId });
    }
}

/// <summary>How much text and how many units a task takes.</summary>
internal static class TaskLimits
{
    public const int Measure = 20_000;
    public const int Units = 200;
}
