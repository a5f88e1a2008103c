using TaskTracker.Core.Tasks;
using TaskTracker.Notifications;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Supervision;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;
using TaskTracker.Tests.Reminders;

namespace TaskTracker.Tests.Notifications;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SupervisionNewsTests(DatabaseProvider provider)
{
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync() => _service = await TestService.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [Test]
    public async Task An_order_is_told_to_the_unit_addressed_and_its_answer_to_the_office()
    {
        var task = await _service.AddTaskAsync(lead: "各街道办事处", deadline: new DateOnly(2018, 12, 31), measure: "清理楼道。");
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "一街道");

        var order = await office.PostCreatedAsync(
            $"tasks/{task}/orders", new { level = "blue", demand = "说明进展。", unit = "一街道", answerBy = "2018-08-10" });
        await _service.DispatchAsync();
        await unit.PostCreatedAsync($"orders/{order["id"]}/answers", new { answer = "已清理八成。" });
        await _service.DispatchAsync();

        var told = (await _service.NotificationsOfAsync("一街道")).Single();
        Assert.That((string?)told["kind"], Is.EqualTo("order_issued"));
        Assert.That((string?)told["body"], Does.Contain("蓝色督办〔2018〕1号").And.Contain("说明进展。").And.Contain("2018-08-10"));
        Assert.That(await _service.NotificationsOfAsync("二街道"), Is.Empty);
        Assert.That((string?)(await _service.NotificationsOfAsync()).Single()["body"], Does.Contain("督办〔2018〕1号").And.Contain("一街道").And.Contain("已清理八成。"));
    }

    [Test]
    public async Task An_extension_is_told_to_whoever_is_to_rule_and_then_to_the_units()
    {
        var task = await _service.AddTaskAsync(partner: "区乙局", deadline: new DateOnly(2018, 12, 31));
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");

        var request = await unit.PostCreatedAsync(
            $"tasks/{task}/extension-requests", new { reason = "审批未完成。", progress = "已完成设计。", newDate = "2019-03-31" });
        await _service.DispatchAsync();
        await office.PostCreatedAsync($"tasks/{task}/extension-requests/{request["id"]}/decisions", new { decision = "grant" });
        await _service.DispatchAsync();

        Assert.That((string?)(await _service.NotificationsOfAsync()).Single()["body"], Does.Contain("区甲局").And.Contain("2019-03-31").And.Contain("审批未完成。"));
        foreach (var name in new[] { "区甲局", "区乙局" })
            Assert.That((string?)(await _service.NotificationsOfAsync(name)).Single()["body"], Does.Contain("2019-03-31"));
    }

    /// <summary>Every event of supervision has words, names the task, and reaches somebody.</summary>
    [Test]
    public async Task Every_act_is_told()
    {
        var task = await _service.AddTaskAsync(measure: "完善制度。");
        foreach (var kind in TellSupervision.Kinds)
        {
            await using var transaction = await _service.BeginAsync();
            await transaction.ExecuteAsync(
                """
                insert into outbox_messages (district_id, type, payload, occurred_at)
                values ('east', @Kind, @Payload, @Now)
                """,
                new { Kind = kind, Payload = Json.Write(new { TaskId = task, Words = "说了话。", Date = "2018-09-01" }), Now = _service.Clock.Now() });
            await transaction.CommitAsync();
        }

        await _service.DispatchAsync();

        var told = (await _service.NotificationsOfAsync()).Concat(await _service.NotificationsOfAsync("区甲局")).ToArray();
        Assert.That(told.Select(one => (string?)one["kind"]), Is.EquivalentTo(TellSupervision.Kinds));
        Assert.That(told.Select(one => (string?)one["body"]), Has.All.Contain("完善制度。"));
        var events = typeof(SupervisionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SupervisionEvent))).ToArray();
        Assert.That(events.Select(type => (string)type.GetProperty(nameof(IEvent.Type))!.GetValue(null)!), Is.EquivalentTo(TellSupervision.Kinds));
    }
}
