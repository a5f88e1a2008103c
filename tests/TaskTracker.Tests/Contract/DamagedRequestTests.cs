using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Contract;

/// <summary>
/// Requests made from the contract and damaged in one place: the service never fails, and says in a problem of a known type what is wrong.
/// The seed and the number of requests come from TASKTRACKER_DAMAGE_SEED and TASKTRACKER_DAMAGE_REQUESTS.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite, 3_000)]
[TestFixture(DatabaseProvider.PostgreSql, 500)]
internal sealed class DamagedRequestTests(DatabaseProvider provider, int requests) : ServiceTests(provider)
{
    private const int ShownFaults = 20;
    private static readonly string[] NamesFields = ["invalid-json", "invalid-parameter", "validation"];

    private static readonly string[] PathValues =
    [
        "0", "-1", "9223372036854775807", "9223372036854775808", "1.5", "abc", "%01", "%0A", "%E4%B8", "%ED%A0%80", "..%2f", "%25", "2018", "9999", "10000", new('9', 500), new('x', 2_000),
    ];

    private static readonly string[] QueryValues =
    [
        "", "%00", "0", "-1", "1", "9223372036854775808", "2147483648", "abc", "true", "2018-02-30", "9999-12-31", "0001-01-01", "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59-14:00", "%E4%B8", "%ED%A0%80", "%FF", "a,b", ",", "%25", "'", "eyJ4Ijp7fX0", "e30", new('x', 300), new('9', 4_000),
    ];

    private int Seed { get; } = Number("TASKTRACKER_DAMAGE_SEED") ?? 20181120;

    protected override (string Name, string Value)[] Settings => [("Rates:PerKeyPerMinute", "0")];

    [Test]
    public async Task A_null_in_any_place_of_a_body_is_no_fault_of_the_service() =>
        await SendAllAsync((operation, random) => operation.Bodies is { } bodies
            ? bodies.Nulls().Select(body => operation.With(body, operation.PathWith(null, random)))
            : [], NullsToSend);

    [Test]
    public async Task A_body_damaged_anywhere_is_no_fault_of_the_service()
    {
        var each = Requests / 66 + 1;
        await SendAllAsync((operation, random) => operation.Bodies is { } bodies
            ? Enumerable.Range(0, each).Select(_ => operation.With(bodies.Next(random), operation.PathWith(null, random)))
            : [], Requests);
    }

    [Test]
    public async Task Damaged_paths_and_parameters_are_no_fault_of_the_service()
    {
        var each = Requests / 140 / 2 + 1;
        await SendAllAsync((operation, random) => Enumerable.Range(0, each).Select(_ => operation.With(null, operation.PathWith(PathValues, random)))
            .Concat(operation.Parameters.Count == 0 ? [] : Enumerable.Range(0, each).Select(_ => operation.With(null, operation.QueryWith(QueryValues, random)))), Requests);
    }

