using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskTracker.Auth;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>
/// The real service on a real port and a real database, with a clock that the test moves, and a small registry of two districts to
/// stand on: in <c>east</c> the units 区甲局, 区乙局 and 区丙局, the old 区老局 that became 区甲局, the group 各街道办事处 of 一街道 and 二街道, and the
/// open group 各相关部门; in <c>west</c> 区甲局.
/// </summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsDatabase;
    private readonly Dictionary<string, string> _secrets = [];
    private int _lists;

    private TestService(WebApplication app, ScratchDatabase database, FakeClock clock, bool ownsDatabase) =>
        (_app, Database, Clock, _ownsDatabase) = (app, database, clock, ownsDatabase);

    public ScratchDatabase Database { get; }

    public FakeClock Clock { get; }

    public required TestLog Log { get; init; }

    public IServiceProvider Services => _app.Services;

    public DatabaseConnections Connections => Services.GetRequiredService<DatabaseConnections>();

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a service on a new database, with the small registry in it.</summary>
    public static async Task<TestService> StartAsync(DatabaseProvider provider, params (string Name, string Value)[] settings)
    {
        var database = new ScratchDatabase(provider);
        var service = await StartOnAsync(database, new FakeClock(), settings, ownsDatabase: true);
        await service.SeedAsync();
        return service;
    }

    /// <summary>Starts a service on a new database without any district.</summary>
    public static Task<TestService> StartEmptyAsync(DatabaseProvider provider) =>
        StartOnAsync(new ScratchDatabase(provider), new FakeClock(), ownsDatabase: true);

    /// <summary>Starts another service on a database that is there already.</summary>
    public static async Task<TestService> StartOnAsync(
        ScratchDatabase database, FakeClock clock, (string Name, string Value)[]? settings = null, bool ownsDatabase = false)
    {
        var log = new TestLog();
        var app = Service.Build([], builder =>
        {
            builder.Environment.EnvironmentName = "Testing";
            builder.Configuration.AddInMemoryCollection(database.Settings);
            builder.Configuration.AddInMemoryCollection((settings ?? []).ToDictionary(pair => pair.Name, pair => (string?)pair.Value));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders().AddProvider(log);
        });
        var service = new TestService(app, database, clock, ownsDatabase) { Log = log };
        await app.StartAsync();
        service.Address = new Uri(app.Urls.First());
        return service;
    }

    /// <summary>A client that sends no key.</summary>
    public HttpClient Anonymous()
    {
        // As curl does with large bodies: the service can refuse one before it is sent, however busy the machine is.
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) })
        {
            BaseAddress = new Uri(Address, "/api/v1/"),
        };
        client.DefaultRequestHeaders.ExpectContinue = true;
        return client;
    }

    /// <summary>A client with a key of its own for this role, district and unit.</summary>
    public async Task<HttpClient> ClientAsync(Role role, string? unit = null, string district = "east")
    {
        var name = $"{district}/{role}/{unit}";
        if (!_secrets.TryGetValue(name, out var secret))
            _secrets[name] = secret = await CreateKeyAsync(role, unit, district);
        return ClientWith(secret);
    }

    public HttpClient ClientWith(string secret)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public async Task<string> CreateKeyAsync(Role role, string? unit, string district = "east", DateTimeOffset? expiresAt = null)
    {
        await using var transaction = await BeginAsync();
        var unitId = unit is null ? null : await transaction.FindUnitAsync(district, unit);
        var (_, secret) = await transaction.CreateKeyAsync(
            district, role, unitId, "test", expiresAt ?? DateTimeOffset.MaxValue.AddYears(-7000), Clock.Now());
        await transaction.CommitAsync();
        return secret;
    }

    /// <summary>Records a task straight in the database.</summary>
    public async Task<long> AddTaskAsync(
        string lead = "区甲局", string? partner = null, DateOnly? deadline = null, DeadlineKind? kind = null, string measure = "完善制度。",
        string district = "east", string? no = null)
    {
        await using var transaction = await BeginAsync();
        var participations = new List<Participation> { new(ParticipationRole.Lead, lead, await transaction.FindUnitAsync(district, lead)) };
        if (partner is not null)
            participations.Add(new Participation(ParticipationRole.Partner, partner, await transaction.FindUnitAsync(district, partner)));
        var id = await transaction.InsertAsync(
            district,
            new NewTask
            {
                Origin = "other",
                Measure = measure,
                No = no,
                Deadline = new Deadline { Kind = kind ?? (deadline is null ? DeadlineKind.None : DeadlineKind.Date), Date = deadline },
                Participations = participations,
            },
            Clock.Now());
        await transaction.LayOnUnitsAsync(district, [id!.Value], Clock.Now());
        await transaction.CommitAsync();
        return id!.Value;
    }

    /// <summary>Records a list straight in the database, and puts tasks into it.</summary>
    public async Task<long> AddListAsync(string title, params long[] tasks)
    {
        await using var transaction = await BeginAsync();
        var values = new { Title = title, Key = $"{title}/{++_lists}", Now = Clock.Now() };
        var upload = await transaction.QuerySingleAsync<long>(InsertDocument, values);
        var source = await transaction.QuerySingleAsync<long>(InsertSource, new { values.Title, values.Key, Upload = upload });
        var list = await transaction.QuerySingleAsync<long>(InsertList, new { values.Title, values.Key, values.Now, Source = source });
        await transaction.ExecuteAsync("update tasks set list_id = @list where district_id = 'east' and id in @tasks", new { list, tasks });
        await transaction.CommitAsync();
        return list;
    }

    public async Task<long> UnitIdAsync(string name, string district = "east")
    {
        await using var transaction = await BeginAsync();
        return await transaction.FindUnitAsync(district, name) ?? throw new InvalidOperationException($"There is no {name}.");
    }

    /// <param name="sql">What is read, or inserted with its id returned.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="commit">Whether what it changes stays.</param>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, bool commit = false)
    {
        await using var transaction = await BeginAsync();
        T[] rows = [.. await transaction.QueryAsync<T>(sql, parameters)];
        if (commit)
            await transaction.CommitAsync();
        return rows;
    }

    /// <summary>Reads without taking the writer's place, while another process writes.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using var database = new TaskTracker.Platform.Database(Connections);
        await using var session = await database.OpenAsync(CancellationToken.None);
        return [.. await session.QueryAsync<T>(sql)];
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var transaction = await BeginAsync();
        await transaction.ExecuteAsync(sql, parameters);
        await transaction.CommitAsync();
    }

    public Task<Transaction> BeginAsync() =>
        new TaskTracker.Platform.Database(Connections).BeginAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_ownsDatabase)
            Database.Dispose();
    }

    private async Task SeedAsync()
    {
        await using var transaction = await BeginAsync();
        foreach (var district in new[] { "east", "west" })
            await transaction.ExecuteAsync(InsertDistrict, new { Code = district });
        var now = Clock.Now();
        foreach (var (district, name, kind) in new[]
        {
            ("east", "区甲局", "department"), ("east", "区乙局", "department"), ("east", "区丙局", "department"), ("east", "一街道", "sub_district"),
            ("east", "二街道", "sub_district"), ("east", "各街道办事处", "group"), ("east", "各相关部门", "group"), ("east", "区老局", "department"),
            ("west", "区甲局", "department"),
        })
        {
            await transaction.ExecuteAsync(InsertUnit, new { District = district, Name = name, Kind = kind, Now = now });
        }

        foreach (var member in new[] { "一街道", "二街道" })
        {
            await transaction.ExecuteAsync(InsertMember, new
            {
                Group = await transaction.FindUnitAsync("east", "各街道办事处"),
                Unit = await transaction.FindUnitAsync("east", member),
            });
        }

        await transaction.ExecuteAsync(SetSuccessor, new
        {
            Unit = await transaction.FindUnitAsync("east", "区老局"),
            Successor = await transaction.FindUnitAsync("east", "区甲局"),
        });
        await transaction.CommitAsync();
    }

    private const string InsertDocument = """
        insert into documents (district_id, file_name, sha256, lines, characters, draft, uploaded_at, uploaded_by, updated_at)
        values ('east', 'a.txt', @Key, 1, 1, '{}', @Now, 'test', @Now)
        returning id
        """;

    private const string InsertSource = """
        insert into source_documents (district_id, document_id, title, source_key, line_start, line_end)
        values ('east', @Upload, @Title, @Key, 1, 1)
        returning id
        """;

    private const string InsertList = """
        insert into task_lists (district_id, source_document_id, title, kind, line_start, line_end, source_key, updated_at)
        values ('east', @Source, @Title, 'tasks', 1, 1, @Key, @Now)
        returning id
        """;

    private const string InsertDistrict = "insert into districts (code, name, division_code, issuer_marks) values (@Code, @Code, '000000', '[]')";

    private const string InsertUnit = "insert into units (district_id, name, kind, updated_at) values (@District, @Name, @Kind, @Now)";

    private const string InsertMember = "insert into unit_members (district_id, group_id, unit_id) values ('east', @Group, @Unit)";

    private const string SetSuccessor = "update units set successor_id = @Successor where district_id = 'east' and id = @Unit";
}
