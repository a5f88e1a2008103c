using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Benchmarks.Lists;

/// <summary>
/// How long each list takes over HTTP with 100,000 tasks and 1,000,000 reports on SQLite, for the supervision office, a busy unit and a
/// quiet one; the first page, and one far behind it:
/// <c>dotnet run -c Release --project tests/TaskTracker.Benchmarks -- lists [--only=TEXT] [--rounds=N] [--file=PATH] [--drawn=N] [--statements=true]</c>.
/// With <c>--drawn</c> instead N combinations of two filters and an order, for each caller; with <c>--statements</c> at the end where the time of
/// each request goes.
/// The first run makes the file, which takes some minutes and 2 GB; it is used again, and brought up to the current migrations.
/// </summary>
internal static class ListFigures
{
    private const int DeepPages = 40, Limit = 20, OnceIsEnough = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Callers = ["office", "busy unit", "quiet unit"];

    public static async Task RunAsync(IConfiguration options)
    {
        var file = Path.GetFullPath(options["file"] ?? "artifacts/benchmarks/ten-years.db");
        await TenYearsFile.EnsureAsync(file);
        await using var app = Build(file);
        await app.Services.GetRequiredService<Migrator>().ApplyAsync(CancellationToken.None);
        await app.StartAsync();
        var named = await FindAsync(app.Services.GetRequiredService<DatabaseConnections>());
        var clients = await ClientsAsync(app, named);
        var only = options["only"] ?? "";
        var all = options.GetValue("drawn", 0) is > 0 and var count ? Drawn(named, count) : await RequestsAsync(clients, named);
        var requests = all.Where(request => $"{request.Caller}: {request.Path}".Contains(only, StringComparison.Ordinal)).ToList();
        Console.WriteLine($"{requests.Count} requests, SQLite, {TenYears.Tasks} tasks");
        var times = requests.ToDictionary(request => request, _ => new List<Took>());
        // Round after round, so that no list has the caches to itself; the first is for the compiler.
        for (var round = 0; round <= options.GetValue("rounds", 11); round++)
        {
            foreach (var request in requests.Where(request => !times[request].Exists(took => took.Clock > OnceIsEnough)))
            {
                var took = await TimeAsync(clients[request.Caller], request);
                if (took.Clock > OnceIsEnough)
                    Console.WriteLine($"{took.Clock,8:0}  {request.Caller}: {request.Path}");
                if (round > 0 || took.Clock > OnceIsEnough)
                    times[request].Add(took);
            }
        }

        Print(times);
        if (options.GetValue("statements", false))
            await PrintStatementsAsync(clients, requests);
        foreach (var client in clients.Values)
            client.Dispose();
    }

