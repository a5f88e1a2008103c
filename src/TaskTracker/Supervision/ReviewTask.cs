using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office's ruling on a completion request: it accepts (销账) or returns (退回) with a reason.</summary>
internal static class ReviewTask
{
    public enum ReviewDecision
    {
        Accept,
        Return,
    }

    public sealed record Request
    {
        public required ReviewDecision Decision { get; init; }

        /// <summary>Needed to return.</summary>
        public string? Reason { get; init; }

        /// <summary>With a return: by when it is to be handed in again. It moves no deadline.</summary>
        public DateOnly? HandInAgainBy { get; init; }

        /// <summary>With a return, where a group leads: the member whose part is returned, by id or name; the others' parts stay handed in.</summary>
        public string? Unit { get; init; }

        /// <summary>With an acceptance: the check on site before it.</summary>
        public OnSiteCheck? OnSiteCheck { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Unit).MaximumLength(200);
            When(request => request.Decision is ReviewDecision.Return, () =>
            {
                RuleFor(request => request.Reason).NotEmpty().WithMessage("A task is returned with a reason.");
                RuleFor(request => request.OnSiteCheck).Null().WithMessage("A check on site goes with an acceptance.");
            }).Otherwise(() =>
            {
                RuleFor(request => request.HandInAgainBy).Null().WithMessage("A date to hand in again goes with a return.");
                RuleFor(request => request.Unit).Null().WithMessage("A task is accepted as a whole.");
            });
            RuleFor(request => request.OnSiteCheck!.By).NotEmpty().MaximumLength(200).When(request => request.OnSiteCheck is not null);
            RuleFor(request => request.OnSiteCheck!.Seen).NotEmpty().MaximumLength(4_000).When(request => request.OnSiteCheck is not null);
        }
    }

    public sealed record Review
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long CompletionRequestId { get; init; }

        /// <summary>accept or return.</summary>
        public string Decision { get; init; } = "";

        public string? Reason { get; init; }

        /// <summary>The member of a lead group whose part was returned; null where the ruling was on the whole.</summary>
        public long? UnitId { get; init; }

        public DateOnly? HandInAgainBy { get; init; }

        public OnSiteCheck? OnSiteCheck => CheckedOn is { } on ? new OnSiteCheck(CheckedBy!, on, CheckSeen!) : null;

        public DateTimeOffset ReviewedAt { get; init; }

        /// <summary>The key that ruled.</summary>
        public string ReviewedBy { get; init; } = "";

        [JsonIgnore]
        public string? CheckedBy { get; init; }

        [JsonIgnore]
        public DateOnly? CheckedOn { get; init; }

        [JsonIgnore]
        public string? CheckSeen { get; init; }
    }

    public static void Map(IEndpointRouteBuilder reviews)
    {
        reviews.MapPost("/", HandleAsync)
            .WithName(nameof(ReviewTask))
            .WithSummary("Rule on a completion request")
            .WithDescription(
                "`accept` closes the task, or its dated part where it goes on without a date; `return` reopens it, and it is overdue again if its "
                + "date has passed. Where a group leads, one member's part can be returned.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        reviews.MapGet("/", ListAsync)
            .WithName("ListReviews")
            .WithSummary("List the reviews of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Review>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before)
            return Problems.NotFound("task");

        var part = request.Unit is { } named ? await act.Transaction.FindUnitAsync(desk.Caller.DistrictId, named) : null;
        if (request.Unit is not null && part is null)
            return Problems.Invalid("unit-unknown", new Dictionary<string, string[]> { ["unit"] = [$"No unit of the district is called \"{request.Unit}\"."] });

        if (!Rule(before, request, part, desk).IsAccepted(out var after, out var refusal))
            return refusal.ToProblem();

        if (await act.KeepAsync(before, after) is { } problem)
            return problem;

        var id = await act.InsertAsync(Insert, new
        {
            Decision = EnumNames.Of(request.Decision),
            request.Reason,
            request.HandInAgainBy,
            Part = part,
            CheckedBy = request.OnSiteCheck?.By,
            CheckedOn = request.OnSiteCheck?.On,
            CheckSeen = request.OnSiteCheck?.Seen,
        });
        await act.ExecuteAsync(SetReview, new { Id = id, Part = part });
        if (request.Decision is ReviewDecision.Accept)
            await act.CloseAsync(desk, after, new ClosureNote(TaskOutcome.Completed, request.Reason, ReviewId: id));
        else
            await act.TellAsync("returned", request.Reason, new TaskReturned(taskId, request.Reason!, request.HandInAgainBy, part));
        return await act.CreatedAsync<Review>(Select("id = @Id"), id);
    }

    private static Decision<PolicyTask> Rule(PolicyTask task, Request request, long? part, TaskDesk desk) => (request.Decision, part) switch
    {
        (ReviewDecision.Accept, _) => task.Accept(desk.Caller.Actor, request.OnSiteCheck, desk.Today, request.Reason),
        (_, { } unit) => task.ReturnPart(desk.Caller.Actor, unit, request.HandInAgainBy, desk.Today),
        _ => task.Return(desk.Caller.Actor, request.HandInAgainBy, desk.Today),
    };

    private static Task<Results<Ok<Page<Review>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Review>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    /// <summary>The last request that waits stands for all that are ruled on at once.</summary>
    private const string Insert = """
        insert into reviews (district_id, task_id, completion_request_id, decision, reason, hand_in_again_by, unit_id,
               checked_by, checked_on, check_seen, reviewed_at, reviewed_by)
        values (@DistrictId, @TaskId, (
                    select coalesce(max(case when unit_id = @Part then id end), max(id))
                      from completion_requests
                     where district_id = @DistrictId and task_id = @TaskId and review_id is null),
               @Decision, @Reason, @HandInAgainBy, @Part, @CheckedBy, @CheckedOn, @CheckSeen, @Now, @By)
        returning id
        """;

    private const string SetReview = """
        update completion_requests
           set review_id = @Id
         where district_id = @DistrictId and task_id = @TaskId and review_id is null
           and (cast(@Part as bigint) is null or id = (
                    select completion_request_id
                      from reviews
                     where district_id = @DistrictId and id = @Id))
        """;

    private static string Select(string which) => $"""
        select id, task_id, completion_request_id, decision, reason, unit_id, hand_in_again_by, checked_by, checked_on, check_seen,
               reviewed_at, reviewed_by
          from reviews
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
