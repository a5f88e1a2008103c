using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>批示: a leader's words on a task.</summary>
internal static class RecordInstruction
{
    public sealed record Request
    {
        public required string Leader { get; init; }

        public required string Words { get; init; }

        public required DateOnly GivenOn { get; init; }

        /// <summary>One of the district's urgencies, whose limit then holds.</summary>
        public string? Urgency { get; init; }

        /// <summary>The limit where the leader set one.</summary>
        public DateOnly? LimitOn { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Leader).NotEmpty().MaximumLength(200);
            RuleFor(request => request.Words).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.LimitOn).Must((request, limit) => limit is null || limit >= request.GivenOn)
                .WithMessage("The limit does not lie before the day of the instruction.");
        }
    }

    public sealed record Instruction
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Leader { get; init; } = "";

        public string Words { get; init; } = "";

        public DateOnly GivenOn { get; init; }

        public string? Urgency { get; init; }

        /// <summary>By when it is to be carried out; it moves no deadline.</summary>
        public DateOnly? LimitOn { get; init; }

        public DateTimeOffset RecordedAt { get; init; }

        /// <summary>The key that recorded it.</summary>
        public string RecordedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder instructions)
    {
        instructions.MapPost("/", HandleAsync)
            .WithName(nameof(RecordInstruction))
            .WithSummary("Record a leader's instruction")
            .WithDescription("Its limit is the leader's own, or that of its urgency in the district's rules.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        instructions.MapGet("/", ListAsync)
            .WithName("ListInstructions")
            .WithSummary("List the instructions on a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Instruction>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.Instruct(desk.Caller.Actor, request.GivenOn, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        var limits = (await act.Transaction.RulesOfAsync(desk.Caller.DistrictId)).InstructionLimits;
        var urgency = limits.FirstOrDefault(limit => limit.Urgency == request.Urgency);
        if (request.Urgency is not null && urgency is null)
            return Problems.Invalid("urgency", $"Allowed: {string.Join(", ", limits.Select(limit => limit.Urgency))}.");

        var limitOn = request.LimitOn ?? (urgency is null ? null : request.GivenOn.AddDays(urgency.Days));
        var id = await act.InsertAsync(Insert, new { request.Leader, request.Words, request.GivenOn, request.Urgency, LimitOn = limitOn });
        await act.TellAsync("instructed", request.Words, new InstructionGiven(taskId) { Label = request.Leader, Words = request.Words, Date = limitOn });
        return await act.CreatedAsync<Instruction>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Instruction>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Instruction>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into instructions (district_id, task_id, leader, words, given_on, urgency, limit_on, recorded_at, recorded_by)
        values (@DistrictId, @TaskId, @Leader, @Words, @GivenOn, @Urgency, @LimitOn, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, leader, words, given_on, urgency, limit_on, recorded_at, recorded_by
          from instructions
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
