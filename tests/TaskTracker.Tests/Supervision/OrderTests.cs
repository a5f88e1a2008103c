using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class OrderTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task The_next_level_follows_only_after_the_last_ones_date_was_missed()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var leap = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "orange", demand = "x" });
        var blue = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "请说明进展。" });
        using var early = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "orange", demand = "x" });
        Service.Clock.SetDay(2018, 8, 9);
        var missed = await office.GetJsonAsync("orders?state=missed");
        using var twoUp = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "red", demand = "x" });
        var orange = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "orange", demand = "请说明原因。", answerBy = "2018-08-10" });

        await leap.AssertProblemAsync(HttpStatusCode.Conflict, "order-level-too-high");
        await early.AssertProblemAsync(HttpStatusCode.Conflict, "order-level-too-high");
        await twoUp.AssertProblemAsync(HttpStatusCode.Conflict, "order-level-too-high");
        Assert.That((string?)blue["answerBy"], Is.EqualTo("2018-08-08"), "five working days");
        Assert.That((string?)blue["levelName"], Is.EqualTo("蓝色督办"));
        Assert.That(missed["items"]!.AsArray().Select(order => (long?)order!["id"]), Does.Contain((long?)blue["id"]));
        Assert.That((int)orange["number"]!, Is.GreaterThan((int)blue["number"]!));
        Assert.That((string?)orange["reference"], Is.EqualTo($"督办〔2018〕{orange["number"]}号"));
        Assert.That((await office.GetJsonAsync($"tasks/{task}/orders"))["items"]!.AsArray().Select(order => (bool?)order!["missed"]), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task The_unit_answers_and_the_office_returns_and_accepts()
    {
        var task = await Service.AddTaskAsync(partner: "区乙局");
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        using var partner = await CoordinatorAsync("区乙局");
        var order = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "请说明。", unit = "区甲局" });

        using var wrong = await partner.PostAsJsonAsync($"orders/{order["id"]}/answers", new { answer = "x" });
        await unit.PostCreatedAsync($"orders/{order["id"]}/answers", new { answer = "正在办理。" });
        using var twice = await unit.PostAsJsonAsync($"orders/{order["id"]}/answers", new { answer = "x" });
        var waiting = await unit.GetJsonAsync("orders?state=answered");
        await office.PostCreatedAsync($"orders/{order["id"]}/rulings", new { decision = "return", reason = "不具体。", newDate = "2018-08-20" });
        Service.Clock.SetDay(2018, 8, 21);
        await unit.PostCreatedAsync($"orders/{order["id"]}/answers", new { answer = "已开工。" });
        await office.PostCreatedAsync($"orders/{order["id"]}/rulings", new { decision = "accept" });
        using var ruled = await office.PostAsJsonAsync($"orders/{order["id"]}/rulings", new { decision = "accept" });

        await wrong.AssertProblemAsync(HttpStatusCode.Forbidden, "not-addressed");
        await twice.AssertProblemAsync(HttpStatusCode.Conflict, "already-answered");
        await ruled.AssertProblemAsync(HttpStatusCode.Conflict, "no-answer-waits");
        Assert.That(waiting["items"]!.AsArray().Select(item => (long?)item!["id"]), Does.Contain((long?)order["id"]));
        var shown = await partner.GetJsonAsync($"orders/{order["id"]}");
        Assert.That((string?)shown["state"], Is.EqualTo("accepted"));
        Assert.That((bool?)shown["missed"], Is.True, "the second answer came a day late");
        var answers = (await unit.GetJsonAsync($"orders/{order["id"]}/answers"))["items"]!.AsArray();
        Assert.That(answers.Select(answer => (string?)answer!["decision"]), Is.EqualTo(new[] { "return", "accept" }));
    }

    [Test]
    public async Task Numbers_run_without_gaps_however_many_are_issued_at_once()
    {
        Service.Clock.SetDay(2021, 3, 1);
        using var office = await SupervisorAsync();
        var tasks = new List<long>();
        for (var number = 0; number < 12; number++)
            tasks.Add(await Service.AddTaskAsync());

        var answers = await Task.WhenAll(tasks.Select((task, index) =>
            office.PostAsJsonAsync($"tasks/{task}/orders", new { level = index % 3 == 2 ? "red" : "blue", demand = "x" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict), Is.EqualTo(4), "a refused order takes no number");
        Assert.That(
            await Service.QueryAsync<int>("select number from demands where year = 2021 order by number"), Is.EqualTo(Enumerable.Range(1, 8)));
    }

    [Test]
    public async Task One_of_many_orders_of_the_next_level_at_once_counts()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "x", answerBy = "2018-08-02" });
        Service.Clock.SetDay(2018, 8, 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "orange", demand = "x" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
    }

    [Test]
    public async Task An_order_says_to_whom_it_goes_where_several_lead()
    {
        var task = await Service.AddTaskAsync(lead: "各街道办事处");
        using var office = await SupervisorAsync();

        using var unsaid = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "blue", demand = "x" });
        using var stranger = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "blue", demand = "x", unit = "区丙局" });
        using var unknown = await office.PostAsJsonAsync($"tasks/{task}/orders", new { level = "purple", demand = "x", unit = "一街道" });
        var order = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "x", unit = "一街道" });

        Assert.That((await unsaid.JsonAsync()).ErrorOf("unit"), Is.Not.Empty);
        await stranger.AssertProblemAsync(HttpStatusCode.Conflict, "unit-not-on-task");
        Assert.That((await unknown.JsonAsync()).ErrorOf("level"), Does.Contain("orange"));
        Assert.That((string?)order["unitName"], Is.EqualTo("一街道"));
    }

    [Test]
    public async Task A_unit_sees_the_orders_on_its_tasks_alone()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();
        using var other = await CoordinatorAsync("区丙局");
        var order = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "x" });

        var seen = await other.GetJsonAsync("orders?state=open");
        using var hidden = await other.GetAsync($"orders/{order["id"]}");

        Assert.That(seen["items"]!.AsArray().Select(item => (long?)item!["id"]), Does.Not.Contain((long?)order["id"]));
        await hidden.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_rectification_is_reported_and_verified_by_its_own_date()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();

        var demanded = await office.PostCreatedAsync($"tasks/{task}/rectifications", new { demand = "清理现场。", rectifyBy = "2018-08-20" });
        await unit.PostCreatedAsync($"rectifications/{demanded["id"]}/reports", new { answer = "已清理。" });
        await office.PostCreatedAsync($"rectifications/{demanded["id"]}/verifications", new { decision = "return", reason = "仍有堆物。" });
        await unit.PostCreatedAsync($"rectifications/{demanded["id"]}/reports", new { answer = "已全部清理。" });
        await office.PostCreatedAsync($"rectifications/{demanded["id"]}/verifications", new { decision = "accept", reason = "现场已清。" });

        var shown = (await unit.GetJsonAsync($"tasks/{task}/rectifications"))["items"]!.AsArray().Single()!;
        Assert.That((string?)shown["state"], Is.EqualTo("accepted"));
        Assert.That((bool?)shown["missed"], Is.False);
        Assert.That((await unit.GetJsonAsync($"rectifications/{demanded["id"]}/reports"))["items"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{task}"))["deadline"], Is.EqualTo("2018-12-31"));
        using var asOrder = await unit.GetAsync($"orders/{demanded["id"]}/answers");
        await asOrder.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task Urgings_interviews_and_instructions_are_dated_records_that_the_units_see()
    {
        var task = await Service.AddTaskAsync(partner: "区乙局");
        using var office = await SupervisorAsync();
        using var partner = await CoordinatorAsync("区乙局");

        await office.PostCreatedAsync($"tasks/{task}/urgings", new { words = "请抓紧。", answerBy = "2018-08-03" });
        await office.PostCreatedAsync(
            $"tasks/{task}/interviews", new { interviewed = "区甲局李某", interviewer = "张某", heldOn = "2018-07-31", matters = "进度滞后。", promised = "八月完成。" });
        await office.PostCreatedAsync($"tasks/{task}/instructions", new { leader = "王某", words = "请速办。", givenOn = "2018-07-30", urgency = "urgent" });
        using var future = await office.PostAsJsonAsync($"tasks/{task}/instructions", new { leader = "王某", words = "x", givenOn = "2018-08-02" });
        using var past = await office.PostAsJsonAsync($"tasks/{task}/urgings", new { words = "x", answerBy = "2018-07-31" });
        using var unknown = await office.PostAsJsonAsync($"tasks/{task}/instructions", new { leader = "王某", words = "x", givenOn = "2018-07-30", urgency = "soon" });

        await future.AssertProblemAsync(HttpStatusCode.Conflict, "date-in-future");
        await past.AssertProblemAsync(HttpStatusCode.Conflict, "date-passed");
        Assert.That((await unknown.JsonAsync()).ErrorOf("urgency"), Does.Contain("ordinary"));
        Assert.That((string?)(await partner.GetJsonAsync($"tasks/{task}/urgings"))["items"]![0]!["answerBy"], Is.EqualTo("2018-08-03"));
        Assert.That((string?)(await partner.GetJsonAsync($"tasks/{task}/interviews"))["items"]![0]!["promised"], Is.EqualTo("八月完成。"));
        Assert.That((string?)(await partner.GetJsonAsync($"tasks/{task}/instructions"))["items"]![0]!["limitOn"], Is.EqualTo("2018-08-04"));
        Assert.That(
            (await partner.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray().Select(entry => (string?)entry!["act"]),
            Is.EqualTo(new[] { "urged", "interviewed", "instructed" }));
    }
}
