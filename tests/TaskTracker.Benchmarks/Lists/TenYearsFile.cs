using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Documents;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Units;

namespace TaskTracker.Benchmarks.Lists;

/// <summary>
/// The SQLite file with ten years of a district in it. Rows are written as the service writes them, but many at once and before the
/// indexes, which are put back at the end; the lights are the service's own.
/// </summary>
internal static class TenYearsFile
{
    public const string District = "xicheng";

    /// <summary>The day on which the district is looked at.</summary>
    public static readonly DateOnly Today = new(2025, 10, 15);

    private const string Actor = "benchmark";

    public static DatabaseConnections Connect(string path) =>
        new(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={path}", MigrateOnStart: true));

    /// <summary>Makes the file if it is not there; a seeding that was broken off leaves none.</summary>
    public static async Task EnsureAsync(string path)
    {
        if (File.Exists(path))
            return;

        var started = Stopwatch.StartNew();
        var unfinished = path + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(unfinished);
        await using (var connections = Connect(unfinished))
        {
            await new Migrator(connections, TimeProvider.System).ApplyAsync(CancellationToken.None);
            await using (var database = new Database(connections))
                await database.SeedUnitsAsync(Noon(Today), CancellationToken.None);
            await using (var connection = await connections.OpenAsync(CancellationToken.None))
                await FillAsync(connection, started);
            await RelightAsync(connections);
        }

        SqliteConnection.ClearAllPools();
        File.Move(unfinished, path);
        Console.WriteLine($"{started.Elapsed.TotalSeconds,6:0} s  {new FileInfo(path).Length >> 20} MB in {path}");
    }

    private static async Task FillAsync(DbConnection connection, Stopwatch started)
    {
        await connection.ExecuteAsync("pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -500000; pragma temp_store = memory");
        var indexes = (await connection.QueryAsync<(string Name, string Sql)>("select name, sql from sqlite_master where type = 'index' and sql is not null")).ToList();
        foreach (var (name, _) in indexes)
            await connection.ExecuteAsync($"drop index {name}");

        var units = (await connection.QueryAsync<SeededUnit>(
            "select id, name from units where district_id = @District and successor_id is null order by case kind when 'group' then 200 else 0 end + id * 7919 % 1009",
            new { District })).ToList();
        var grams = await WriteTasksAsync(connection, new TenYears(units, Today));
        Console.WriteLine($"{started.Elapsed.TotalSeconds,6:0} s  {TenYears.Tasks} tasks");
        foreach (var (gram, ids) in grams.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            await connection.ExecuteAsync(
                "insert into task_grams (district_id, gram, task_id) select @District, @Gram, value from json_each(@Ids)",
                new { District, Gram = gram, Ids = $"[{string.Join(',', ids)}]" });
        }

        Console.WriteLine($"{started.Elapsed.TotalSeconds,6:0} s  {grams.Sum(pair => (long)pair.Value.Count)} pairs of characters");
        foreach (var sql in TenYearsRecords.All)
            await connection.ExecuteAsync(sql, new { District, Today = Text(Today) });
        Console.WriteLine($"{started.Elapsed.TotalSeconds,6:0} s  {await connection.QuerySingleAsync<long>("select count(*) from progress_reports")} reports and the other records");
        foreach (var (_, sql) in indexes)
            await connection.ExecuteAsync(sql);
        Console.WriteLine($"{started.Elapsed.TotalSeconds,6:0} s  {indexes.Count} indexes");
    }

    private static async Task<Dictionary<string, List<long>>> WriteTasksAsync(DbConnection connection, TenYears years)
    {
        var grams = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var lists in years.Lists().Chunk(2))
        {
            await WriteDocumentAsync(connection, lists);
            foreach (var task in lists.SelectMany(list => list.Tasks))
            {
                var searchText = SearchText.Fold([task.Title, task.Measure, .. task.Units.Select(unit => unit.Name)]);
                await connection.ExecuteAsync(TenYearsRows.InsertTask, RowOf(task, lists[0].Id, searchText));
                await connection.ExecuteAsync(TenYearsRows.InsertUnit, task.Units.Select((unit, index) => new
                {
                    District,
                    TaskId = task.Id,
                    Ordinal = index + 1,
                    Role = EnumNames.Of(unit.Role),
                    unit.Name,
                    unit.UnitId,
                    IsFirst = unit.First ? 1 : 0,
                }));
                await connection.ExecuteAsync(TenYearsRows.InsertMilestone, task.Milestones.Select((milestone, index) => new
                {
                    District,
                    TaskId = task.Id,
                    Ordinal = index + 1,
                    milestone.Text,
                    DueOn = milestone.Date,
                    // Whoever closes a task seldom ticks off what led there.
                    DoneOn = task.Id % 3 == 0 && milestone.Date < task.UpdatedOn ? milestone.Date : null,
                }));
                foreach (var gram in SearchText.GramsOf(searchText))
                {
                    if (!grams.TryGetValue(gram, out var ids))
                        grams[gram] = ids = [];
                    ids.Add(task.Id);
                }
            }
        }

        await transaction.CommitAsync();
        return grams;
    }

