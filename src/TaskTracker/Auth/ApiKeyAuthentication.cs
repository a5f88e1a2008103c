using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>Reads <c>Authorization: Bearer ttk_…</c>, finds the key by its digest and says who calls.</summary>
internal sealed partial class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Database database, TimeProvider clock,
    WrongKeys wrongKeys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    /// <summary>Last use is shown to the hour, so that reading does not write each time.</summary>
    private static readonly TimeSpan LastUseStep = TimeSpan.FromHours(1);

    private (string Code, string Detail) _failure = ("unauthorized", "Send a key: Authorization: Bearer ttk_…");

    /// <summary>How long the caller's address must wait, once it has sent too many wrong keys.</summary>
    private TimeSpan? _wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header))
            return AuthenticateResult.NoResult();

        if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || header.Parameter is not { Length: > 0 } secret)
            return Failed("unauthorized", "Authorization must be: Bearer ttk_…");

        await using var session = await database.OpenAsync(Context.RequestAborted);
        var key = await session.QuerySingleOrDefaultAsync<KeyRow>(SelectKey, new { Hash = ApiKey.HashOf(secret) });
        var now = clock.Now();
        if (key is null)
            return Wrong("key-unknown", "This key is not known here.");

        if (key.RevokedAt is not null)
            return Wrong("key-revoked", "This key was revoked.");

        if (key.ExpiresAt <= now)
            return Wrong("key-expired", $"This key expired at {key.ExpiresAt:O}.");

        var units = key.UnitId is { } unit
            ? await session.PartiesOfAsync(key.DistrictId, unit, BeijingTime.DateOf(now))
            : [];
        Context.Features.Set<ICallerIdentity>(new Caller
        {
            KeyId = key.Id,
            DistrictId = key.DistrictId,
            UnitId = key.UnitId,
            Actor = new Actor(EnumNames.Parse<Role>(key.Role), units.ToHashSet()) { UnitId = key.UnitId },
        });
        if (key.LastUsedAt is null || now - key.LastUsedAt >= LastUseStep)
            await ShowUseAsync(session, key, now);

        var claims = new ClaimsIdentity([new Claim(ClaimTypes.Role, key.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(claims), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
        {
            await wrongKeys.SlowDownAsync(Context.RequestAborted);
            await Rates.RefuseAsync(Context, wait, "Too many wrong keys came from this address; the header Retry-After says when to go on. Valid keys are answered.");
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await Problems.Of(StatusCodes.Status401Unauthorized, _failure.Code, _failure.Detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(StatusCodes.Status403Forbidden, "role-not-allowed", "The role of this key does not allow this.").ExecuteAsync(Context);

    private AuthenticateResult Wrong(string code, string detail)
    {
        _wait = wrongKeys.Count(Context.Connection.RemoteIpAddress);
        return Failed(code, detail);
    }

    private AuthenticateResult Failed(string code, string detail)
    {
        _failure = (code, detail);
        return AuthenticateResult.Fail(detail);
    }

    /// <summary>A database that cannot be written must not keep a caller from reading.</summary>
    private async Task ShowUseAsync(Session session, KeyRow key, DateTimeOffset now)
    {
        try
        {
            await session.ExecuteAsync(UpdateLastUse, new { key.DistrictId, key.Id, LastUsedAt = now });
        }
        catch (System.Data.Common.DbException exception)
        {
            Log.LastUseNotStored(Logger, exception, key.Id);
        }
    }

    private sealed record KeyRow
    {
        public long Id { get; init; }

        public string DistrictId { get; init; } = "";

        public string Role { get; init; } = "";

        public long? UnitId { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The last use of key {KeyId} could not be stored")]
        public static partial void LastUseNotStored(ILogger logger, Exception exception, long keyId);
    }

    private const string SelectKey = """
        select id, district_id, role, unit_id, expires_at, revoked_at, last_used_at
          from api_keys
         where hash = @Hash
        """;

    private const string UpdateLastUse = "update api_keys set last_used_at = @LastUsedAt where district_id = @DistrictId and id = @Id";
}
