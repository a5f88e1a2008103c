using TaskTracker.Platform;

namespace TaskTracker.Evidence;

/// <summary>
/// Removes what is left of uploads that never became evidence: refused, broken off, or cut short by a crash. It looks only at uploads that
/// were announced a day ago and did not arrive, so it costs what there is to clear, however many files are kept.
/// </summary>
internal sealed partial class ClearAbandonedUploads(Database database, EvidenceFiles files, TimeProvider clock, ILogger<ClearAbandonedUploads> logger) : IRecurringJob
{
    private const int Limit = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await ClearAsync(cancellation) == Limit)
            cancellation.ThrowIfCancellationRequested();
    }

    private async Task<int> ClearAsync(CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        Upload[] abandoned = [.. await session.QueryAsync<Upload>(Select, new { Before = clock.Now() - Patience, Limit })];
        foreach (var upload in abandoned)
        {
            files.Remove(upload.StorageKey);
            await session.ExecuteAsync(Delete, upload);
        }

        if (abandoned.Length > 0)
            Log.Cleared(logger, abandoned.Length);
        return abandoned.Length;
    }

    private sealed record Upload
    {
        public string DistrictId { get; init; } = "";

        public string StorageKey { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} abandoned uploads of evidence were cleared away")]
        public static partial void Cleared(ILogger logger, int count);
    }

    private const string Select = """
        select district_id, storage_key
          from evidence_uploads
         where started_at < @Before
         order by started_at
         limit @Limit
        """;

    private const string Delete = "delete from evidence_uploads where district_id = @DistrictId and storage_key = @StorageKey";
}
