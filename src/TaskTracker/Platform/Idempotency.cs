using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TaskTracker.Core;

namespace TaskTracker.Platform;

/// <summary>Whose request it is, as far as the platform must know: its key, for idempotency and logs.</summary>
internal interface ICallerIdentity
{
    string DistrictId { get; }

    long KeyId { get; }
}

/// <summary>
/// Safe creation: a POST with an Idempotency-Key is done once. The answer is stored in the transaction of the change itself; the same key
/// and body get it again, another body 422, a request still under way 409. Kept for 24 hours.
/// </summary>
internal sealed class Idempotency(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";
    public const int MaxKey = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(2);
    private static readonly string[] StoredHeaders = ["Content-Type", "Location", "ETag"];

    public async Task InvokeAsync(HttpContext http, Database database, TimeProvider clock)
    {
        var key = http.Request.Headers[Header].ToString();
        if (!HttpMethods.IsPost(http.Request.Method) || key.Length == 0 || http.Features.Get<ICallerIdentity>() is not { } caller)
        {
            await next(http);
            return;
        }

        if (key.Length > MaxKey)
        {
            await Problems.Invalid(Header, $"The key is longer than {MaxKey} characters.").ExecuteAsync(http);
            return;
        }

        var row = new Row
        {
            DistrictId = caller.DistrictId,
            ApiKeyId = caller.KeyId,
            Key = key,
            RequestHash = await HashAsync(http),
            StartedAt = clock.Now(),
        };
        if (await ReserveAsync(database, row, http.RequestAborted) is { } stored)
            await ReplayAsync(http, row, stored);
        else
            await RunAsync(http, database, row);
    }

    private async Task RunAsync(HttpContext http, Database database, Row row)
    {
        var body = http.Response.Body;
        await using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        database.DefersCommit = true;
        var done = false;
        try
        {
            await next(http);
            if (http.Response.StatusCode < StatusCodes.Status300MultipleChoices && database.Pending is { } transaction)
            {
                await transaction.ExecuteAsync(Complete, row with
                {
                    Status = http.Response.StatusCode,
                    Headers = JsonSerializer.Serialize(StoredHeaders.Where(http.Response.Headers.ContainsKey)
                        .ToDictionary(name => name, name => http.Response.Headers[name].ToString())),
                    Body = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length),
                });
                await database.CompleteAsync();
                done = true;
            }
        }
        finally
        {
            database.DefersCommit = false;
            http.Response.Body = body;
            if (!done)
            {
                await database.DisposeAsync();
                await using var session = await database.OpenAsync(CancellationToken.None);
                await session.ExecuteAsync(Forget, row);
            }
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(body, http.RequestAborted);
    }

    private static async Task<Row?> ReserveAsync(Database database, Row row, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        await transaction.ExecuteAsync(ForgetOld, new { Before = row.StartedAt - Kept });
        await transaction.ExecuteAsync(ForgetAbandoned, new { row.DistrictId, row.ApiKeyId, row.Key, Before = row.StartedAt - AbandonedAfter });
        var reserved = await transaction.ExecuteAsync(Reserve, row) == 1;
        var stored = reserved ? null : await transaction.QuerySingleOrDefaultAsync<Row>(Select, row);
        await transaction.CommitAsync();
        return stored;
    }

    private static async Task ReplayAsync(HttpContext http, Row row, Row stored)
    {
        if (stored.RequestHash != row.RequestHash)
        {
            await new Refusal("idempotency-key-reused", "This Idempotency-Key was used for another request; take a new one.").ToProblem(422).ExecuteAsync(http);
        }
        else if (stored.Status is not { } status)
        {
            await new Refusal("idempotency-in-progress", "The first request with this Idempotency-Key is still under way.").ToProblem(409).ExecuteAsync(http);
        }
        else
        {
            http.Response.StatusCode = status;
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(stored.Headers!)!)
                http.Response.Headers[name] = value;
            await http.Response.WriteAsync(stored.Body!, http.RequestAborted);
        }
    }

    private static async Task<string> HashAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Path}{http.Request.QueryString}\n"));
        var buffer = new byte[81_920];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            hash.AppendData(buffer, 0, read);

        http.Request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Row
    {
        public string DistrictId { get; init; } = "";

        public long ApiKeyId { get; init; }

        public string Key { get; init; } = "";

        public string RequestHash { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public int? Status { get; init; }

        public string? Headers { get; init; }

        public string? Body { get; init; }
    }

    private const string ForgetOld = "delete from idempotency_keys where started_at < @Before";

    private const string ForgetAbandoned = """
        delete from idempotency_keys
         where district_id = @DistrictId and api_key_id = @ApiKeyId and key = @Key and status is null and started_at < @Before
        """;

    private const string Reserve = """
        insert into idempotency_keys (district_id, api_key_id, key, request_hash, started_at)
        values (@DistrictId, @ApiKeyId, @Key, @RequestHash, @StartedAt)
            on conflict do nothing
        """;

    private const string Select = """
        select district_id, api_key_id, key, request_hash, started_at, status, headers, body
          from idempotency_keys
         where district_id = @DistrictId and api_key_id = @ApiKeyId and key = @Key
        """;

    private const string Complete = """
        update idempotency_keys
           set status = @Status, headers = @Headers, body = @Body
         where district_id = @DistrictId and api_key_id = @ApiKeyId and key = @Key
        """;

    private const string Forget = """
        delete from idempotency_keys
         where district_id = @DistrictId and api_key_id = @ApiKeyId and key = @Key
        """;
}
