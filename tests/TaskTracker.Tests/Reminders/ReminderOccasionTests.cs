using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>Everything on a task that has a date, and what happens to its reminders when the task changes.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReminderOccasionTests(DatabaseProvider provider)
{
    private static readonly DateOnly Start = new(2018, 9, 3);
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _service = await TestService.StartAsync(provider);
        _service.Clock.SetDay(Start.Year, Start.Month, Start.Day);
    }

    [TearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [Test]
    public async Task A_missing_receipt_is_reminded_of_until_the_unit_acknowledges()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.ReceiptDue, 0), Line(ReminderOccasion.ReceiptDue, 1)]);
        var task = await _service.AddTaskAsync(lead: "区甲局", partner: "区乙局");
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");

        await _service.TickOnAsync(Start.AddDays(3));
        await unit.PostCreatedAsync($"tasks/{task}/receipts", new { });
        await _service.TickOnAsync(Start.AddDays(4));

        Assert.That(await _service.RemindersOfAsync(task), Is.EquivalentTo(new[] { "W0 区甲局 sent", "W0 区乙局 sent", "W+1 区乙局 sent" }));
        Assert.That((string?)(await _service.NotificationsOfAsync("区乙局"))[0]["title"], Does.StartWith("【签收逾期1天】"));
    }

    [Test]
    public async Task A_report_is_reminded_of_until_it_comes()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.ReportDue, -2), Line(ReminderOccasion.ReportDue, 1)]);
        var task = await _service.AddTaskAsync();
        var list = await _service.AddListAsync("清单", task);
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        using (var settled = await office.PatchAsync($"task-lists/{list}", """{"reportCycle":"monthly","reportDue":{"kind":"day","number":25}}""", "*"))
            Assert.That(settled.IsSuccessStatusCode, await settled.Content.ReadAsStringAsync());

        await _service.TickOnAsync(new DateOnly(2018, 9, 21));
        await _service.TickOnAsync(new DateOnly(2018, 9, 26));
        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "W-2 区甲局 sent", "W+1 区甲局 sent" }));
        Assert.That((string?)(await _service.NotificationsOfAsync("区甲局"))[0]["title"], Does.StartWith("【填报逾期1天】"));

        await _service.TickOnAsync(new DateOnly(2018, 10, 19));
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 10, done = "已启动。", period = "2018-10" });
        await _service.TickOnAsync(new DateOnly(2018, 10, 26));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "W-2 区甲局 sent", "W+1 区甲局 sent", "W-2 区甲局 superseded" }).Or.EqualTo(new[] { "W-2 区甲局 sent", "W+1 区甲局 sent" }));
    }

    [Test]
    public async Task An_order_is_reminded_of_until_it_is_answered_and_its_missed_date_stands_alone()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.AnswerDue, 0), Line(ReminderOccasion.AnswerDue, 1, RecipientRole.Contact, RecipientRole.Office) with { Alone = true }]);
        var task = await _service.AddTaskAsync();
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "请说明。", answerBy = "2018-09-06" });

        await _service.TickOnAsync(new DateOnly(2018, 9, 6));
        await _service.TickOnAsync(new DateOnly(2018, 9, 7));

        Assert.That(await _service.RemindersOfAsync(task), Is.EquivalentTo(new[] { "W0 区甲局 sent", "W+1 区甲局 sent", "W+1 office sent" }));
        var told = (await _service.NotificationsOfAsync()).First(notification => (string?)notification["kind"] == "reminder");
        Assert.That((string?)told["title"], Does.StartWith("【反馈逾期1天】"));
        Assert.That((string?)told["body"], Does.Contain("责任单位：区甲局").Or.Contain("牵头单位：区甲局"));
        Assert.That((string?)told["body"], Does.Contain("督办〔2018〕1号"));

        var order = (long)(await office.GetJsonAsync($"tasks/{task}/orders"))["items"]![0]!["id"]!;
        await unit.PostCreatedAsync($"orders/{order}/answers", new { answer = "已整改。" });
        await _service.TickOnAsync(new DateOnly(2018, 9, 20));
        Assert.That(await _service.RemindersOfAsync(task), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_conditional_date_that_nobody_filled_in_is_told_to_the_office()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.DateMissing, 30, RecipientRole.Office) with { Unit = ThresholdUnit.Days, Every = 30 }]);
        var task = await _service.AddTaskAsync(kind: DeadlineKind.Conditional);

        await _service.TickOnAsync(Start.AddDays(29));
        await _service.TickOnAsync(Start.AddDays(65));
        using (var office = await _service.ClientAsync(Role.Supervisor))
            await office.PostCreatedAsync($"tasks/{task}/dates", new { date = "2019-12-01", basis = "会议纪要" });
        await _service.TickOnAsync(Start.AddDays(100));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "D+60 office sent" }));
        Assert.That((string?)(await _service.NotificationsOfAsync()).Single(told => (string?)told["kind"] == "reminder_digest")["title"], Does.StartWith("【时限未明确】"));
    }

    [Test]
    public async Task A_milestone_is_reminded_of_until_it_is_done()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.MilestoneDue, -7) with { Unit = ThresholdUnit.Days }, Line(ReminderOccasion.MilestoneDue, 1) with { Unit = ThresholdUnit.Days }]);
        var task = await _service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        await office.PostCreatedAsync($"tasks/{task}/milestones", new { words = "完成初稿", dueOn = "2018-10-10" });
        await office.PostCreatedAsync($"tasks/{task}/milestones", new { words = "完成定稿", dueOn = "2018-10-10" });

        await _service.TickOnAsync(new DateOnly(2018, 10, 3));
        await unit.PostCreatedAsync($"tasks/{task}/milestones/1/completions", new { });
        await _service.TickOnAsync(new DateOnly(2018, 10, 11));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-7 区甲局 sent", "D-7 区甲局 sent", "D+1 区甲局 sent" }));
        Assert.That((string?)(await _service.NotificationsOfAsync("区甲局")).First(told => (string?)told["kind"] == "reminder_digest")["body"], Does.Contain("完成节点“完成定稿”"));
    }

    [Test]
    public async Task A_returned_task_is_reminded_of_its_new_day()
    {
        await _service.RemindByAsync([Line(ReminderOccasion.HandInAgain, -3) with { Unit = ThresholdUnit.Days }, Line(ReminderOccasion.HandInAgain, 1) with { Unit = ThresholdUnit.Days }]);
        var task = await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 10));
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "缺佐证。", handInAgainBy = "2018-09-20" });

        await _service.TickOnAsync(new DateOnly(2018, 9, 17));
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已补齐。" });
        await _service.TickOnAsync(new DateOnly(2018, 9, 25));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-3 区甲局 sent" }));
    }

    [Test]
    public async Task A_suspended_task_is_not_reminded_of_and_one_that_is_resumed_by_its_new_date()
    {
        await _service.RemindWeeklyAsync();
        var task = await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 20));
        await _service.TickOnAsync(new DateOnly(2018, 9, 4));
        using var office = await _service.ClientAsync(Role.Supervisor);
        await office.PostCreatedAsync($"tasks/{task}/suspensions", new { reason = "等待批复。" });
        await _service.TickOnAsync(new DateOnly(2018, 9, 14));
        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-30 区甲局 sent" }));

        await office.PostCreatedAsync($"tasks/{task}/resumptions", new { reason = "已批复。", newDate = "2018-10-20" });
        await _service.TickOnAsync(new DateOnly(2018, 9, 20));

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-30 区甲局 sent", "D-30 区甲局 sent" }));
    }

    [Test]
    public async Task A_member_of_a_group_that_has_handed_its_part_in_is_not_reminded_any_more()
    {
        await _service.RemindWeeklyAsync();
        var task = await _service.AddTaskAsync(lead: "各街道办事处", deadline: new DateOnly(2018, 9, 20));
        using var one = await _service.ClientAsync(Role.Coordinator, "一街道");
        await one.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });

        await _service.TickOnAsync(new DateOnly(2018, 9, 20));

        Assert.That((await _service.RemindersOfAsync(task)).Where(reminder => reminder.EndsWith("sent")), Is.EqualTo(new[] { "D0 二街道 sent" }));
    }

    [Test]
    public async Task A_renamed_units_reminders_are_not_repeated_to_its_successor_and_a_new_lead_is_told_at_once()
    {
        await _service.RemindWeeklyAsync();
        var renamed = await _service.AddTaskAsync(lead: "区乙局", deadline: new DateOnly(2018, 9, 20));
        var passedOn = await _service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 9, 20));
        await _service.TickOnAsync(new DateOnly(2018, 9, 13));
        using var admin = await _service.ClientAsync(Role.Admin);
        using var office = await _service.ClientAsync(Role.Supervisor);
        using (var changed = await admin.PatchAsync($"units/{await _service.UnitIdAsync("区乙局")}", """{"successor":"区丙局"}""", "*"))
            Assert.That(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
        using (var changed = await office.PatchAsync($"tasks/{passedOn}", """{"leadUnits":["区丙局"]}""", "*"))
            Assert.That(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());

        await _service.TickOnAsync(new DateOnly(2018, 9, 14));
        await _service.TickOnAsync(new DateOnly(2018, 9, 19));

        Assert.That(
            (await _service.RemindersOfAsync(renamed)).Where(reminder => reminder.EndsWith("sent")),
            Is.EqualTo(new[] { "D-7 区乙局 sent", "D-1 区丙局 sent" }), "the same people are not told twice");
        Assert.That(
            (await _service.RemindersOfAsync(passedOn)).Where(reminder => reminder.EndsWith("sent")),
            Is.EqualTo(new[] { "D-7 区甲局 sent", "D-7 区丙局 sent", "D-1 区丙局 sent" }), "a new lead has not been told yet");
    }

    [Test]
    public async Task A_list_has_rules_of_its_own_and_others_follow_the_district()
    {
        var ofList = await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 20));
        var other = await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 20));
        var list = await _service.AddListAsync("清单", ofList);
        await _service.RemindWeeklyAsync();
        await _service.RemindByAsync([Ledger.Line(ReminderOccasion.TaskDue, 75) with { Unit = ThresholdUnit.Percent }], list);

        for (var day = new DateOnly(2018, 9, 3); day <= new DateOnly(2018, 9, 20); day = day.AddDays(1))
            await _service.TickOnAsync(day);

        Assert.That(await _service.RemindersOfAsync(ofList), Is.EqualTo(new[] { "P75 区甲局 sent" }));
        Assert.That(await _service.RemindersOfAsync(other), Is.EqualTo(new[] { "D-30 区甲局 sent", "D-7 区甲局 sent", "D-1 区甲局 sent", "D0 区甲局 sent" }));
    }

    [Test]
    public async Task By_default_what_is_long_overdue_climbs_from_the_unit_to_the_office()
    {
        var task = await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 10));
        using (var unit = await _service.ClientAsync(Role.Coordinator, "区甲局"))
            await unit.PostCreatedAsync($"tasks/{task}/receipts", new { });

        for (var day = new DateOnly(2018, 9, 3); day <= new DateOnly(2018, 10, 12); day = day.AddDays(1))
            await _service.TickOnAsync(day);

        Assert.That(await _service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 superseded", "D-7 区甲局 sent", "D-1 区甲局 sent", "D0 区甲局 sent", "D+7 区甲局 sent", "D+14 区甲局 sent",
            "D+21 区甲局 sent", "D+28 区甲局 sent", "D+30 office sent",
        }));
        Assert.That((await _service.NotificationsOfAsync("区甲局")).Count(told => (string?)told["kind"] == "reminder"), Is.EqualTo(1), "after two weeks it stands alone");
    }

    [Test]
    public async Task The_equation_of_a_day_holds_and_every_number_opens_its_list()
    {
        await _service.RemindWeeklyAsync();
        for (var task = 0; task < 5; task++)
            await _service.AddTaskAsync(lead: task < 2 ? "各街道办事处" : "区甲局", deadline: new DateOnly(2018, 9, 5).AddDays(task * 20));
        await _service.TickOnAsync(new DateOnly(2018, 9, 6));
        await _service.TickAsync();
        using var office = await _service.ClientAsync(Role.Supervisor);

        var ledger = await office.GetJsonAsync("reminders/ledger?day=2018-09-06");

        Assert.That((bool)ledger["holds"]!);
        Assert.That((long)ledger["expected"]!, Is.EqualTo(new[] { "sent", "pending", "superseded", "failed", "unknown" }.Sum(part => (long)ledger[part]!["number"]!)));
        Assert.That((long)ledger["sent"]!["number"]!, Is.EqualTo(4));
        Assert.That(ledger["runs"]!.AsArray(), Has.Count.EqualTo(2));
        foreach (var part in new[] { ledger["sent"]!, ledger["superseded"]!, ledger["channels"]![0]!["sent"]! })
        {
            using var list = new HttpRequestMessage(HttpMethod.Get, (string)part["href"]!) { Headers = { { "Prefer", "return=total-count" } } };
            using var answer = await office.SendAsync(list);
            Assert.That(answer.Headers.GetValues("X-Total-Count").Single(), Is.EqualTo($"{part["number"]}"), (string)part["href"]!);
        }
    }

    [Test]
    public async Task The_health_check_turns_red_when_a_row_is_missing_or_the_tick_is_late()
    {
        await _service.RemindWeeklyAsync();
        await _service.AddTaskAsync(deadline: new DateOnly(2018, 9, 5));
        await _service.TickOnAsync(new DateOnly(2018, 9, 5));
        await _service.ExecuteAsync("insert into reminder_clocks (district_id, rule, last_run_at) values ('west', '', @Now)", new { Now = _service.Clock.Now() });
        Assert.That(await HealthAsync(), Is.EqualTo("200 Healthy").IgnoreCase);

        await _service.ExecuteAsync("delete from reminders where threshold = 'D-30'");
        Assert.That(await HealthAsync(), Does.StartWith("503"));
        await _service.ExecuteAsync("update reminder_runs set expected = expected - 1 where expected > 0");
        Assert.That(await HealthAsync(), Does.StartWith("200"));

        _service.Clock.Set(new DateTimeOffset(2018, 9, 6, 8, 55, 0, TimeSpan.FromHours(8)));
        Assert.That(await HealthAsync(), Does.StartWith("200"), "25 minutes after its time it may still be under way");
        _service.Clock.Set(new DateTimeOffset(2018, 9, 6, 9, 5, 0, TimeSpan.FromHours(8)));
        Assert.That(await HealthAsync(), Does.StartWith("503"));
        using var client = _service.Anonymous();
        using var ready = await client.GetAsync(new Uri(_service.Address, "/health/ready"));
        Assert.That(ready.IsSuccessStatusCode, "a late tick is no reason to send requests elsewhere");
    }

    private async Task<string> HealthAsync()
    {
        using var client = _service.Anonymous();
        using var health = await client.GetAsync(new Uri(_service.Address, "/health/reminders"));
        return $"{(int)health.StatusCode} {(await health.JsonAsync())["status"]}";
    }

    private static ReminderLine Line(ReminderOccasion occasion, int offset, params RecipientRole[] recipients) =>
        Ledger.Line(occasion, offset, recipients) with { Unit = ThresholdUnit.WorkingDays };
}
