using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Notifications;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>The ledger of reminders, for the supervision office: who was told what, when, and what a later one made pointless.</summary>
internal static class ListReminders
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Id("task", "Only reminders of this task.")
        .Choices("state", "Only reminders in these states.", ReminderLedger.Pending, ReminderLedger.Sent, ReminderLedger.Superseded)
        .Paged();

    public sealed record Reminder
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>Counts the changes of the task's deadline; a new date begins a new ledger.</summary>
        public int DeadlineVersion { get; init; }

        /// <summary>Days from the deadline: D-30, D0, D+7.</summary>
        public string Threshold { get; init; } = "";

        /// <summary>unit:ID, or office for the supervision office.</summary>
        public string Recipient { get; init; } = "";

        /// <summary>The name of the recipient's unit; absent for the supervision office.</summary>
        public string? RecipientName { get; init; }

        public string Channel { get; init; } = "";

        /// <summary>pending: recorded, not delivered yet; sent; superseded: a more severe one, or a change of the task, made it pointless.</summary>
        public string State { get; init; } = "";

        /// <summary>The deadline that it speaks of.</summary>
        public DateOnly DueOn { get; init; }

        /// <summary>The day on which it was recorded.</summary>
        public DateOnly RunOn { get; init; }

        /// <summary>How many further steps of an overdue task it stands for, passed over while no tick ran.</summary>
        public int StepsPassedOver { get; init; }

        /// <summary>The notification in which it was delivered.</summary>
        public long? NotificationId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }

    public static void Map(IEndpointRouteBuilder reminders) => reminders
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListReminders))
        .WithSummary("List reminders")
        .WithDescription("Newest last.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<Reminder>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        Reminder[] reminders =
        [
            .. await session.QueryAsync<Reminder>(Select(query), new
            {
                caller.DistrictId,
                TaskId = query.Id("task"),
                States = query.Choices("state") ?? [],
                AfterId = page.After?.Id ?? 0,
                page.Fetch,
            }),
        ];
        return TypedResults.Ok(await WithNamesAsync(session, caller.DistrictId, BeijingTime.Today(clock), reminders.ToPage(page, http, reminder => ("", reminder.Id))));
    }

    private static async Task<Page<Reminder>> WithNamesAsync(Session session, string districtId, DateOnly today, Page<Reminder> page)
    {
        var directory = await RecipientDirectory.LoadAsync(session, districtId, today);
        return page with
        {
            Items = [.. page.Items.Select(reminder => reminder with { RecipientName = directory.NameOf(Recipient.Parse(reminder.Recipient)) })],
        };
    }

    private static string Select(QueryValues query) => $"""
        select id, task_id, deadline_version, threshold, recipient, channel, state, due_on, run_on, steps_passed_over, notification_id, created_at
          from reminders
         where district_id = @DistrictId
           and {(query.Id("task") is null ? "1 = 1" : "task_id = @TaskId")}
           and {(query.Choices("state") is null ? "1 = 1" : "state in @States")}
           and id > @AfterId
         order by id
         limit @Fetch
        """;
}
