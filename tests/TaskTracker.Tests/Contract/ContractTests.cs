using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Commands;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tests.Architecture;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Contract;

/// <summary>openapi/tasktracker.v1.json, what is served, and what the service answers.</summary>
internal sealed class ContractTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    private const string Update = "TASKTRACKER_UPDATE_OPENAPI";
    private static readonly string Committed = SourceTree.PathOf("openapi/tasktracker.v1.json");

    [Test]
    public async Task The_committed_contract_equals_what_is_served()
    {
        var served = await ServedAsync();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(Committed, served, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        var committed = File.Exists(Committed) ? (await File.ReadAllTextAsync(Committed)).ReplaceLineEndings("\n") : "";

        Assert.That(FirstDifference(committed, served), Is.Null,
            $"The contract has changed. If that is meant: {Update}=1 dotnet test tests/TaskTracker.Tests --filter {nameof(The_committed_contract_equals_what_is_served)}, then commit openapi/tasktracker.v1.json.");
    }

    [Test]
    public void Canary_a_changed_contract_is_seen() =>
        Assert.That(FirstDifference("{\n  \"a\": 1\n}\n", "{\n  \"a\": 2\n}\n"), Is.EqualTo("line 2: committed '  \"a\": 1', served '  \"a\": 2'"));

    [Test]
    public async Task The_command_prints_what_is_served_without_a_database()
    {
        var printed = Encoding.UTF8.GetString(await OpenApiCommand.ReadAsync());

        Assert.That(FirstDifference(printed, await ServedAsync()), Is.Null);
        Assert.That(printed, Does.EndWith("}\n").And.Not.Contain("\r").And.Contain("区甲局"));
    }

    [Test]
    public async Task The_document_is_openapi_3_1_and_says_what_the_service_is()
    {
        var document = JsonNode.Parse(await ServedAsync())!;

        Assert.That((string?)document["openapi"], Does.StartWith("3.1."));
        Assert.That((string?)document["info"]!["title"], Is.EqualTo("TaskTracker"));
        Assert.That((string?)document["servers"]![0]!["url"], Is.EqualTo("/"));
        Assert.That((string?)document["components"]!["securitySchemes"]!["key"]!["scheme"], Is.EqualTo("bearer"));
        Assert.That(document["x-problem-types"]!.AsArray().Select(type => (string?)type!["type"]), Is.EquivalentTo(ProblemTypes.All.Select(type => type.Urn)));
        Assert.That(document["tags"]!.AsArray().Where(tag => tag!["description"] is null).Select(tag => (string?)tag!["name"]), Is.Empty,
            "Describe the tag in DocumentHead.");
    }

    [Test]
    public async Task Swagger_UI_loads_without_a_key()
    {
        using var client = new HttpClient { BaseAddress = Service.Address };

        var page = await client.GetStringAsync("/swagger");
        var script = await client.GetStringAsync("/swagger/index.js");
        using var bundle = await client.GetAsync("/swagger/swagger-ui-bundle.js");
        using var style = await client.GetAsync("/swagger/swagger-ui.css");

        Assert.That(page, Does.Contain("swagger-ui").And.Contain("TaskTracker"));
        Assert.That(page + script, Does.Contain(TaskTracker.Platform.OpenApi.Contract.Path));
        Assert.That(bundle.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(style.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Every_success_has_a_schema_and_an_example_that_fits_it()
    {
        var document = JsonNode.Parse(await ServedAsync())!;
        var check = new SchemaCheck(document);
        var faults = new List<string>();
        foreach (var (name, operation) in Operations(document))
        {
            foreach (var (status, response) in operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2') && response.Key != "204"))
                faults.AddRange(FaultsOf(check, response!["content"], $"{name} {status}"));
            if (operation["requestBody"]?["content"] is JsonObject body)
                faults.AddRange(FaultsOf(check, body, $"{name} body"));
        }

        Assert.That(Operations(document), Is.Not.Empty);
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Canary_an_answer_without_schema_or_with_a_wrong_example_is_seen()
    {
        var check = new SchemaCheck(new JsonObject());

        Assert.That(FaultsOf(check, null, "x"), Is.Not.Empty);
        Assert.That(FaultsOf(check, JsonNode.Parse("""{"application/json":{"schema":{"type":"integer"}}}"""), "x"), Is.Not.Empty);
        Assert.That(FaultsOf(check, JsonNode.Parse("""{"application/json":{"schema":{"type":"integer"},"example":"1"}}"""), "x"), Is.Not.Empty);
        Assert.That(FaultsOf(check, JsonNode.Parse("""{"application/json":{"schema":{"type":"integer"},"example":1}}"""), "x"), Is.Empty);
        Assert.That(FaultsOf(check, JsonNode.Parse("""{"application/json":{"schema":{"type":"string","format":"date-time"},"example":"09:30:00"}}"""), "x"), Is.Not.Empty);
    }

    [TestCase("tasks", "ListTasks")]
    [TestCase("tasks/{task}", "GetTask")]
    [TestCase("tasks/{task}/history", "GetTaskHistory")]
    [TestCase("tasks/{task}/progress-reports", "ListProgressReports")]
    [TestCase("tasks/{task}/completion-requests", "ListCompletionRequests")]
    [TestCase("statistics/overview", "GetOverview")]
    public async Task What_the_service_answers_fits_the_contract(string path, string operationId)
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", partner: "区老局", deadline: new DateOnly(2018, 9, 30));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 40, done = "方案已印发。" });
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });

        var answer = await office.GetJsonAsync(path.Replace("{task}", $"{task}", StringComparison.Ordinal));

        var document = JsonNode.Parse(await ServedAsync())!;
        var (_, operation) = Operations(document).Single(operation => (string?)operation.Operation["operationId"] == operationId);
        var schema = operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        Assert.That(new SchemaCheck(document).Faults(answer, schema, operationId), Is.Empty);
    }

    [Test]
    public async Task A_refusal_fits_the_contract()
    {
        using var client = await Service.ClientAsync(Role.Supervisor);
        using var response = await client.GetAsync("tasks?limit=0&speed=9");
        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");

        var document = JsonNode.Parse(await ServedAsync())!;
        var content = document["components"]!["responses"]!["BadRequest"]!["content"]!["application/problem+json"]!;
        Assert.That(new SchemaCheck(document).Faults(problem, content["schema"]!, "problem"), Is.Empty);
        Assert.That(content["examples"]!["invalid-parameter"], Is.Not.Null);
    }

    private async Task<string> ServedAsync()
    {
        using var client = new HttpClient { BaseAddress = Service.Address };
        return await client.GetStringAsync(TaskTracker.Platform.OpenApi.Contract.Path);
    }

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key} {path.Key}", operation.Value!)));

    private static IEnumerable<string> FaultsOf(SchemaCheck check, JsonNode? content, string where)
    {
        if (content is not JsonObject { Count: > 0 } types)
            return [$"{where}: no content"];

        return types.SelectMany(type => (type.Value!["schema"], type.Value["example"]) switch
        {
            (null, _) => [$"{where}: no schema"],
            (_, null) when type.Key.EndsWith("json", StringComparison.Ordinal) => [$"{where}: no example"],
            (_, null) => Enumerable.Empty<string>(),
            var (schema, example) => check.Faults(example, schema, where),
        });
    }

    /// <returns>Null if the two texts are equal.</returns>
    private static string? FirstDifference(string committed, string served)
    {
        var (left, right) = (committed.Split('\n'), served.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length))
            .FirstOrDefault(index => left.ElementAtOrDefault(index) != right.ElementAtOrDefault(index), -1);
        if (line < 0)
            return null;

        var (one, other) = (left.ElementAtOrDefault(line) ?? "", right.ElementAtOrDefault(line) ?? "");
        var from = Math.Max(0, one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count() - 60);
        return $"line {line + 1}: committed '{Cut(one, from)}', served '{Cut(other, from)}'";

        static string Cut(string text, int from) => text.Length - from <= 200 ? text[from..] : text[from..(from + 200)] + "…";
    }
}
