using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Rules;

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

        /// <summary>The day on which the work begins, where one is set; not after the deadline.</summary>
        public DateOnly? Start { get; init; }

        /// <summary>Instead of a date: a limit that runs from an event, whose day is entered later.</summary>
        public RelativeLimit? RelativeLimit { get; init; }

        /// <summary>Instead of a date: how the duty recurs, as the value of an RRULE, e.g. FREQ=MONTHLY;BYMONTHDAY=5.</summary>
        public string? Recurrence { get; init; }

        /// <summary>Gives a task without a date the district's default limit for its kind of source.</summary>
        public bool ApplyDefaultLimit { get; init; }

        /// <summary>How pressing an instruction is; decides on its default limit.</summary>
        public Urgency Urgency { get; init; }
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
            RuleFor(request => request.Start).Must((request, start) => !(start > request.Deadline)).WithMessage("The start lies after the deadline.");
            RuleFor(request => request.RelativeLimit!).SetValidator(new RelativeLimitValidator()).When(request => request.RelativeLimit is not null);
            RuleFor(request => request.Recurrence).Must(rule => rule is null || RecurrenceRule.TryParse(rule, out _))
                .WithMessage("This is no RRULE value that is understood here, e.g. FREQ=MONTHLY;BYMONTHDAY=5.").MaximumLength(200);
            RuleFor(request => request).Must(request => Times(request).Count(given => given) <= 1).OverridePropertyName("deadline")
                .WithMessage("Only one of deadline, relativeLimit, recurrence and applyDefaultLimit can be sent.");
        }
    }

    /// <summary>A limit that runs from an event.</summary>
    public sealed class RelativeLimitValidator : AbstractValidator<RelativeLimit>
    {
        public RelativeLimitValidator()
        {
            RuleFor(limit => limit.Amount).InclusiveBetween(1, 1_000);
            RuleFor(limit => limit.Event).MaximumLength(200);
        }
    }

    private static IEnumerable<bool> Times(Request request) =>
        [request.Deadline is not null, request.RelativeLimit is not null, request.Recurrence is not null, request.ApplyDefaultLimit];

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
        var today = BeijingTime.DateOf(now);
        var limit = request.ApplyDefaultLimit ? (await transaction.RulesOfAsync(caller.DistrictId)).DefaultLimits.Of(request.Origin, request.Urgency) : null;
        var due = limit is null ? default : RelativeDates.LastDay(today, limit.ToRelative(), await transaction.CalendarInForceAsync());
        var taskId = await transaction.InsertAsync(
            caller.DistrictId,
            new NewTask
            {
                Origin = request.Origin,
                Basis = request.Basis,
                No = request.Number,
                Title = request.Title,
                Measure = request.Measure,
                Deadline = limit is null ? DeadlineOf(request) : DeadlineOf(request) with
                {
                    PrintedText = DefaultDeadlines.TextOf(limit),
                    Kind = DeadlineKind.Date,
                    Date = due.Value,
                    RelativeLimit = limit.ToRelative(),
                },
                EventOn = limit is null ? null : today,
                DeadlineProvisional = limit is not null && due.IsProvisional,
                Participations = participations,
            },
            now) ?? throw new InvalidOperationException("A task without a source key cannot be a duplicate.");
        await transaction.LayOnUnitsAsync(caller.DistrictId, [taskId], now);
        await transaction.RecordAsync(caller, "task", taskId, "created", now, request.Basis);
        await transaction.PublishAsync(caller.DistrictId, new TaskAssigned(taskId), now);
        var view = await transaction.ViewTaskAsync(caller, taskId, today);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.CreatedAtRoute(view, nameof(GetTask), new { taskId });
    }

    private static Deadline DeadlineOf(Request request) => new()
    {
        PrintedText = request.DeadlineText,
        Kind = request.Deadline is not null ? DeadlineKind.Date
            : request.Recurrence is not null ? DeadlineKind.Recurring
            : request.RelativeLimit is not null ? DeadlineKind.Conditional
            : DeadlineKind.None,
        Date = request.Deadline,
        Start = request.Start,
        Recurrence = request.Recurrence,
        RelativeLimit = request.RelativeLimit,
    };
}

/// <summary>How much text and how many units a task takes.</summary>
internal static class TaskLimits
{
    public const int Measure = 20_000;
    public const int Units = 200;
}
