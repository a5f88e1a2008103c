using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Supervision;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>
/// The office confirms that an upload repeals a document that is tracked (同时废止): its open tasks are closed as superseded, and where the
/// new document prints an entry in the same words, the new task is linked as the one that replaces the old. All of it, or nothing.
/// </summary>
internal static class ConfirmRepeal
{
    public sealed record Request
    {
        /// <summary>The repealed document, as the draft's finding document-repeals names it.</summary>
        public required long SourceDocumentId { get; init; }

        /// <summary>Needed where the upload does not print that it repeals the document.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.SourceDocumentId).GreaterThan(0);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    public sealed record ConfirmedRepeal
    {
        public long Id { get; init; }

        /// <summary>The upload that repeals.</summary>
        public long DocumentId { get; init; }

        /// <summary>The document that is repealed.</summary>
        public long SourceDocumentId { get; init; }

        public string? Reason { get; init; }

        /// <summary>Open tasks that were closed, parts among them; closed ones stay as they were.</summary>
        public int TasksSuperseded { get; init; }

        /// <summary>Of those, the ones that a task of the new document replaces.</summary>
        public int TasksLinked { get; init; }

        public DateTimeOffset ConfirmedAt { get; init; }

        /// <summary>The key that confirmed.</summary>
        public string ConfirmedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/repeals", HandleAsync)
        .WithName(nameof(ConfirmRepeal))
        .WithSummary("Confirm that a document repeals another")
        .WithDescription("Closes the open tasks of the repealed document, and their parts, as `superseded` and links those that the new document replaces word for word. Confirm the new document first.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<ConfirmedRepeal>, ProblemHttpResult>> HandleAsync(
        long documentId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        var (transaction, caller, now) = (act.Transaction, desk.Caller, desk.Now);
        var key = new { caller.DistrictId, DocumentId = documentId, request.SourceDocumentId };
        if (await transaction.QuerySingleOrDefaultAsync<Pair>(SelectPair, key) is not { } pair)
            return Problems.NotFound("document");

        if (pair.RepealedIn is null || pair.RepealedIn == documentId)
            return Problems.Invalid("sourceDocumentId", "There is no such tracked document besides those of this upload.");

        if (pair.Printed == 0 && string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid("reason", "The upload does not print that it repeals this document; say on what that rests.");

        // The record comes first: of two confirmations at once the second waits here, and finds it.
        var id = await transaction.QuerySingleOrDefaultAsync<long?>(
            Insert, new { caller.DistrictId, DocumentId = documentId, request.SourceDocumentId, request.Reason, Now = now, By = caller.Name });
        if (id is not { } repealId)
            return new Refusal("already-repealed", "This repeal was confirmed already.").ToProblem();

        var reason = request.Reason ?? string.Create(CultureInfo.InvariantCulture, $"Repealed by document {documentId}.");
        var superseded = new HashSet<long>();
        foreach (var taskId in await transaction.QueryAsync<long>(SelectOpenTasks, key))
        {
            if ((await act.DoAsync(taskId, task => task.Supersede(caller.Actor, reason, desk.Today))).IsRefused(out var problem, out var closed))
                return problem;

            superseded.Add(taskId);
            await act.CloseAsync(desk, closed, new ClosureNote(TaskOutcome.Superseded, reason, SupersededByDocument: pair.RepealedBy));
        }

        var linked = 0;
        foreach (var match in (await transaction.QueryAsync<Match>(SelectMatches, key)).Where(match => superseded.Contains(match.OldTaskId)))
        {
            if (await transaction.AddLinkAsync(caller, LinkKind.Replaces, new TaskLink(match.NewTaskId, match.OldTaskId), reason, now) is null)
                continue;

            linked++;
            foreach (var (taskId, other) in new[] { (match.NewTaskId, match.OldTaskId), (match.OldTaskId, match.NewTaskId) })
                await transaction.RecordAsync(caller, "task", taskId, "linked", now, reason, new Change("replaces", null, other));
        }

        await transaction.ExecuteAsync(Finish, new { caller.DistrictId, Id = repealId, Superseded = superseded.Count, Linked = linked });
        await transaction.RecordAsync(
            caller, "document", documentId, "repeal_confirmed", now, request.Reason, new Change("sourceDocument", null, request.SourceDocumentId));
        var confirmed = await transaction.QuerySingleAsync<ConfirmedRepeal>(SelectOne, new { caller.DistrictId, Id = repealId });
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/documents/{documentId}", confirmed);
    }

    private sealed record Pair
    {
        /// <summary>The upload that the repealed document stands in; null if there is no such document.</summary>
        public long? RepealedIn { get; init; }

        /// <summary>The upload that repeals, by the number or name that it goes by.</summary>
        public string RepealedBy { get; init; } = "";

        /// <summary>How often the upload prints that it repeals the document.</summary>
        public int Printed { get; init; }
    }

    private sealed record Match
    {
        public long NewTaskId { get; init; }

        public long OldTaskId { get; init; }
    }

    private const string SelectPair = """
        select s.document_id as repealed_in,
               coalesce((select min(coalesce(own.number, own.title))
                           from source_documents own
                          where own.district_id = d.district_id and own.document_id = d.id), d.file_name) as repealed_by,
               (select count(*)
                  from document_repeals r
                 where r.district_id = d.district_id and r.document_id = d.id
                   and (r.number = s.number or (r.title_key = s.title_key and (r.number is null or s.number is null)))) as printed
          from documents d
          left join source_documents s on s.district_id = d.district_id and s.id = @SourceDocumentId
         where d.district_id = @DistrictId and d.id = @DocumentId
        """;

    /// <summary>Parts before their wholes, so that each closes over nothing open.</summary>
    private const string SelectOpenTasks = """
        with recursive repealed (id) as (
            select id from tasks where district_id = @DistrictId and source_document_id = @SourceDocumentId
            union
            select part.id
              from repealed
              join tasks part on part.district_id = @DistrictId and part.parent_id = repealed.id
        )
        select t.id
          from repealed
          join tasks t on t.district_id = @DistrictId and t.id = repealed.id
         where t.state <> 'closed'
         order by t.id desc
        """;

    private const string SelectMatches = """
        select min(n.task_id) as new_task_id, o.task_id as old_task_id
          from tasks t
          join draft_items o on o.district_id = t.district_id and o.document_id = t.document_id and o.task_id = t.id
          join draft_items n on n.district_id = o.district_id and n.words_key = o.words_key and n.document_id = @DocumentId
         where t.district_id = @DistrictId and t.source_document_id = @SourceDocumentId and n.task_id is not null and n.task_id <> o.task_id
         group by o.task_id
        having count(distinct n.task_id) = 1
        """;

    private const string Insert = """
        insert into confirmed_repeals (district_id, document_id, source_document_id, reason, tasks_superseded, tasks_linked, confirmed_at, confirmed_by)
        values (@DistrictId, @DocumentId, @SourceDocumentId, @Reason, 0, 0, @Now, @By)
            on conflict do nothing
        returning id
        """;

    private const string Finish = """
        update confirmed_repeals
           set tasks_superseded = @Superseded, tasks_linked = @Linked
         where district_id = @DistrictId and id = @Id
        """;

    private const string SelectOne = """
        select id, document_id, source_document_id, reason, tasks_superseded, tasks_linked, confirmed_at, confirmed_by
          from confirmed_repeals
         where district_id = @DistrictId and id = @Id
        """;
}