    [TestCase("PUT", "district-contacts", """{"leaders":[null]}""", "validation", "leaders[0]", "Null is not allowed")]
    [TestCase("PUT", "district-contacts", """{"office":{"preference":{"silenced":null}}}""", "validation", "office.preference.silenced", "Null is not allowed")]
    [TestCase("PUT", "district-contacts", """{"office":{"preference":{"silenced":["now","upcomming"]}}}""", "invalid-json", "office.preference.silenced[0]", "\"now\" is not allowed; allowed: ")]
    [TestCase("POST", "tasks", """{"origin":"meeting","basis":"x","measure":"x","leadUnits":["区甲局",null]}""", "validation", "leadUnits[1]", "Null is not allowed")]
    [TestCase("POST", "tasks", """{"origin":"meeting","basis":"x","measure":"x","leadUnits":"区甲局"}""", "invalid-json", "leadUnits", "a list is expected")]
    [TestCase("POST", "tasks", """{"origin":"meeting","basis":"x","measure":"x","leadUnits":["区甲局"],"deadline":"31.12.2018"}""", "invalid-json", "deadline", "a date as YYYY-MM-DD is expected")]
    [TestCase("POST", "tasks/1/links", """{"kind":"dupe","taskId":2,"reason":"x"}""", "invalid-json", "kind", "\"dupe\" is not allowed; allowed: ")]
    [TestCase("POST", "tasks/1/links", """{"kind":"duplicate, duplicate","taskId":2,"reason":"x"}""", "invalid-json", "kind", "\"duplicate, duplicate\" is not allowed; allowed: ")]
    [TestCase("POST", "tasks/1/links", """{"kind":7,"taskId":2,"reason":"x"}""", "invalid-json", "kind", "A word is expected here; allowed: ")]
    [TestCase("POST", "tasks/1/closures", """{"outcome":"cancelled","reason":"x","cause":"nothing"}""", "invalid-json", "cause", "\"nothing\" is not allowed; allowed: ")]
    public async Task A_wrong_value_is_answered_with_what_is_allowed(string method, string path, string body, string code, string field, string message)
    {
        using var office = await SupervisorAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Answers.RawJson(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");

        using var answer = await office.SendAsync(request);

        var problem = await answer.AssertProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.That(problem.ErrorOf(field), Does.Contain(message));
    }

    private int Requests => Number("TASKTRACKER_DAMAGE_REQUESTS") ?? requests;

    /// <summary>All of them on one database: it is the body that matters, and hardly what is behind it.</summary>
    private int NullsToSend => Provider is DatabaseProvider.Sqlite ? int.MaxValue : Requests;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task SendAllAsync(Func<Operation, Random, IEnumerable<Sent>> make, int most)
    {
        var random = new Random(Seed);
        using var office = PlainClient(await Service.CreateKeyAsync(Role.Supervisor, null));
        using var unit = PlainClient(await Service.CreateKeyAsync(Role.Coordinator, "区甲局"));
        using var admin = PlainClient(await Service.CreateKeyAsync(Role.Admin, null));
        var document = JsonNode.Parse(await office.GetStringAsync(TaskTracker.Platform.OpenApi.Contract.Path))!;
        var task = await Service.AddTaskAsync(partner: "区乙局", deadline: new DateOnly(2018, 9, 30));
        var list = await Service.AddListAsync("清单", task);
        var unitId = await Service.UnitIdAsync("区甲局");
        var operations = Operation.AllOf(document, new() { ["taskId"] = $"{task}", ["listId"] = $"{list}", ["unitId"] = $"{unitId}", ["year"] = "2019" });
        var all = operations.SelectMany(operation => make(operation, random)).Take(Math.Max(most, 1)).ToArray();
        var faults = new List<string>();
        foreach (var sent in all)
        {
            var client = random.Next(8) switch { 0 => admin, 1 or 2 => unit, _ => office };
            if (await FaultOfAsync(client, sent) is { } fault)
                faults.Add(fault);
        }

        TestContext.Out.WriteLine($"{all.Length} requests, seed {Seed}");
        Assert.That(all, Is.Not.Empty);
        Assert.That(faults.Take(ShownFaults), Is.Empty, $"{faults.Count} of {all.Length} requests, seed {Seed}");
    }

    private HttpClient PlainClient(string secret)
    {
        var client = new HttpClient { BaseAddress = Service.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static async Task<string?> FaultOfAsync(HttpClient client, Sent sent)
    {
        using var request = new HttpRequestMessage(new HttpMethod(sent.Method), sent.Path);
        if (sent.Body is not null)
            request.Content = new StringContent(sent.Body, Encoding.UTF8, sent.MediaType);
        if (sent.Method is not ("GET" or "POST"))
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await client.SendAsync(request);
        var status = (int)answer.StatusCode;
        if (status < 400)
            return null;

        var text = await answer.Content.ReadAsStringAsync();
        var what = status >= 500 ? "a fault" : WhatIsWrong(answer, status, text);
        return what is null ? null : $"{what}: {sent.Method} {Cut(sent.Path)} {Cut(sent.Body ?? "")} -> {status} {Cut(text)}";
    }

    private static string? WhatIsWrong(HttpResponseMessage answer, int status, string text)
    {
        if (answer.Content.Headers.ContentType?.MediaType != ProblemResponses.MediaType)
            return "no problem body";

        var problem = JsonNode.Parse(text)!;
        var code = ((string?)problem["type"] ?? "").Replace(Problems.TypePrefix, "", StringComparison.Ordinal);
        if (!ProblemTypes.All.Any(type => type.Code == code && type.Status == status))
            return "a type that is not in the catalogue";

        return NamesFields.Contains(code) && problem["errors"] is not JsonObject { Count: > 0 } ? "no field is named" : null;
    }

    private static string Cut(string text) => text.Length <= 400 ? text : text[..400] + "…";

    /// <summary>A request as it goes out.</summary>
    private sealed record Sent(string Method, string Path, string? Body, string MediaType);

    /// <summary>An operation of the contract.</summary>
    private sealed record Operation(string Method, string Path, string MediaType, DamagedBodies? Bodies, IReadOnlyList<string> Parameters, Dictionary<string, string> Known)
    {
        public static IEnumerable<Operation> AllOf(JsonNode document, Dictionary<string, string> known) =>
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               let content = operation.Value!["requestBody"]?["content"] as JsonObject
               let json = content?.FirstOrDefault(type => type.Key.EndsWith("json", StringComparison.Ordinal)) ?? default
               let bodies = json.Value is null ? null : new DamagedBodies(document, json.Value["schema"]!, json.Value["example"])
               let query = operation.Value["parameters"]?.AsArray().Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!)
               select new Operation(operation.Key.ToUpperInvariant(), path.Key, json.Key ?? "application/json", bodies, [.. query ?? []], known),
        ];

        public Sent With(string? body, string path) => new(Method, path, body ?? (Bodies is null ? null : "{}"), MediaType);

        /// <summary>The path with records that are there, or with one of the values in one place.</summary>
        public string PathWith(string[]? values, Random random)
        {
            var segments = Path.Split('/');
            var places = Enumerable.Range(0, segments.Length).Where(index => segments[index].StartsWith('{')).ToArray();
            var damaged = values is null || places.Length == 0 ? -1 : places[random.Next(places.Length)];
            return string.Join('/', segments.Select((segment, index) => !segment.StartsWith('{')
                ? segment
                : index == damaged ? values![random.Next(values.Length)] : Known.GetValueOrDefault(segment.Trim('{', '}'), "1")));
        }

        public string QueryWith(string[] values, Random random)
        {
            var name = random.Next(10) == 0 ? "noSuchParameter" : Parameters[random.Next(Parameters.Count)];
            var value = $"{name}={values[random.Next(values.Length)]}";
            return $"{PathWith(null, random)}?{value}{(random.Next(10) == 0 ? $"&{value}" : "")}";
        }
    }
}
