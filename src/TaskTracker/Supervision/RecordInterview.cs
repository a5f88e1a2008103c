using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>约谈: whoever answers for a task was called in; recorded afterwards.</summary>
internal static class RecordInterview
{
    public sealed record Request
    {
        /// <summary>Who was called in, with office and unit.</summary>
        public required string Interviewed { get; init; }

        /// <summary>Who called in.</summary>
        public required string Interviewer { get; init; }

        public required DateOnly HeldOn { get; init; }

        /// <summary>What was spoken of.</summary>
        public required string Matters { get; init; }

        /// <summary>What was promised.</summary>
        public string? Promised { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Interviewed).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Interviewer).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Matters).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.Promised).MaximumLength(4_000);
        }
    }

    public sealed record Interview
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Interviewed { get; init; } = "";

        public string Interviewer { get; init; } = "";

        public DateOnly HeldOn { get; init; }

        public string Matters { get; init; } = "";

        public string? Promised { get; init; }

        public DateTimeOffset RecordedAt { get; init; }

        /// <summary>The key that recorded it.</summary>
        public string RecordedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder interviews)
    {
        interviews.MapPost("/", HandleAsync)
            .WithName(nameof(RecordInterview))
            .WithSummary("Record an interview")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        interviews.MapGet("/", ListAsync)
            .WithName("ListInterviews")
            .WithSummary("List the interviews on a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Interview>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.Interview(desk.Caller.Actor, request.HeldOn, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        var id = await act.InsertAsync(Insert, request);
        await act.TellAsync("interviewed", request.Matters, new InterviewHeld(taskId) { Words = request.Matters, Date = request.HeldOn });
        return await act.CreatedAsync<Interview>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Interview>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Interview>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into interviews (district_id, task_id, interviewed, interviewer, held_on, matters, promised, recorded_at, recorded_by)
        values (@DistrictId, @TaskId, @Interviewed, @Interviewer, @HeldOn, @Matters, @Promised, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, interviewed, interviewer, held_on, matters, promised, recorded_at, recorded_by
          from interviews
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
