using BenchmarkDotNet.Attributes;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Documents;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Benchmarks;

/// <summary>A draft of 2,000 items is made into records, on SQLite on a real disk.</summary>
public class ConfirmationBenchmark
{
    private const int Items = 2_000;
    private const string Words = "完善重点区域环境治理长效机制落实网格化管理要求组织开展专项检查推进基础设施建设提升公共服务水平加强宣传引导强化督促考核";
    private static readonly DateTimeOffset Now = new(2018, 7, 5, 1, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("tasktracker-confirmation-").FullName;
    private DatabaseConnections connections = null!;
    private string district = "";
    private long document;
    private int documents;

    [GlobalSetup]
    public async Task CreateAsync()
    {
        connections = new DatabaseConnections(new DatabaseSettings(
            DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "benchmark.db")}", MigrateOnStart: true));
        await new Migrator(connections, TimeProvider.System).ApplyAsync(CancellationToken.None);
        await using var database = new Database(connections);
        await database.SeedUnitsAsync(Now, CancellationToken.None);
        await using var session = await database.OpenAsync(CancellationToken.None);
        district = (await session.QueryAsync<string>("select code from districts order by code")).First();
    }

    [GlobalCleanup]
    public async Task DeleteAsync()
    {
        await connections.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A new draft for every run: one that is confirmed makes nothing again.</summary>
    [IterationSetup]
    public void Upload() => UploadAsync().GetAwaiter().GetResult();

    [Benchmark]
    public async Task<int> Confirm_2000_items()
    {
        await using var database = new Database(connections);
        await using var transaction = await database.BeginAsync(CancellationToken.None);
        var stored = await transaction.LockDocumentAsync(district, document);
        var result = await transaction.ConfirmAsync(district, "benchmark", stored!, applyDefaultDeadlines: false, Now);
        await transaction.CommitAsync();
        return result.Created == Items ? result.Created : throw new InvalidOperationException($"{result.Created} records instead of {Items}.");
    }

    private async Task UploadAsync()
    {
        var number = ++documents;
        await using var database = new Database(connections);
        await using var transaction = await database.BeginAsync(CancellationToken.None);
        document = (await transaction.StoreAsync(district, "benchmark", DraftOf(number), "", Now)).IsAccepted(out var stored, out var refusal)
            ? stored.Id
            : throw new InvalidOperationException(refusal.Reason);
        await transaction.CommitAsync();
    }

    private static Draft DraftOf(int number) => new()
    {
        Source = new DraftSource("benchmark.txt", $"{number:x64}", Items, Items * 100),
        Findings = [],
        Documents =
        [
            new DraftDocument
            {
                Number = $"〔2018〕{number}号",
                Title = "重点任务",
                LineStart = 1,
                LineEnd = Items,
                Findings = [],
                Lists =
                [
                    new DraftList
                    {
                        Title = "任务清单",
                        Kind = ListKind.Tasks,
                        Layout = "tabbed-table",
                        LineStart = 1,
                        LineEnd = Items,
                        Findings = [],
                        Items = [.. Enumerable.Range(1, Items).Select(ItemOf)],
                    },
                ],
            },
        ],
    };

    private static DraftItem ItemOf(int ordinal) => new()
    {
        Ordinal = ordinal,
        No = $"{ordinal}",
        Task = $"任务{ordinal}",
        // About a hundred characters, in another order each time, as in a gazette.
        Text = Words[(ordinal % Words.Length)..] + Words[..(ordinal % Words.Length)] + ordinal + Words[(ordinal * 7 % Words.Length)..],
        LeadUnits = ["区甲局"],
        PartnerUnits = ["区乙局", "区丙局", "各街道"],
        Deadline = new Deadline { Kind = DeadlineKind.YearEnd, Date = new DateOnly(2018, 12, 31), PrintedText = "2018年底前" },
        LineStart = ordinal,
        LineEnd = ordinal,
    };
}
