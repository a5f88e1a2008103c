using TaskTracker.Platform;

namespace TaskTracker.Channels;

/// <summary>A gateway of a district: for short messages, 企业微信, 钉钉, or anything that takes JSON over HTTP.</summary>
internal sealed record MessageGateway
{
    public long Id { get; init; }

    public string DistrictId { get; init; } = "";

    /// <summary>Its name as a channel, e.g. <c>sms</c>.</summary>
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public GatewayKind Kind { get; init; }

    public string Url { get; init; } = "";

    public string Payload { get; init; } = "{}";

    public string? AuthHeader { get; init; }

    public string? SigningSecret { get; init; }

    public int MaxCharacters { get; init; }

    public bool Active { get; init; }

    public int Version { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public GatewayPayload ParsedPayload => GatewayPayload.TryParse(Payload, out var payload, out var error)
        ? payload
        : throw new InvalidOperationException($"The stored payload of gateway {Code} is none: {error}");
}

/// <summary>Reads and writes gateways; their secrets are stored as they are, since they are handed on.</summary>
internal static class GatewayStore
{
    public static async Task<IReadOnlyList<MessageGateway>> GatewaysOfAsync(this Session session, string districtId) =>
        [.. (await session.QueryAsync<Row>(SelectAll, new { DistrictId = districtId })).Select(row => row.ToGateway())];

    public static async Task<MessageGateway?> FindGatewayAsync(this Session session, string districtId, long id) =>
        (await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { DistrictId = districtId, Id = id }))?.ToGateway();

    /// <returns>The new id; null if the code is taken.</returns>
    public static Task<long?> InsertGatewayAsync(this Transaction transaction, MessageGateway gateway, DateTimeOffset now) =>
        transaction.QuerySingleOrDefaultAsync<long?>(Insert, Values(gateway, now));

    /// <returns>False if somebody else has changed it since it was read.</returns>
    public static async Task<bool> SaveGatewayAsync(this Transaction transaction, MessageGateway gateway, DateTimeOffset now) =>
        await transaction.ExecuteAsync(Update, Values(gateway, now)) == 1;

    public static Task DeleteGatewayAsync(this Transaction transaction, string districtId, long id) =>
        transaction.ExecuteAsync(Delete, new { DistrictId = districtId, Id = id });

    private static object Values(MessageGateway gateway, DateTimeOffset now) => new
    {
        gateway.Id,
        gateway.DistrictId,
        gateway.Code,
        gateway.Name,
        Kind = EnumNames.Of(gateway.Kind),
        gateway.Url,
        gateway.Payload,
        gateway.AuthHeader,
        gateway.SigningSecret,
        gateway.MaxCharacters,
        Active = gateway.Active ? 1 : 0,
        gateway.Version,
        Now = now,
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public string DistrictId { get; init; } = "";

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Url { get; init; } = "";

        public string Payload { get; init; } = "";

        public string? AuthHeader { get; init; }

        public string? SigningSecret { get; init; }

        public int MaxCharacters { get; init; }

        public int Active { get; init; }

        public int Version { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public MessageGateway ToGateway() => new()
        {
            Id = Id,
            DistrictId = DistrictId,
            Code = Code,
            Name = Name,
            Kind = EnumNames.Parse<GatewayKind>(Kind),
            Url = Url,
            Payload = Payload,
            AuthHeader = AuthHeader,
            SigningSecret = SigningSecret,
            MaxCharacters = MaxCharacters,
            Active = Active != 0,
            Version = Version,
            UpdatedAt = UpdatedAt,
        };
    }

    private const string Columns =
        "id, district_id, code, name, kind, url, payload, auth_header, signing_secret, max_characters, active, version, updated_at";

    private const string SelectAll = $"select {Columns} from message_gateways where district_id = @DistrictId order by id";

    private const string SelectOne = $"select {Columns} from message_gateways where district_id = @DistrictId and id = @Id";

    private const string Insert = """
        insert into message_gateways (district_id, code, name, kind, url, payload, auth_header, signing_secret, max_characters, active, created_at,
               updated_at)
        values (@DistrictId, @Code, @Name, @Kind, @Url, @Payload, @AuthHeader, @SigningSecret, @MaxCharacters, @Active, @Now, @Now)
            on conflict do nothing
        returning id
        """;

    private const string Update = """
        update message_gateways
           set name = @Name, url = @Url, payload = @Payload, auth_header = @AuthHeader, signing_secret = @SigningSecret,
               max_characters = @MaxCharacters, active = @Active, version = version + 1, updated_at = @Now
         where district_id = @DistrictId and id = @Id and version = @Version
        """;

    private const string Delete = "delete from message_gateways where district_id = @DistrictId and id = @Id";
}