    private static object RowOf(TenYears.Task task, long documentOfParts, string searchText) => new
    {
        District,
        task.Id,
        task.ListId,
        DocumentId = task.ParentId is null ? (documentOfParts + 1) / 2 : (long?)null,
        task.ParentId,
        Level = task.ParentId is null ? 1 : 2,
        Origin = task.ParentId is null ? "gazette" : "breakdown",
        task.Ordinal,
        No = $"{task.Ordinal}",
        task.Title,
        task.Measure,
        Kind = EnumNames.Of(task.Kind),
        task.Deadline,
        DeadlineText = task.Deadline is { } deadline ? $"{deadline:yyyy年M月d日}前" : null,
        task.DueOn,
        task.DueOrder,
        State = EnumNames.Of(task.State),
        task.Percent,
        task.HandedInOn,
        Outcome = task.Outcome is { } outcome ? EnumNames.Of(outcome) : null,
        task.CompletedOn,
        ClosedAt = task.ClosedOn is { } closed ? Noon(closed) : (DateTimeOffset?)null,
        task.SuspendedOn,
        WasLate = task.WasLate ? 1 : 0,
        task.Extensions,
        Forecast = task.Forecast is { } forecast ? EnumNames.Of(forecast) : null,
        ForecastSince = task.Forecast is null ? (DateOnly?)null : task.UpdatedOn,
        ForecastReason = task.Forecast is null ? null : "前期手续尚未办结。",
        MovedOn = task.UpdatedOn,
        SourceKey = task.ParentId is null ? $"{task.Id:x40}" : null,
        SearchText = searchText,
        CreatedAt = Noon(task.CreatedOn),
        UpdatedAt = Noon(task.UpdatedOn).AddSeconds(task.Id % 20_000),
        Milestones = Json.Write(task.Milestones),
    };

    private static async Task WriteDocumentAsync(DbConnection connection, TenYears.List[] lists)
    {
        var (id, year) = ((lists[0].Id + 1) / 2, lists[0].Year);
        var draft = new DraftDocument
        {
            Number = $"西政发〔{year}〕{id}号",
            Title = $"北京市西城区人民政府关于{lists[0].Title}的通知",
            Issuer = "北京市西城区人民政府",
            SignedOn = lists[0].Created,
            LineStart = 1,
            LineEnd = 5_000,
            Findings = [],
            Lists = [.. lists.Select(list => new DraftList
            {
                Title = list.Title, Kind = ListKind.Tasks, Layout = "tabbed-table", Year = list.Year, LineStart = 1, LineEnd = 5_000, Findings = [], Items = [],
            })],
        };
        await connection.ExecuteAsync(TenYearsRows.InsertDocument, new
        {
            District,
            Id = id,
            File = $"{year}-{id}.txt",
            Sha = $"{id:x64}",
            Draft = Json.Write(new Draft { Source = new DraftSource($"{year}-{id}.txt", $"{id:x64}", 5_000, 200_000), Documents = [draft], Findings = [] }),
            Text = string.Concat(lists.SelectMany(list => list.Tasks).Select(task => $"{task.Ordinal}\t{task.Title}\t{task.Measure}\n")),
            At = Noon(lists[0].Created),
            draft.Number,
            draft.Title,
            draft.Issuer,
            draft.SignedOn,
            Key = EntryKeys.OfDocument(draft),
            TitleKey = EntryKeys.OfTitle(draft.Title),
        });
        foreach (var (index, list) in lists.Index())
        {
            await connection.ExecuteAsync(TenYearsRows.InsertList, new
            {
                District,
                list.Id,
                DocumentId = id,
                list.Title,
                list.Year,
                Key = EntryKeys.OfList(draft, index),
                At = Noon(list.Created),
                list.Reporting,
                list.CollectingUnitId,
            });
            await connection.ExecuteAsync(TenYearsRows.InsertItem, list.Tasks.Where(task => task.ParentId is null).Select(task => new
            {
                District,
                DocumentId = id,
                ListIndex = index,
                task.Ordinal,
                Item = Json.Write(ItemOf(task)),
                PrintedWords = StoredItem.WordsOf(ItemOf(task)),
                WordsKey = EntryKeys.OfWords(ItemOf(task)),
                TaskId = task.Id,
                At = Noon(list.Created),
            }));
        }
    }

    private static DraftItem ItemOf(TenYears.Task task) => new()
    {
        Ordinal = task.Ordinal,
        No = $"{task.Ordinal}",
        Task = task.Title,
        Text = task.Measure,
        LeadUnits = [.. task.Units.Where(unit => unit.Role is ParticipationRole.Lead).Select(unit => unit.Name)],
        PartnerUnits = [.. task.Units.Where(unit => unit.Role is ParticipationRole.Partner).Select(unit => unit.Name)],
        Deadline = new Deadline { Kind = task.Kind, Date = task.Deadline, PrintedText = task.Deadline is { } deadline ? $"{deadline:yyyy年M月d日}前" : null },
        LineStart = task.Ordinal,
        LineEnd = task.Ordinal,
        Findings = task.Ordinal % 9 == 0 ? [new Finding { Code = FindingCodes.NumberRepeated, Message = "The number stands twice.", LineStart = task.Ordinal, LineEnd = task.Ordinal }] : [],
    };

    private static async Task RelightAsync(DatabaseConnections connections)
    {
        await using var database = new Database(connections);
        await using var transaction = await database.BeginAsync(CancellationToken.None);
        long[] ids = [.. await transaction.QueryAsync<long>("select id from tasks where district_id = @District", new { District })];
        await TaskLights.RelightAsync(transaction, District, Today, ids);
        await transaction.CommitAsync();
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero);

    private static string Text(DateOnly day) => $"{day:yyyy-MM-dd}";
}
