using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Jobs;

/// <summary>
/// What a browser carries after an admin signed in to the dashboard: the key's number and an end, sealed with the stored digest of the key. It
/// opens the dashboard alone, on every instance, ends by itself, and at once when the key is revoked or has expired.
/// </summary>
internal static class DashboardPass
{
    public const string CookieName = "tasktracker-jobs";
    private static readonly TimeSpan Validity = TimeSpan.FromHours(8);

    /// <returns>The pass for an admin's key; null for any other, or one that is not valid.</returns>
    public static async Task<string?> IssueAsync(this Session session, string secret, DateTimeOffset now)
    {
        var key = await session.QuerySingleOrDefaultAsync<KeyRow>(SelectByHash, new { Hash = ApiKey.HashOf(secret) });
        if (key?.IsAdminOn(now) != true)
            return null;

        var end = (now + Validity).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{key.Id}.{end}.{SealOf(key, end)}");
    }

    /// <returns>Whether the pass was issued here and its key is still an admin's.</returns>
    public static async Task<bool> AcceptAsync(this Session session, string? pass, DateTimeOffset now)
    {
        if (pass?.Split('.') is not [var number, var until, var seal]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || end <= now.ToUnixTimeSeconds())
        {
            return false;
        }

        var key = await session.QuerySingleOrDefaultAsync<KeyRow>(SelectById, new { Id = id });
        return key?.IsAdminOn(now) == true
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SealOf(key, end)), Encoding.ASCII.GetBytes(seal));
    }

    private static string SealOf(KeyRow key, long end) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.ASCII.GetBytes(key.Hash), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CookieName}.{key.Id}.{end}"))));

    private sealed record KeyRow
    {
        public long Id { get; init; }

        public string Role { get; init; } = "";

        public string Hash { get; init; } = "";

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public bool IsAdminOn(DateTimeOffset now) => Role == EnumNames.Of(Core.Tasks.Role.Admin) && RevokedAt is null && ExpiresAt > now;
    }

    private const string SelectByHash = "select id, role, hash, expires_at, revoked_at from api_keys where hash = @Hash";

    private const string SelectById = "select id, role, hash, expires_at, revoked_at from api_keys where id = @Id";
}
