using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Recipients;

namespace TaskTracker.Reminders;

/// <summary>The ledger of reminders, for the supervision office: who was told what, when, and what a later one made pointless.</summary>
internal static class ListReminders
{
    private static readonly string[] States =
    [
        ReminderLedger.Pending, ReminderLedger.Sending, ReminderLedger.Sent, ReminderLedger.Superseded, ReminderLedger.Failed, ReminderLedger.Unknown,
    ];

    /// <summary>Parameters that no index leads to by themselves.</summary>
    private static readonly string[] Narrowing = ["recipient", "channel"];

    private static readonly QuerySpec Query = new QuerySpec()
        .Id("task", "Only reminders of this task.")
        .Date("day", "Only reminders that a run of this day recorded.")
        .Choices("state", "Only reminders in these states.", States)
        .Id("delivery", "Only what stands in this message.")
        .Text("recipient", "Only what this recipient is told, e.g. unit:12/contact; with `day` or `task`.")
        .Text("channel", "Only by this channel: in_app, mail, or the code of a gateway; with `day` or `task`.")
        .Paged();

    public sealed record Reminder
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>What is reminded of.</summary>
        public ReminderOccasion Occasion { get; init; }

        /// <summary>Which of several of its kind on the task: unit:12, the number of an obligation or demand, milestone:2; empty for the task's own date.</summary>
        public string Subject { get; init; } = "";

        /// <summary>Tells the dates apart that it has had; a new date begins a new ledger.</summary>
        public int Version { get; init; }

        /// <summary>When, as seen from the date: D-30 and D+7 in days, W+2 in working days, P75 as a share of the time.</summary>
        public string Threshold { get; init; } = "";

        /// <summary>unit:ID (its inbox), unit:ID/contact, /deputy or /head, office, leader or leader:NAME.</summary>
        public string Recipient { get; init; } = "";

        /// <summary>The name of the recipient's unit; absent for the supervision office and leaders.</summary>
        public string? RecipientName { get; init; }

        /// <summary>in_app, mail, or the code of a gateway.</summary>
        public string Channel { get; init; } = "";

        /// <summary>
        /// pending: recorded, not sent yet; sending: being handed over; sent; superseded: a later one, or a change of the task, made it
        /// pointless; failed: not handed over, tried again unless it was given up; unknown: handed over perhaps.
        /// </summary>
        public string State { get; init; } = "";

        /// <summary>Urgent or an escalation: a message of its own.</summary>
        public bool Alone { get; init; }

        /// <summary>The date that it speaks of.</summary>
        public DateOnly DueOn { get; init; }

        /// <summary>The day on which it was recorded.</summary>
        public DateOnly RunOn { get; init; }

        /// <summary>Before this it is not sent: quiet hours, days that are not worked, the recipient's own time.</summary>
        public DateTimeOffset? SendAfter { get; init; }

        /// <summary>How many further steps of a repeated rule it stands for, passed over while no tick ran.</summary>
        public int StepsPassedOver { get; init; }

        /// <summary>Why it could not be sent.</summary>
        public string? Failure { get; init; }

        /// <summary>The message in which it was sent.</summary>
        public long? DeliveryId { get; init; }

        /// <summary>The notification in which it stands.</summary>
        public long? NotificationId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }

    public static void Map(IEndpointRouteBuilder reminders) => reminders
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListReminders))
        .WithSummary("List reminders")
        .WithDescription("Newest last. `Prefer: return=total-count` adds `X-Total-Count`.")
        .WithQuery(Query)
        .WithTotalCount()
        .ProducesProblems(400)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<Reminder>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        if (query.Date("day") is null && query.Id("task") is null
            && Narrowing.FirstOrDefault(name => query.Text(name) is not null) is { } narrow)
        {
            return Problems.Invalid(
                "invalid-parameter", new Dictionary<string, string[]> { [narrow] = ["This narrows what `day` or `task` finds; send one of them too."] });
        }

        await using var session = await database.OpenAsync(cancellation);
        var parameters = new
        {
            caller.DistrictId,
            TaskId = query.Id("task"),
            Day = query.Date("day"),
            States = query.Choices("state") ?? [],
            Recipient = query.Text("recipient"),
            Channel = query.Text("channel"),
            Delivery = query.Id("delivery"),
            AfterId = page.After?.Id ?? 0,
            page.Fetch,
        };
        await http.AnswerTotalAsync(() => session.QuerySingleAsync<long>(Count(query), parameters));
        Row[] rows = [.. await session.QueryAsync<Row>(Select(query), parameters)];
        var directory = await RecipientDirectory.LoadAsync(session, caller.DistrictId, BeijingTime.Today(clock));
        return TypedResults.Ok(rows.Select(row => row.ToReminder(directory)).ToArray().ToPage(page, http, reminder => ("", reminder.Id)));
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Occasion { get; init; } = "";

        public string Subject { get; init; } = "";

        public int Version { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Channel { get; init; } = "";

        public string State { get; init; } = "";

        public int Alone { get; init; }

        public DateOnly DueOn { get; init; }

        public DateOnly RunOn { get; init; }

        public DateTimeOffset? SendAfter { get; init; }

        public int StepsPassedOver { get; init; }

        public string? Failure { get; init; }

        public long? DeliveryId { get; init; }

        public long? NotificationId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public Reminder ToReminder(RecipientDirectory directory) => new()
        {
            Id = Id,
            TaskId = TaskId,
            Occasion = EnumNames.Parse<ReminderOccasion>(Occasion),
            Subject = Subject,
            Version = Version,
            Threshold = Threshold,
            Recipient = Recipient,
            RecipientName = directory.NameOf(Core.Reminders.Recipient.Parse(Recipient)),
            Channel = Channel,
            State = State,
            Alone = Alone != 0,
            DueOn = DueOn,
            RunOn = RunOn,
            SendAfter = SendAfter,
            StepsPassedOver = StepsPassedOver,
            Failure = Failure,
            DeliveryId = DeliveryId,
            NotificationId = NotificationId,
            CreatedAt = CreatedAt,
        };
    }

    private static string Where(QueryValues query) => $"""
        district_id = @DistrictId
           and {(query.Id("task") is null ? "1 = 1" : "task_id = @TaskId")}
           and {(query.Date("day") is null ? "1 = 1" : "run_on = @Day")}
           and {(query.Choices("state") is null ? "1 = 1" : IsNarrow(query) ? Sql.Tested("state in @States") : "state in @States")}
           and {(query.Text("recipient") is null ? "1 = 1" : "recipient = @Recipient")}
           and {(query.Text("channel") is null ? "1 = 1" : "channel = @Channel")}
           and {(query.Id("delivery") is null ? "1 = 1" : "delivery_id = @Delivery")}
        """;

    private static string Count(QueryValues query) => $"select count(*) from reminders where {Where(query)}";

    private static string Select(QueryValues query) => $"""
        select id, task_id, occasion, subject, version, threshold, recipient, channel, state, alone, due_on, run_on, send_after, steps_passed_over,
               failure, delivery_id, notification_id, created_at
          from reminders
         where {Where(query)}
           and {Id(query)} > @AfterId
         order by {Id(query)}
         limit @Fetch
        """;

    /// <summary>A task, a day and a message have few reminders: the sign keeps SQLite from walking all of the district's in their order, to find them.</summary>
    private static string Id(QueryValues query) => IsNarrow(query) ? "+id" : "id";

    private static bool IsNarrow(QueryValues query) => query.Id("task") is not null || query.Date("day") is not null || query.Id("delivery") is not null;
}
