using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Recipients;

namespace TaskTracker.Deliveries;

/// <summary>The messages that left the service, or should have: for the supervision office.</summary>
internal static class ListDeliveries
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Choices("state", "Only messages in these states.", EnumNames.All<DeliveryState>())
        .Paged();

    /// <summary>A message.</summary>
    public sealed record DeliveryView
    {
        public required long Id { get; init; }

        /// <summary>mail, or the code of a gateway.</summary>
        public required string Channel { get; init; }

        /// <summary>unit:ID/contact, /deputy or /head, office, leader or leader:NAME.</summary>
        public required string Recipient { get; init; }

        public string? RecipientName { get; init; }

        /// <summary>To which address or number; empty for a gateway that needs none.</summary>
        public required string Address { get; init; }

        public required DeliveryState State { get; init; }

        /// <summary>Urgent or an escalation: a message of its own.</summary>
        public required bool Alone { get; init; }

        /// <summary>Empty until it is sent for the first time: the words follow the day.</summary>
        public required string Subject { get; init; }

        /// <summary>The same for each sending.</summary>
        public string? MessageId { get; init; }

        /// <summary>How often it was handed over, or tried to be.</summary>
        public required int Attempts { get; init; }

        /// <summary>How often it was sent again by hand, or by the rule for messages of unknown fate.</summary>
        public required int Resends { get; init; }

        /// <summary>When it is tried next; absent, not by itself.</summary>
        public DateTimeOffset? NextTryAt { get; init; }

        /// <summary>It is not tried again by itself.</summary>
        public required bool GaveUp { get; init; }

        /// <summary>not_reached, refused, bounced, no_answer, or no_answer_recorded where the process died before it wrote the answer down.</summary>
        public string? Failure { get; init; }

        /// <summary>What the other side said.</summary>
        public string? Detail { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? SentAt { get; init; }
    }

    /// <summary>A message with its words.</summary>
    public sealed record DeliveryWithWords
    {
        public required DeliveryView Delivery { get; init; }

        public required string Text { get; init; }

        public required string Html { get; init; }

        /// <summary>The reminders that stand in it.</summary>
        public required string Reminders { get; init; }
    }

    public static void Map(IEndpointRouteBuilder deliveries)
    {
        deliveries.MapGet("/", HandleAsync)
            .WithName(nameof(ListDeliveries))
            .WithSummary("List the messages sent by mail and gateway")
            .WithDescription("Oldest first. `Prefer: return=total-count` adds `X-Total-Count`.")
            .WithQuery(Query)
            .WithTotalCount()
            .ProducesProblems(400)
            .RequireAuthorization(Policies.Supervise);
        deliveries.MapGet("/{deliveryId:long}", ReadAsync)
            .WithName("GetDelivery")
            .WithSummary("Read a message with its words")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.Supervise);
    }

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var states = query.Choices("state");
        var parameters = new { caller.DistrictId, States = states ?? [], AfterId = page.After?.Id ?? 0, page.Fetch };
        await http.AnswerTotalAsync(() => session.QuerySingleAsync<long>(states is null ? CountAll : CountInStates, parameters));
        Row[] rows = [.. await session.QueryAsync<Row>(states is null ? SelectAll : SelectInStates, parameters)];
        var directory = await RecipientDirectory.LoadAsync(session, caller.DistrictId, BeijingTime.Today(clock));
        return TypedResults.Ok(rows.Select(row => row.ToView(directory)).ToArray().ToPage(page, http, view => ("", view.Id)));
    }

    private static async Task<Results<Ok<DeliveryWithWords>, ProblemHttpResult>> ReadAsync(
        long deliveryId, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { caller.DistrictId, Id = deliveryId }) is not { } row)
            return Problems.NotFound("message");

        return TypedResults.Ok(new DeliveryWithWords
        {
            Delivery = row.ToView(await RecipientDirectory.LoadAsync(session, caller.DistrictId, BeijingTime.Today(clock))),
            Text = row.Text,
            Html = row.Html,
            Reminders = $"/api/v1/reminders?delivery={deliveryId}",
        });
    }

    /// <summary>The message as it is now; for those who changed it.</summary>
    public static async Task<DeliveryView> ViewDeliveryAsync(this Session session, string districtId, long id, DateTimeOffset now) =>
        (await session.QuerySingleAsync<Row>(SelectOne, new { DistrictId = districtId, Id = id })).ToView(await RecipientDirectory.LoadAsync(session, districtId, BeijingTime.DateOf(now)));

    private sealed record Row
    {
        public long Id { get; init; }

        public string Channel { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Address { get; init; } = "";

        public string State { get; init; } = "";

        public int Alone { get; init; }

        public string Subject { get; init; } = "";

        public string Text { get; init; } = "";

        public string Html { get; init; } = "";

        public string? MessageId { get; init; }

        public int Attempts { get; init; }

        public int Resends { get; init; }

        public DateTimeOffset? NextTryAt { get; init; }

        public int GaveUp { get; init; }

        public string? Failure { get; init; }

        public string? Detail { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? SentAt { get; init; }

        public DeliveryView ToView(RecipientDirectory directory) => new()
        {
            Id = Id,
            Channel = Channel,
            Recipient = Recipient,
            RecipientName = directory.NameOf(Core.Reminders.Recipient.Parse(Recipient)),
            Address = Address,
            State = EnumNames.Parse<DeliveryState>(State),
            Alone = Alone != 0,
            Subject = Subject,
            MessageId = MessageId,
            Attempts = Attempts,
            Resends = Resends,
            NextTryAt = NextTryAt,
            GaveUp = GaveUp != 0,
            Failure = Failure,
            Detail = Detail,
            CreatedAt = CreatedAt,
            SentAt = SentAt,
        };
    }

    private const string Columns = """
        id, channel, recipient, address, state, alone, subject, text, html, message_id, attempts, resends, next_try_at, gave_up, failure, detail,
               created_at, sent_at
        """;

    private const string CountAll = "select count(*) from deliveries where district_id = @DistrictId";

    private const string CountInStates = "select count(*) from deliveries where district_id = @DistrictId and state in @States";

    private const string SelectAll = $"""
        select {Columns}
          from deliveries
         where district_id = @DistrictId and id > @AfterId
         order by id
         limit @Fetch
        """;

    private const string SelectInStates = $"""
        select {Columns}
          from deliveries
         where district_id = @DistrictId and state in @States and id > @AfterId
         order by id
         limit @Fetch
        """;

    private const string SelectOne = $"select {Columns} from deliveries where district_id = @DistrictId and id = @Id";
}
