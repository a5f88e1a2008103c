using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Channels;

/// <summary>A district enters its message gateways; secrets go in and are never shown.</summary>
internal static class KeepGateways
{
    private const int MaxUrl = 2_000, MaxSecret = 1_000, LeastCharacters = 10, MostCharacters = 20_000, MaxGateways = 20;

    private static readonly HashSet<string> Reserved = ["in_app", "mail"];

    public sealed record Request
    {
        /// <summary>Its name as a channel: 1 to 40 characters a-z, 0-9 and _; not in_app or mail.</summary>
        public required string Code { get; init; }

        public required string Name { get; init; }

        public required GatewayKind Kind { get; init; }

        /// <summary>Where messages are posted: https://…; other origins only where the operator has allowed them.</summary>
        public required string Url { get; init; }

        /// <summary>The JSON that is posted, with fields in its texts: {{subject}}, {{text}}, {{phone}}, {{name}}, {{unit}}, {{messageId}}; absent, what the kind takes.</summary>
        public string? Payload { get; init; }

        /// <summary>Sent as the header Authorization; never shown.</summary>
        public string? Authorization { get; init; }

        /// <summary>Signs what is posted: 钉钉's way for dingtalk, else as Standard Webhooks do; never shown.</summary>
        public string? SigningSecret { get; init; }

        /// <summary>How much of a text is posted, 10 to 20,000 characters; absent, what the kind takes.</summary>
        public int? MaxCharacters { get; init; }
    }

    /// <summary>What can be changed.</summary>
    public sealed record Patch
    {
        public string? Name { get; init; }

        public string? Url { get; init; }

        /// <summary>Null takes what the kind takes.</summary>
        public string? Payload { get; init; }

        /// <summary>Null takes it away.</summary>
        public string? Authorization { get; init; }

        /// <summary>Null takes it away.</summary>
        public string? SigningSecret { get; init; }

        public int? MaxCharacters { get; init; }

        /// <summary>False: nothing is recorded for it any more, and what waits is not sent.</summary>
        public bool? Active { get; init; }
    }

    /// <summary>A gateway as it is shown: without its secrets, and without what stands behind the ? of its address.</summary>
    public sealed record GatewayView
    {
        public required long Id { get; init; }

        public required string Etag { get; init; }

        public required string Code { get; init; }

        public required string Name { get; init; }

        public required GatewayKind Kind { get; init; }

        public required string Address { get; init; }

        public required string Payload { get; init; }

        /// <summary>Whether the recipient's telephone number stands in what is posted.</summary>
        public required bool NeedsPhone { get; init; }

        public required bool HasAuthorization { get; init; }

        public required bool HasSigningSecret { get; init; }

        public required int MaxCharacters { get; init; }

        public required bool Active { get; init; }

        public required DateTimeOffset UpdatedAt { get; init; }
    }

    public sealed record Gateways(IReadOnlyList<GatewayView> Items);

    public sealed record TestRequest
    {
        /// <summary>To which number, for a gateway that needs one.</summary>
        public string? Phone { get; init; }
    }

    /// <summary>What became of a trial message.</summary>
    public sealed record TestResult(SendOutcome Outcome, string? Detail);

