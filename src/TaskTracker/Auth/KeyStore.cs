using TaskTracker.Audit;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>Makes, lists and revokes keys.</summary>
internal static class KeyStore
{
    /// <summary>A key as it may be shown.</summary>
    public sealed record KeyInfo
    {
        public long Id { get; init; }

        public string DistrictId { get; init; } = "";

        public string Role { get; init; } = "";

        public string? UnitName { get; init; }

        public string Name { get; init; } = "";

        public string Prefix { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }
    }

    /// <returns>The number of the key and its secret, which is stored nowhere.</returns>
    public static async Task<(long Id, string Secret)> CreateKeyAsync(
        this Transaction transaction, string districtId, Role role, long? unitId, string name, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var secret = ApiKey.NewSecret();
        var id = await transaction.QuerySingleAsync<long>(Insert, new
        {
            DistrictId = districtId,
            Role = EnumNames.Of(role),
            UnitId = unitId,
            Name = name,
            Prefix = ApiKey.VisibleOf(secret),
            Hash = ApiKey.HashOf(secret),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        });
        await transaction.RecordAsync(districtId, "command_line", "api_key", id, "created", now, null, [new Change("role", null, EnumNames.Of(role))]);
        return (id, secret);
    }

    public static async Task<IReadOnlyList<KeyInfo>> ListKeysAsync(this Session session) => [.. await session.QueryAsync<KeyInfo>(SelectAll)];

    /// <returns>False if there is no such key, or it is revoked already.</returns>
    public static async Task<bool> RevokeKeyAsync(this Transaction transaction, long id, DateTimeOffset now)
    {
        if (await transaction.QuerySingleOrDefaultAsync<string>(Revoke, new { Id = id, Now = now }) is not { } districtId)
            return false;

        await transaction.RecordAsync(districtId, "command_line", "api_key", id, "revoked", now, null, []);
        return true;
    }

    private const string Insert = """
        insert into api_keys (district_id, role, unit_id, name, prefix, hash, created_at, expires_at)
        values (@DistrictId, @Role, @UnitId, @Name, @Prefix, @Hash, @CreatedAt, @ExpiresAt)
        returning id
        """;

    private const string SelectAll = """
        select k.id, k.district_id, k.role, u.name as unit_name, k.name, k.prefix, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
          from api_keys k
          left join units u on u.district_id = k.district_id and u.id = k.unit_id
         order by k.id
        """;

    private const string Revoke = """
        update api_keys
           set revoked_at = @Now
         where id = @Id and revoked_at is null
        returning district_id
        """;
}
