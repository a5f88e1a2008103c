using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;
using TaskTracker.Tests.Reminders;

namespace TaskTracker.Tests.Notifications;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class TaskNewsTests(DatabaseProvider provider)
{
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync() => _service = await TestService.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [Test]
    public async Task The_office_hears_of_a_completion_request_and_the_lead_of_its_return_and_of_its_closing()
    {
        var task = await _service.AddTaskAsync(lead: "区老局", partner: "区乙局", deadline: new DateOnly(2018, 8, 1), measure: "完善制度。", no: "3");
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        using var office = await _service.ClientAsync(Role.Supervisor);

        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已印发。" });
        await _service.DispatchAsync();
        var asked = (await _service.NotificationsOfAsync()).Single();
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "缺佐证材料。" });
        await _service.DispatchAsync();
        var returned = (await _service.NotificationsOfAsync("区甲局")).Single();
        _service.Clock.SetDay(2018, 8, 9);
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已补。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
        await _service.DispatchAsync();
        var closed = (await _service.NotificationsOfAsync("区甲局"))[0];

        Assert.That((string?)asked["kind"], Is.EqualTo("completion_requested"));
        Assert.That((string?)asked["title"], Is.EqualTo("【待审核】完善制度。（第3项）"));
        Assert.That((string?)asked["body"], Does.Contain("区甲局").And.Contain("已印发。"));
        Assert.That((string?)returned["kind"], Is.EqualTo("task_returned"));
        Assert.That((string?)returned["body"], Does.Contain("缺佐证材料。"));
        Assert.That((long?)returned["taskId"], Is.EqualTo(task));
        Assert.That((string?)closed["kind"], Is.EqualTo("task_closed"));
        Assert.That((string?)closed["body"], Does.Contain("逾期8天"), "late but done is never shown as on time");
        Assert.That(await _service.NotificationsOfAsync("区乙局"), Is.Empty, "a partner has no part in it");
    }

    [Test]
    public async Task A_new_task_is_told_to_lead_and_partner_units()
    {
        using var office = await _service.ClientAsync(Role.Supervisor);
        await office.PostCreatedAsync("tasks", new
        {
            origin = "meeting",
            basis = "纪要",
            measure = "落实任务。",
            leadUnits = new[] { "各街道办事处" },
            partnerUnits = new[] { "区乙局", "一街道", "各相关部门" },
            deadline = "2018-09-30",
        });

        await _service.DispatchAsync();

        foreach (var unit in new[] { "一街道", "二街道", "区乙局" })
        {
            var told = (await _service.NotificationsOfAsync(unit)).Single();
            Assert.That((string?)told["title"], Is.EqualTo("【新任务】落实任务。"));
            Assert.That((string?)told["body"], Does.Contain("各街道办事处").And.Contain("2018-09-30"));
        }

        Assert.That(await _service.NotificationsOfAsync(), Is.Empty, "an open group of partners is nobody's fault");
    }

    [Test]
    public async Task A_confirmed_list_is_told_to_each_of_its_units_once_with_what_is_new()
    {
        var list = await _service.AddListAsync("清单名");
        await AddToListAsync(list, ("区甲局", "区乙局"), ("区甲局", null), ("各街道办事处", "区甲局"), ("某某中心", null));
        await _service.DispatchAsync();
        _service.Clock.Advance(TimeSpan.FromMinutes(5));
        await AddToListAsync(list, ("区甲局", null));
        await _service.DispatchAsync();

        Assert.That(await ToldAsync("区甲局"), Is.EqualTo(new[] { "新下达1项任务：清单名", "新下达3项任务：清单名" }));
        Assert.That(await ToldAsync("区乙局"), Is.EqualTo(new[] { "新下达1项任务：清单名" }));
        Assert.That(await ToldAsync("一街道"), Is.EqualTo(new[] { "新下达1项任务：清单名" }));
        Assert.That(await ToldAsync(null), Is.EqualTo(new[] { "新下达1项任务：清单名" }));
        var first = (await _service.NotificationsOfAsync("区甲局"))[1];
        Assert.That((string?)first["body"], Is.EqualTo("《清单名》中由本单位牵头2项，配合1项。请逐项签收，并按期填报进展。"));
        Assert.That((string?)first["kind"], Is.EqualTo("tasks_assigned"));
    }

    private async Task<string[]> ToldAsync(string? unit) =>
        [.. (await _service.NotificationsOfAsync(unit)).Select(told => (string)told["title"]!)];

    /// <summary>Records tasks and publishes their one event, all at one instant, as the confirmation does.</summary>
    private async Task AddToListAsync(long list, params (string Lead, string? Partner)[] tasks)
    {
        foreach (var (lead, partner) in tasks)
        {
            var task = await _service.AddTaskAsync(lead: lead, partner: partner);
            await _service.ExecuteAsync("update tasks set list_id = @list where id = @task", new { list, task });
        }

        await using var transaction = await _service.BeginAsync();
        await transaction.PublishAsync("east", new TasksAssigned(list, tasks.Length), _service.Clock.Now());
        await transaction.CommitAsync();
    }
}