    public static void Map(IEndpointRouteBuilder gateways)
    {
        gateways.MapGet("/", ListAsync)
            .WithName("ListGateways")
            .WithSummary("List the message gateways")
            .RequireAuthorization(Policies.KeepChannels);
        gateways.MapPost("/", CreateAsync)
            .WithName("CreateGateway")
            .WithSummary("Enter a message gateway")
            .WithDescription("It is used once its code stands among the channels of a role (`PATCH /rules`, `reminding.channels`). Try it first (`/tests`).")
            .ProducesProblems(400, 409, 413, 415)
            .RequireAuthorization(Policies.KeepChannels);
        gateways.MapPatch("/{gatewayId:long}", ChangeAsync)
            .WithName("ChangeGateway")
            .WithSummary("Change a message gateway")
            .WithDescription("JSON Merge Patch; needs `If-Match`. `active: false` turns it off.")
            .Accepts<Patch>("application/merge-patch+json", "application/json")
            .ProducesProblems(400, 404, 409, 412, 415, 428)
            .RequireAuthorization(Policies.KeepChannels);
        gateways.MapDelete("/{gatewayId:long}", DeleteAsync)
            .WithName("DeleteGateway")
            .WithSummary("Take a message gateway away")
            .WithDescription("Needs `If-Match`. What was sent by it stays in the ledger; what waits for it is not sent.")
            .ProducesProblems(404, 412, 428)
            .RequireAuthorization(Policies.KeepChannels);
        gateways.MapPost("/{gatewayId:long}/tests", TestAsync)
            .WithName("TestGateway")
            .WithSummary("Try a message gateway")
            .WithDescription("Posts one message now and says what became of it.")
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.KeepChannels);
    }

    private static async Task<Ok<Gateways>> ListAsync(Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return TypedResults.Ok(new Gateways([.. (await session.GatewaysOfAsync(caller.DistrictId)).Select(ViewOf)]));
    }

    private static async Task<Results<Created<GatewayView>, ProblemHttpResult>> CreateAsync(
        Request request, Caller caller, Database database, GatewayGuard guard, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.Now();
        var gateway = new MessageGateway
        {
            DistrictId = caller.DistrictId,
            Code = request.Code,
            Name = request.Name,
            Kind = request.Kind,
            Url = request.Url,
            Payload = request.Payload ?? GatewayPayload.DefaultOf(request.Kind),
            AuthHeader = request.Authorization,
            SigningSecret = request.SigningSecret,
            MaxCharacters = request.MaxCharacters ?? DefaultCharacters(request.Kind),
            Active = true,
            Version = 1,
            UpdatedAt = now,
        };
        if (FaultsOf(gateway, guard) is { Count: > 0 } faults)
            return Problems.Invalid("validation", faults);

        await using var transaction = await database.BeginAsync(cancellation);
        if ((await transaction.GatewaysOfAsync(caller.DistrictId)).Count >= MaxGateways)
            return Problems.Of(StatusCodes.Status409Conflict, "too-many-gateways", $"A district has at most {MaxGateways} gateways.");

        if (await transaction.InsertGatewayAsync(gateway, now) is not { } id)
            return Problems.Of(StatusCodes.Status409Conflict, "code-taken", $"There is a gateway \"{gateway.Code}\" already.");

        await transaction.RecordAsync(caller, "message_gateway", id, "created", now, null, new Change("gateway", null, ShownOf(gateway)));
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/message-gateways/{id}", ViewOf(gateway with { Id = id }));
    }

    private static async Task<Results<Ok<GatewayView>, ProblemHttpResult>> ChangeAsync(
        long gatewayId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, GatewayGuard guard, TimeProvider clock, CancellationToken cancellation)
    {
        if (patch.RefusesNull(nameof(Patch.Name), out var problem) || patch.RefusesNull(nameof(Patch.Url), out problem) || patch.RefusesNull(nameof(Patch.Active), out problem))
            return problem;

        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.FindGatewayAsync(caller.DistrictId, gatewayId) is not { } before)
            return Problems.NotFound("message gateway");

        if (!Preconditions.IfMatchHolds(http, before.Version, out problem))
            return problem;

        var after = Patched(before, patch);
        if (FaultsOf(after, guard) is { Count: > 0 } faults)
            return Problems.Invalid("validation", faults);

        var now = clock.Now();
        if (!await transaction.SaveGatewayAsync(after, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "message_gateway", gatewayId, "changed", now, null, new Change("gateway", ShownOf(before), ShownOf(after)));
        await transaction.CommitAsync();
        var view = ViewOf(after with { Version = before.Version + 1, UpdatedAt = now });
        http.Response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long gatewayId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.FindGatewayAsync(caller.DistrictId, gatewayId) is not { } gateway)
            return Problems.NotFound("message gateway");

        if (!Preconditions.IfMatchHolds(http, gateway.Version, out var problem))
            return problem;

        await transaction.DeleteGatewayAsync(caller.DistrictId, gatewayId);
        await transaction.RecordAsync(caller, "message_gateway", gatewayId, "deleted", clock.Now(), null, new Change("gateway", ShownOf(gateway), null));
        await transaction.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<TestResult>, ProblemHttpResult>> TestAsync(
        long gatewayId, TestRequest request, Caller caller, Database database, ChannelDirectory channels, TimeProvider clock, CancellationToken cancellation)
    {
        MessageGateway? gateway;
        await using (var session = await database.OpenAsync(cancellation))
            gateway = await session.FindGatewayAsync(caller.DistrictId, gatewayId);
        if (gateway is null)
            return Problems.NotFound("message gateway");

        if (gateway.ParsedPayload.NeedsPhone && !Addresses.IsPhone(request.Phone))
            return Problems.Invalid("phone", Addresses.NoPhone.Replace("{PropertyValue}", request.Phone, StringComparison.Ordinal));

        await using var channel = channels.Open(gateway);
        var result = await channel.SendAsync(new OutgoingMessage
        {
            Address = request.Phone ?? "",
            UnitName = "督查室",
            Subject = "【测试】督查督办系统消息网关测试",
            Text = "这是一条测试消息，请忽略。",
            Html = "<p>这是一条测试消息，请忽略。</p>",
            MessageId = $"test-{gatewayId}-{clock.GetUtcNow().ToUnixTimeMilliseconds()}@{channels.Domain}",
        });
        return TypedResults.Created((string?)null, new TestResult(result.Outcome, result.Detail));
    }

    private static MessageGateway Patched(MessageGateway gateway, MergePatch<Patch> patch) => gateway with
    {
        Name = patch.Values.Name ?? gateway.Name,
        Url = patch.Values.Url ?? gateway.Url,
        Payload = patch.Has(nameof(Patch.Payload)) ? patch.Values.Payload ?? GatewayPayload.DefaultOf(gateway.Kind) : gateway.Payload,
        AuthHeader = patch.Has(nameof(Patch.Authorization)) ? patch.Values.Authorization : gateway.AuthHeader,
        SigningSecret = patch.Has(nameof(Patch.SigningSecret)) ? patch.Values.SigningSecret : gateway.SigningSecret,
        MaxCharacters = patch.Has(nameof(Patch.MaxCharacters)) ? patch.Values.MaxCharacters ?? DefaultCharacters(gateway.Kind) : gateway.MaxCharacters,
        Active = patch.Values.Active ?? gateway.Active,
    };

    private static Dictionary<string, string[]> FaultsOf(MessageGateway gateway, GatewayGuard guard)
    {
        var faults = new Dictionary<string, string[]>();
        if (gateway.Code is not { Length: > 0 and <= 40 } || !gateway.Code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_') || Reserved.Contains(gateway.Code))
            faults["code"] = [$"\"{gateway.Code}\" is no code; 1 to 40 characters a-z, 0-9 and _ are, but for {string.Join(" and ", Reserved)}."];
        if (string.IsNullOrWhiteSpace(gateway.Name) || gateway.Name.Length > 100)
            faults["name"] = ["1 to 100 characters are allowed."];
        if (gateway.Url.Length > MaxUrl)
            faults["url"] = [$"There are {gateway.Url.Length} characters; {MaxUrl} are allowed."];
        else if (guard.FaultOf(gateway.Url) is { } fault)
            faults["url"] = [fault];
        if (!GatewayPayload.TryParse(gateway.Payload, out _, out var error))
            faults["payload"] = [error];
        if (gateway.AuthHeader is { } authorization && (authorization.Length is 0 or > MaxSecret || authorization.Any(character => character is < ' ' or > '~')))
            faults["authorization"] = [$"1 to {MaxSecret} printable characters of ASCII are allowed."];
        if (gateway.SigningSecret is { Length: 0 or > MaxSecret })
            faults["signingSecret"] = [$"1 to {MaxSecret} characters are allowed."];
        if (gateway.MaxCharacters is < LeastCharacters or > MostCharacters)
            faults["maxCharacters"] = [$"{LeastCharacters} to {MostCharacters} are allowed."];
        return faults;
    }

    /// <summary>As much text as each takes in one message: 企业微信 2,048 bytes, 钉钉 20,000.</summary>
    private static int DefaultCharacters(GatewayKind kind) => kind switch
    {
        GatewayKind.Wecom => 600,
        GatewayKind.Dingtalk => 5_000,
        GatewayKind.Sms => 500,
        _ => 5_000,
    };

    /// <summary>What the history keeps: that there are secrets, not which.</summary>
    private static object ShownOf(MessageGateway gateway) => new
    {
        gateway.Code,
        gateway.Name,
        gateway.Kind,
        Address = AddressOf(gateway.Url),
        gateway.Payload,
        HasAuthorization = gateway.AuthHeader is not null,
        HasSigningSecret = gateway.SigningSecret is not null,
        gateway.MaxCharacters,
        gateway.Active,
    };

    /// <summary>Robots have their key behind the ?.</summary>
    private static string AddressOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Path) : "";

    private static GatewayView ViewOf(MessageGateway gateway) => new()
    {
        Id = gateway.Id,
        Etag = Preconditions.ETagOf(gateway.Version),
        Code = gateway.Code,
        Name = gateway.Name,
        Kind = gateway.Kind,
        Address = AddressOf(gateway.Url),
        Payload = gateway.Payload,
        NeedsPhone = gateway.ParsedPayload.NeedsPhone,
        HasAuthorization = gateway.AuthHeader is not null,
        HasSigningSecret = gateway.SigningSecret is not null,
        MaxCharacters = gateway.MaxCharacters,
        Active = gateway.Active,
        UpdatedAt = gateway.UpdatedAt,
    };
}
