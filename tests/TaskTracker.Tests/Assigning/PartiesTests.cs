using System.Net;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Assigning;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class PartiesTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task A_task_names_leads_a_first_lead_partners_coordinators_and_who_watches_over_it()
    {
        using var office = await SupervisorAsync();
        var made = await office.PostCreatedAsync("tasks", new
        {
            origin = "meeting",
            basis = "纪要",
            measure = "统一调度。",
            leadUnits = new[] { "区甲局", "区乙局" },
            firstLead = "区乙局",
            coordinatorUnits = new[] { "区丙局" },
            supervisingUnits = new[] { "一街道" },
        });

        Assert.That(made["leadUnits"]!.AsArray().Select(unit => (bool)unit!["first"]!), Is.EqualTo(new[] { false, true }));
        Assert.That((string?)made["coordinatorUnits"]![0]!["name"], Is.EqualTo("区丙局"));
        Assert.That((string?)made["supervisingUnits"]![0]!["name"], Is.EqualTo("一街道"));
        Assert.That(made["parties"]!.ToJsonString(), Is.EqualTo("""{"answering":4,"received":0,"leading":2,"handedIn":0}"""));

        using var corrected = await office.PatchAsync(
            $"tasks/{made["id"]}", """{"firstLead":"区甲局","coordinatorUnits":[],"supervisingUnits":["二街道"]}""", (string?)made["etag"]);
        var after = await corrected.JsonAsync();
        Assert.That(after["leadUnits"]!.AsArray().Select(unit => (bool)unit!["first"]!), Is.EqualTo(new[] { true, false }), after.ToJsonString());
        Assert.That(after["coordinatorUnits"]!.AsArray(), Is.Empty);
        Assert.That(NamesOf(after["supervisingUnits"]), Is.EqualTo(new[] { "二街道" }));
        var changes = (await office.GetJsonAsync($"tasks/{made["id"]}/history"))["items"]![1]!["changes"]!.AsArray();
        Assert.That(changes.Select(change => (string)change!["field"]!), Is.EqualTo(new[] { "coordinatorUnits", "supervisingUnits", "firstLead" }));
        using var notALead = await office.PatchAsync($"tasks/{made["id"]}", """{"firstLead":"区丙局"}""", "*");
        Assert.That((await notALead.JsonAsync()).ErrorOf("firstLead"), Does.Contain("none of the task's lead units"));
    }

    [Test]
    public async Task The_filters_by_role_find_what_the_key_may_see_and_no_more()
    {
        using var office = await SupervisorAsync();
        var (_, watching) = await NewUnitAsync();
        var id = (long)(await office.PostCreatedAsync("tasks", new
        {
            origin = "meeting",
            basis = "纪要",
            measure = "督促落实。",
            leadUnits = new[] { "区甲局" },
            coordinatorUnits = new[] { "区乙局" },
            supervisingUnits = new[] { watching },
        }))["id"]!;
        using var other = await CoordinatorAsync("区丙局");
        using var own = await CoordinatorAsync(watching);

        Assert.That(await IdsAsync(office, $"tasks?supervising={watching}"), Is.EqualTo(new[] { id }));
        Assert.That(await IdsAsync(own, "tasks?coordinator=区乙局"), Is.EqualTo(new[] { id }));
        Assert.That(await IdsAsync(office, $"tasks?coordinator={watching}"), Is.Empty);
        Assert.That(await IdsAsync(other, $"tasks?supervising={watching}"), Is.Empty);
    }

    [Test]
    public async Task Every_member_of_a_group_answers_for_itself()
    {
        var task = await Service.AddTaskAsync(lead: "各街道办事处", partner: "区乙局", deadline: new DateOnly(2018, 8, 10));
        using var one = await CoordinatorAsync("一街道");
        await one.PostCreatedAsync($"tasks/{task}/receipts", new { });
        await HandInAsync("一街道", task);
        Service.Clock.SetDay(2018, 8, 11);

        var parties = await PartiesAsync(task);

        Assert.That(parties.Select(Line), Is.EquivalentTo(new[]
        {
            "区乙局 partner - received:no missing handedIn:- late:False",
            "一街道 lead 各街道办事处 received:2018-08-01 handedIn:2018-08-01 late:False",
            "二街道 lead 各街道办事处 received:no missing handedIn:- late:True",
        }));
        Assert.That((await TaskAsync(task))["parties"]!.ToJsonString(), Is.EqualTo("""{"answering":3,"received":1,"leading":2,"handedIn":1}"""));
    }

    [Test]
    public async Task Where_no_group_leads_one_lead_hands_in_for_all()
    {
        using var office = await SupervisorAsync();
        var task = (long)(await office.PostCreatedAsync(
            "tasks", new { origin = "meeting", basis = "纪要", measure = "共同牵头。", leadUnits = new[] { "区甲局", "区乙局" }, deadline = "2018-08-10" }))["id"]!;

        await HandInAsync("区甲局", task);

        Assert.That((int?)(await TaskAsync(task))["parties"]!["handedIn"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_missing_receipt_is_listed_for_who_may_see_it_and_counted_alike_until_it_is_given()
    {
        var (_, unit) = await NewUnitAsync();
        var task = await Service.AddTaskAsync(lead: unit, partner: "区丙局");
        using var own = await CoordinatorAsync(unit);
        using var office = await SupervisorAsync();
        using var other = await CoordinatorAsync("二街道");

        // Wednesday, and three working days.
        Service.Clock.SetDay(2018, 8, 6);
        Assert.That((await own.GetJsonAsync("missing-receipts"))["items"]!.AsArray(), Is.Empty);
        Service.Clock.SetDay(2018, 8, 7);
        var missing = (await own.GetJsonAsync($"missing-receipts?unit={unit}"))["items"]!.AsArray().Single()!;
        Assert.That((long)missing["taskId"]!, Is.EqualTo(task));
        Assert.That((string?)missing["receiptDueOn"], Is.EqualTo("2018-08-06"));
        Assert.That((int)missing["daysMissing"]!, Is.EqualTo(1));
        Assert.That((await other.GetJsonAsync($"missing-receipts?unit={unit}"))["items"]!.AsArray(), Is.Empty);
        Assert.That(await CountedAsync(own), Is.EqualTo(2));

        await own.PostCreatedAsync($"tasks/{task}/receipts", new { });
        Assert.That(await CountedAsync(own), Is.EqualTo(1));
        Assert.That(await ListedAsync(office), Is.EqualTo(await CountedAsync(office)));
        await CloseAsync(unit, task);
        Assert.That(await CountedAsync(own), Is.Zero);
    }

    [Test]
    public async Task Missing_receipts_are_paged_without_gaps()
    {
        for (var i = 0; i < 5; i++)
            await Service.AddTaskAsync(lead: "各街道办事处", partner: "区乙局");
        Service.Clock.SetDay(2018, 9, 1);
        using var office = await SupervisorAsync();
        var whole = (await office.GetJsonAsync("missing-receipts?limit=200"))["items"]!.AsArray().Select(row => $"{row!["taskId"]}/{row["unit"]!["id"]}").ToArray();

        var paged = new List<string>();
        for (var next = "missing-receipts?limit=2"; next is not null;)
        {
            var page = await office.GetJsonAsync(next);
            paged.AddRange(page["items"]!.AsArray().Select(row => $"{row!["taskId"]}/{row["unit"]!["id"]}"));
            next = (string?)page["next"];
        }

        Assert.That(paged, Is.EqualTo(whole));
        Assert.That(whole, Has.Length.GreaterThanOrEqualTo(15));
    }

    [Test]
    public async Task A_unit_names_its_three_persons_and_only_who_needs_them_sees_how_to_reach_them()
    {
        var (helper, helperName) = await NewUnitAsync();
        await ChangeAsync(helper, """{"contacts":[{"role":"contact","name":"赵某","phone":"010-1"}]}""");
        var task = await Service.AddTaskAsync(lead: "区甲局", partner: helperName);
        var path = $"tasks/{task}/parties/{helper}/persons";
        using var own = await CoordinatorAsync(helperName);
        using var lead = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();
        using var reader = await Service.ClientAsync(Role.Reader);

        using var byDefault = await own.GetAsync(path);
        Assert.That((string?)(await byDefault.JsonAsync())["contact"]!["phone"], Is.EqualTo("010-1"));
        using var named = await PutAsync(own, path, """{"firstResponsible":{"name":"钱某","post":"局长"},"contact":{"name":"孙某","phone":"010-2"}}""", byDefault.Headers.ETag!.Tag);
        Assert.That(named.StatusCode, Is.EqualTo(HttpStatusCode.OK), await named.Content.ReadAsStringAsync());
        using var stale = await PutAsync(own, path, "{}", byDefault.Headers.ETag!.Tag);
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");

        Assert.That((string?)(await office.GetJsonAsync(path))["contact"]!["phone"], Is.EqualTo("010-2"));
        var seenByLead = await lead.GetJsonAsync(path);
        Assert.That((string?)seenByLead["contact"]!["name"], Is.EqualTo("孙某"));
        Assert.That(seenByLead.ToJsonString(), Does.Not.Contain("010-"));
        Assert.That(await TextAsync(office, $"tasks/{task}/parties"), Does.Contain("孙某"));
        Assert.That(await TextAsync(reader, $"tasks/{task}/parties"), Does.Not.Contain("孙某"));
        Assert.That(await TextAsync(office, $"tasks/{task}/history"), Does.Not.Contain("孙某"));
        using var foreign = await PutAsync(lead, path, "{}", "*");
        await foreign.AssertProblemAsync(HttpStatusCode.Forbidden, "not-your-unit");
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string path, string json, string ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Answers.RawJson(json) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    private static Task<string> TextAsync(HttpClient client, string path) => client.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<long[]> IdsAsync(HttpClient client, string path) =>
        [.. (await client.GetJsonAsync(path))["items"]!.AsArray().Select(task => (long)task!["id"]!)];

    private static async Task<int> CountedAsync(HttpClient client) =>
        (int)(await client.GetJsonAsync("statistics/overview"))["missingReceipts"]!["number"]!;

    private static async Task<int> ListedAsync(HttpClient client) => (await client.GetJsonAsync("missing-receipts?limit=200"))["items"]!.AsArray().Count;

    private static string Line(JsonNode party) =>
        $"{party["unit"]!["name"]} {party["role"]} {(string?)party["group"]?["name"] ?? "-"} received:{(string?)party["receivedOn"] ?? "no"}"
        + $"{((bool)party["receiptMissing"]! ? " missing" : "")} handedIn:{(string?)party["handedInOn"] ?? "-"} late:{(bool)party["late"]!}";
}