    private static WebApplication Build(string file) => Service.Build([], builder =>
    {
        builder.Environment.EnvironmentName = "Testing";
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Default"] = $"Data Source={file}",
            ["Jobs:Enabled"] = "false",
        });
        builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(TimeProvider.System, new(TenYearsFile.Today.ToDateTime(new TimeOnly(10, 0)), BeijingTime.Offset)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
    });

    private static async Task<Dictionary<string, HttpClient>> ClientsAsync(WebApplication app, Named named)
    {
        var clients = new Dictionary<string, HttpClient>();
        await using var database = new Database(app.Services.GetRequiredService<DatabaseConnections>());
        await using var transaction = await database.BeginAsync(CancellationToken.None);
        foreach (var (caller, role, unit) in Callers.Zip([Role.Supervisor, Role.Coordinator, Role.Coordinator], new long?[] { null, named.BusyUnit, named.QuietUnit }))
        {
            var now = app.Services.GetRequiredService<TimeProvider>().Now();
            var (_, secret) = await transaction.CreateKeyAsync(TenYearsFile.District, role, unit, "benchmark", now.AddYears(1), now);
            clients[caller] = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/"), Timeout = Patience };
            clients[caller].DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        await transaction.CommitAsync();
        return clients;
    }

    private static async Task<List<Request>> RequestsAsync(Dictionary<string, HttpClient> clients, Named named)
    {
        var requests = new List<Request>();
        foreach (var caller in Callers)
        {
            var paths = ListRequests.ForAll(named);
            if (caller != "quiet unit")
                paths = paths.Concat(ListRequests.BelowTask(named));
            if (caller == "office")
                paths = paths.Concat(ListRequests.ForOffice(named));
            requests.AddRange(paths.Select(path => new Request(caller, path, path, "")));
            requests.AddRange(ListRequests.Counted().Select(path => new Request(caller, path, path, "counted")));
            requests.AddRange(ListRequests.Numbers(named).Select(path => new Request(caller, path, path, "no list")));
            foreach (var path in new[] { "tasks", "tasks?sort=due", "tasks?sort=-updated", "tasks?open=true&sort=due", "tasks?q=建设", "report-obligations", "report-obligations?state=missing", "missing-receipts", "notifications", "reminders", "tasks/90001/history" })
            {
                if (await DeepAsync(clients[caller], path) is { } deep)
                    requests.Add(new Request(caller, path, deep, "deep"));
            }
        }

        return requests;
    }

    private static IEnumerable<Request> Drawn(Named named, int count) =>
        Callers.SelectMany(caller => ListRequests.Drawn(named, count).Select(path => new Request(caller, path, path, "")));

    /// <summary>A page some thousands of rows behind the first; null if there is none.</summary>
    private static async Task<string?> DeepAsync(HttpClient client, string path)
    {
        var next = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=200";
        for (var page = 0; page < DeepPages; page++)
        {
            using var response = await client.GetAsync(next);
            if (!response.IsSuccessStatusCode)
                return null;

            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            if (!body.RootElement.TryGetProperty("next", out var link))
                return null;

            next = link.GetString()!.Replace("limit=200", "limit=50", StringComparison.Ordinal);
            if (page < DeepPages - 1)
                next = next.Replace("limit=50", "limit=200", StringComparison.Ordinal);
        }

        return next;
    }

    private static async Task<Took> TimeAsync(HttpClient client, Request request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Address);
        if (request.Kind == "counted")
            message.Headers.Add("Prefer", "return=total-count");
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        try
        {
            using var response = await client.SendAsync(message);
            var took = new Took(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - worked).TotalMilliseconds);
            return response.IsSuccessStatusCode
                ? took
                : throw new InvalidOperationException($"{request.Caller}: {request.Address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        catch (TaskCanceledException)
        {
            return new Took(Patience.TotalMilliseconds, Patience.TotalMilliseconds);
        }
    }

    private static async Task PrintStatementsAsync(Dictionary<string, HttpClient> clients, IReadOnlyList<Request> requests)
    {
        using var statements = new StatementTimes();
        foreach (var request in requests)
        {
            statements.Forget();
            await TimeAsync(clients[request.Caller], request);
            Console.WriteLine($"{request.Caller}: {request.Path}");
            statements.Print(Stopwatch.GetTimestamp());
        }
    }

    private static void Print(Dictionary<Request, List<Took>> times)
    {
        Console.WriteLine($"{"median",8} {"p95",8} {"max",8} {"cpu",8}  milliseconds");
        foreach (var (request, taken) in times)
        {
            List<double> clock = [.. taken.Select(took => took.Clock).Order()];
            Console.WriteLine(
                $"{Median(clock),8:0.0} {clock[Math.Min(clock.Count * 95 / 100, clock.Count - 1)],8:0.0} {clock[^1],8:0.0} {Median(taken.Select(took => took.Cpu)),8:0.0}  "
                + $"{(Median(clock) > Limit ? "SLOW " : "")}{request.Caller}: {request.Path}{(request.Kind == "" ? "" : $" ({request.Kind})")}");
        }

        List<double> lists = [.. times.Where(pair => pair.Key.Kind is "" or "deep").Select(pair => Median(pair.Value.Select(took => took.Clock))).Order()];
        if (lists.Count > 0)
            Console.WriteLine($"{lists.Count} lists: median of the medians {Median(lists):0.0} ms, slowest {lists[^1]:0.0} ms, {lists.Count(median => median > Limit)} above {Limit} ms");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is { } sorted ? sorted[sorted.Length / 2] : 0;

    private static async Task<Named> FindAsync(DatabaseConnections connections)
    {
        await using var database = new Database(connections);
        await using var session = await database.OpenAsync(CancellationToken.None);
        return await session.QuerySingleAsync<Named>(SelectNamed, new { TenYearsFile.District, Task = TenYearsRecords.MuchHappened });
    }

    /// <summary>By the clock, and what the processors worked for it meanwhile: on a busy machine the two differ.</summary>
    private readonly record struct Took(double Clock, double Cpu);

    /// <summary>One request of one caller.</summary>
    private sealed record Request(string Caller, string Path, string Address, string Kind);

    private const string SelectNamed = """
        with seen (unit_id, tasks) as (
            select u.id, count(*)
              from units u join task_units t on t.district_id = u.district_id and t.unit_id = u.id
             where u.district_id = @District and u.kind <> 'group'
             group by u.id)
        select (select unit_id from seen order by tasks desc limit 1) as busy_unit,
               (select unit_id from seen order by tasks, unit_id limit 1) as quiet_unit,
               (select m.group_id from unit_members m where m.district_id = @District group by m.group_id order by count(*) desc limit 1) as "group",
               (select max(id) - 18 from task_lists where district_id = @District) as list,
               (select 40 from districts limit 1) as old_list,
               (select count(*) - 10 from documents where district_id = @District) as document,
               (select max(parent_id) from tasks where district_id = @District) as parent,
               (select max(id) from progress_reports where task_id = @Task) as report,
               (select max(id) from demands where task_id = @Task and kind = 'order') as "order",
               (select max(id) from extension_requests where task_id = @Task) as extension
        """;
}
