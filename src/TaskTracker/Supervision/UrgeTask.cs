using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>催办: the supervision office urges a task's lead units.</summary>
internal static class UrgeTask
{
    public sealed record Request
    {
        /// <summary>What is asked for.</summary>
        public required string Words { get; init; }

        /// <summary>By when it is asked for, today or later.</summary>
        public DateOnly? AnswerBy { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Words).NotEmpty().MaximumLength(4_000);
    }

    public sealed record Urging
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Words { get; init; } = "";

        public DateOnly? AnswerBy { get; init; }

        public DateTimeOffset UrgedAt { get; init; }

        /// <summary>The key that urged.</summary>
        public string UrgedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder urgings)
    {
        urgings.MapPost("/", HandleAsync)
            .WithName(nameof(UrgeTask))
            .WithSummary("Urge a task")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        urgings.MapGet("/", ListAsync)
            .WithName("ListUrgings")
            .WithSummary("List the urgings of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Urging>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.Urge(desk.Caller.Actor, request.AnswerBy, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        var id = await act.InsertAsync(Insert, new { request.Words, request.AnswerBy });
        await act.TellAsync("urged", request.Words, new TaskUrged(taskId) { Words = request.Words, Date = request.AnswerBy });
        return await act.CreatedAsync<Urging>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Urging>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Urging>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into urgings (district_id, task_id, words, answer_by, urged_at, urged_by)
        values (@DistrictId, @TaskId, @Words, @AnswerBy, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, words, answer_by, urged_at, urged_by
          from urgings
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
