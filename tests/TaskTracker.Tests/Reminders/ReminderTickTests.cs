using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReminderTickTests(DatabaseProvider provider)
{
    private static readonly DateOnly Due = new(2018, 12, 28);
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _service = await TestService.StartAsync(provider);
        await _service.RemindWeeklyAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [Test]
    public async Task A_unit_is_reminded_at_each_threshold_and_only_once()
    {
        var task = await _service.AddTaskAsync(deadline: Due);

        foreach (var daysAhead in new[] { 60, 31, 30, 29, 7, 7, 2, 1, 0, 0, -1, -6, -7, -8, -14 })
            await _service.TickOnAsync(Due.AddDays(-daysAhead));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 sent", "D-7 区甲局 sent", "D-1 区甲局 sent", "D0 区甲局 sent", "D+7 区甲局 sent", "D+14 区甲局 sent",
        }));
        Assert.That(await _service.NotificationsOfAsync("区甲局"), Has.Length.EqualTo(6));
    }

    [Test]
    public async Task A_tick_says_what_it_did_and_the_next_one_finds_nothing()
    {
        await _service.AddTaskAsync(deadline: Due);
        await _service.AddTaskAsync(lead: "各街道办事处", deadline: Due.AddDays(-3));
        await _service.AddTaskAsync(deadline: Due.AddDays(100));

        var first = await _service.TickOnAsync(Due);
        var second = await _service.TickAsync();

        Assert.That(first.ToJsonString(), Is.EqualTo(
            """{"day":"2018-12-28","tasksLooked":3,"remindersSent":3,"remindersQueued":0,"superseded":9,"notifications":3,"provisionalCalendar":false}"""));
        Assert.That(second.ToJsonString(), Is.EqualTo(
            """{"day":"2018-12-28","tasksLooked":0,"remindersSent":0,"remindersQueued":0,"superseded":0,"notifications":0,"provisionalCalendar":false}"""));
    }

    [Test]
    public async Task A_unit_gets_one_digest_a_run_however_many_tasks_it_has()
    {
        await _service.AddTaskAsync(deadline: Due, measure: "修订办法。", no: "3");
        var late = await _service.AddTaskAsync(deadline: Due.AddDays(-14), measure: "完善目录。", no: "4");

        await _service.TickOnAsync(Due);

        var digest = (await _service.NotificationsOfAsync("区甲局")).Single();
        Assert.That((string?)digest["kind"], Is.EqualTo("reminder_digest"));
        Assert.That((string?)digest["title"], Is.EqualTo("2 项任务提醒：1 项逾期，1 项今天到期"));
        Assert.That((string?)digest["body"], Does.StartWith("1. 【逾期14天】完善目录。（第4项）（牵头单位：区甲局），应于2018-12-14前（含当日）办结\n2. 【今天到期】修订办法。"));
        using var office = await _service.ClientAsync(Role.Supervisor);
        var row = (await office.GetJsonAsync($"reminders?task={late}&state=sent"))["items"]!.AsArray().Single()!;
        Assert.That((long)row["notificationId"]!, Is.EqualTo((long)digest["id"]!));
        Assert.That((int)row["stepsPassedOver"]!, Is.EqualTo(1), "D+7 fell into the time without ticks");
    }

    [Test]
    public async Task After_400_days_without_service_each_unit_is_told_once_how_late_it_is()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(Due.AddDays(-30));

        await _service.TickOnAsync(Due.AddDays(370));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 sent", "D-7 区甲局 superseded", "D-1 区甲局 superseded", "D0 区甲局 superseded", "D+364 区甲局 sent",
        }));
        var told = await _service.NotificationsOfAsync("区甲局");
        Assert.That(told, Has.Length.EqualTo(2));
        Assert.That((string?)told[0]["body"], Does.Contain("逾期370天"));
    }

    [Test]
    public async Task A_group_reaches_each_member_an_old_unit_its_successor_and_whoever_is_unknown_the_office()
    {
        var ofGroup = await _service.AddTaskAsync(lead: "各街道办事处", deadline: Due);
        var ofOld = await _service.AddTaskAsync(lead: "区老局", deadline: Due);
        var ofOpenGroup = await _service.AddTaskAsync(lead: "各相关部门", deadline: Due);
        var ofUnknown = await _service.AddTaskAsync(lead: "某某中心", deadline: Due);

        await _service.TickOnAsync(Due.AddDays(-30));

        Assert.That(await _service.RemindersOfAsync(ofGroup), Is.EquivalentTo(new[] { "D-30 一街道 sent", "D-30 二街道 sent" }));
        Assert.That(await _service.RemindersOfAsync(ofOld), Is.EqualTo(new[] { "D-30 区甲局 sent" }));
        Assert.That(await _service.RemindersOfAsync(ofOpenGroup), Is.EqualTo(new[] { "D-30 office sent" }));
        Assert.That(await _service.RemindersOfAsync(ofUnknown), Is.EqualTo(new[] { "D-30 office sent" }));
        Assert.That((string?)(await _service.NotificationsOfAsync()).Single()["body"], Does.Contain("某某中心").And.Contain("各相关部门"));
        Assert.That((string?)(await _service.NotificationsOfAsync("区甲局")).Single()["body"], Does.Contain("牵头单位：区甲局"), "as it is called now");
    }

    [Test]
    public async Task Partners_and_units_that_take_no_part_are_not_reminded()
    {
        await _service.AddTaskAsync(lead: "区甲局", partner: "区乙局", deadline: Due);

        await _service.TickOnAsync(Due);

        Assert.That(await _service.NotificationsOfAsync("区乙局"), Is.Empty);
        Assert.That(await _service.NotificationsOfAsync("区丙局"), Is.Empty);
        Assert.That(await _service.NotificationsOfAsync(), Is.Empty);
    }

    [Test]
    public async Task A_corrected_deadline_begins_a_new_ledger()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(Due.AddDays(-7));
        using var office = await _service.ClientAsync(Role.Supervisor);
        using (await office.PatchAsync($"tasks/{task}", """{"deadline":"2019-01-31","reason":"漏印。"}""", "*"))
            await _service.TickAsync();
        await _service.TickOnAsync(new DateOnly(2019, 1, 1));
        await _service.TickOnAsync(new DateOnly(2019, 1, 24));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 superseded", "D-7 区甲局 sent", "D-30 区甲局 sent", "D-7 区甲局 sent",
        }));
    }

    [Test]
    public async Task A_task_that_is_handed_in_is_not_reminded_and_one_that_is_returned_is_again()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(Due);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        using var office = await _service.ClientAsync(Role.Supervisor);
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await _service.TickOnAsync(Due.AddDays(10));
        Assert.That((await _service.RemindersOfAsync(task)).Last(), Is.EqualTo("D0 区甲局 sent"));

        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "缺佐证。" });
        await _service.TickAsync();

        Assert.That((await _service.RemindersOfAsync(task)).Last(), Is.EqualTo("D+7 区甲局 sent"));
    }

    [Test]
    public async Task A_closed_task_is_not_reminded()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        using var office = await _service.ClientAsync(Role.Supervisor);
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        var run = await _service.TickOnAsync(Due.AddDays(30));

        Assert.That((int)run["tasksLooked"]!, Is.Zero);
        Assert.That(await _service.RemindersOfAsync(task), Is.Empty);
    }

    [Test]
    public async Task Undated_tasks_are_never_reminded_and_other_districts_are_left_alone()
    {
        await _service.AddTaskAsync();
        await _service.AddTaskAsync(deadline: Due, district: "west");

        var run = await _service.TickOnAsync(Due.AddDays(30));

        Assert.That((int)run["tasksLooked"]!, Is.EqualTo(1), "once, since it is new");
        Assert.That((int)(await _service.TickOnAsync(Due.AddDays(60)))["tasksLooked"]!, Is.Zero);
        Assert.That(await _service.QueryAsync<long>("select id from reminders"), Is.Empty);
    }

    [Test]
    public async Task What_waited_when_the_service_died_is_checked_again_before_it_is_sent()
    {
        await _service.TickOnAsync(Due.AddDays(-60));
        var open = await _service.AddTaskAsync(deadline: Due);
        var closed = await _service.AddTaskAsync(deadline: Due);
        var passedOn = await _service.AddTaskAsync(deadline: Due);
        await _service.ExecuteAsync("update tasks set remind_on = null");
        await _service.TickOnAsync(Due.AddDays(-1));
        await WaitAsync(open, "区甲局");
        await WaitAsync(closed, "区甲局");
        await WaitAsync(passedOn, "区乙局");
        await _service.ExecuteAsync("update tasks set remind_on = @Later", new { Later = Due.AddDays(1) });
        await _service.ExecuteAsync("update tasks set state = 'closed' where id = @closed", new { closed });

        var run = await _service.TickOnAsync(Due);

        Assert.That(await _service.RemindersOfAsync(open), Is.EqualTo(new[] { "D-1 区甲局 sent" }));
        Assert.That(await _service.RemindersOfAsync(closed), Is.EqualTo(new[] { "D-1 区甲局 superseded" }));
        Assert.That(await _service.RemindersOfAsync(passedOn), Is.EqualTo(new[] { "D-1 区乙局 superseded" }), "区乙局 does not lead it");
        Assert.That((int)run["notifications"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Of_two_that_wait_for_one_task_the_more_severe_is_sent()
    {
        await _service.TickOnAsync(Due.AddDays(-60));
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.ExecuteAsync("update tasks set remind_on = null");
        await _service.TickOnAsync(Due.AddDays(-1));
        await WaitAsync(task, "区甲局");
        await _service.ExecuteAsync("update tasks set remind_on = @Due", new { Due });

        await _service.TickOnAsync(Due);

        Assert.That(
            (await _service.RemindersOfAsync(task)).Where(reminder => !reminder.Contains("D-30") && !reminder.Contains("D-7")),
            Is.EqualTo(new[] { "D-1 区甲局 superseded", "D0 区甲局 sent" }));
    }

    /// <summary>A reminder that a tick recorded the day before, without coming to deliver it.</summary>
    private async Task WaitAsync(long task, string unit) => await _service.ExecuteAsync(
        InsertWaiting,
        new { Task = task, Recipient = $"unit:{await _service.UnitIdAsync(unit)}", Due, RunOn = Due.AddDays(-1), Now = _service.Clock.Now() });

    private const string InsertWaiting = """
        insert into reminders (district_id, task_id, occasion, subject, version, threshold, recipient, channel, state, alone, due_on, run_id, run_on, created_at)
        select 'east', @Task, 'task_due', '', 1, 'D-1', @Recipient, 'in_app', 'pending', 0, @Due, max(id), @RunOn, @Now
          from reminder_runs
        """;
}
