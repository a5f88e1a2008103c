using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Timing;

namespace TaskTracker.Tests.Timing;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class OccurrenceTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task The_next_occurrence_of_a_new_duty_is_open()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");

        await RunAsync();

        Assert.That(await StagesAsync(task), Is.EqualTo(new[] { ("2018-08-01", "2018-08-05", "open") }));
    }

    [Test]
    public async Task What_was_missed_while_the_service_stood_still_is_opened_and_missed()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();

        Service.Clock.SetDay(2018, 10, 20);
        await RunAsync();

        Assert.That(await StagesAsync(task), Is.EqualTo(new[]
        {
            ("2018-08-01", "2018-08-05", "missed"), ("2018-08-06", "2018-09-05", "missed"), ("2018-09-06", "2018-10-05", "missed"), ("2018-10-06", "2018-11-05", "open"),
        }));
        using var office = await SupervisorAsync();
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(((int)shown["occurrencesMissed"]!, (bool)shown["overdue"]!, (string?)shown["nextDueOn"], (bool)shown["occurrencesTracked"]!), Is.EqualTo((3, false, "2018-11-05", true)));
    }

    [Test]
    public async Task Running_again_or_twice_at_once_opens_nothing_twice()
    {
        var task = await AddAsync("FREQ=WEEKLY;BYDAY=FR");

        await Task.WhenAll(RunAsync(), RunAsync(), RunAsync());
        await Service.ExecuteAsync("update tasks set expand_on = '2018-08-01' where id = @Task", new { Task = task });
        await RunAsync();

        Assert.That(await StagesAsync(task), Is.EqualTo(new[] { ("2018-08-01", "2018-08-03", "open") }));
    }

    [Test]
    public async Task Of_an_old_duty_no_more_than_a_year_is_opened_and_its_history_says_so()
    {
        var task = await AddAsync("FREQ=MONTHLY", start: "2015-01-01");

        await RunAsync();

        var stages = await StagesAsync(task);
        Assert.That(stages, Has.Length.EqualTo(13));
        Assert.That((stages[0].Due, stages[^1].Due), Is.EqualTo(("2017-08-31", "2018-08-31")));
        using var office = await SupervisorAsync();
        var history = (await office.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray();
        Assert.That(history.Select(entry => (string?)entry!["act"]), Does.Contain("occurrences_passed_over"));
    }

    [Test]
    public async Task Each_occurrence_is_done_missed_or_late_by_itself()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();
        using var lead = await CoordinatorAsync();
        await lead.PostCreatedAsync($"tasks/{task}/occurrences/1/completions", new { note = "已报送。" });
        Service.Clock.SetDay(2018, 10, 20);
        await RunAsync();

        await lead.PostCreatedAsync($"tasks/{task}/occurrences/2/completions", new { });

        Assert.That((await StagesAsync(task)).Select(stage => stage.State), Is.EqualTo(new[] { "done", "done_late", "missed", "open" }));
    }

    [Test]
    public async Task A_closed_duty_is_asked_no_more()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();
        using var lead = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await lead.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "机制已建立。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        Service.Clock.SetDay(2018, 12, 20);
        await RunAsync();

        Assert.That((await StagesAsync(task)).Single().State, Is.EqualTo("excused"));
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(((int)shown["occurrencesMissed"]!, (string?)shown["nextDueOn"]), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public async Task What_falls_due_while_the_work_rests_is_excused_and_what_was_missed_before_stays_missed()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 9, 3);
        await RunAsync();
        await office.PostCreatedAsync($"tasks/{task}/suspensions", new { reason = "机构调整。" });
        Service.Clock.SetDay(2018, 9, 20);
        await RunAsync();
        Assert.That((await StagesAsync(task)).Select(stage => stage.State), Is.EqualTo(new[] { "missed", "excused" }));

        Service.Clock.SetDay(2018, 12, 5);
        await office.PostCreatedAsync($"tasks/{task}/resumptions", new { reason = "已恢复。" });
        Service.Clock.SetDay(2018, 12, 6);
        await RunAsync();

        Assert.That(await StagesAsync(task), Is.EqualTo(new[]
        {
            ("2018-08-01", "2018-08-05", "missed"), ("2018-08-06", "2018-09-05", "excused"), ("2018-09-06", "2018-10-05", "excused"),
            ("2018-10-06", "2018-11-05", "excused"), ("2018-11-06", "2018-12-05", "missed"), ("2018-12-06", "2019-01-05", "open"),
        }));
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(((int)shown["occurrencesMissed"]!, (string?)shown["nextDueOn"]), Is.EqualTo((2, "2019-01-05")));
    }

    [Test]
    public async Task What_falls_due_while_a_duty_waits_for_review_is_excused_and_can_be_done_without_being_late()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();
        using var lead = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await lead.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "机制已建立。" });
        Service.Clock.SetDay(2018, 8, 20);
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "材料不全。" });
        await RunAsync();
        Assert.That((await StagesAsync(task)).Select(stage => stage.State), Is.EqualTo(new[] { "excused", "open" }));

        var done = await lead.PostCreatedAsync($"tasks/{task}/occurrences/1/completions", new { });

        Assert.That((string?)done["state"], Is.EqualTo("done"));
        Assert.That((int)(await office.GetJsonAsync($"tasks/{task}"))["occurrencesMissed"]!, Is.Zero);
    }

    [Test]
    public async Task A_rest_of_less_than_a_day_excuses_nothing_however_often_it_begins()
    {
        var task = await AddAsync("FREQ=WEEKLY;BYDAY=FR");
        await RunAsync();
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 8, 3);
        for (var times = 0; times < 2; times++)
        {
            await office.PostCreatedAsync($"tasks/{task}/suspensions", new { reason = "x" });
            await office.PostCreatedAsync($"tasks/{task}/resumptions", new { reason = "x" });
        }

        Service.Clock.SetDay(2018, 8, 4);

        Assert.That((await StagesAsync(task)).Single().State, Is.EqualTo("missed"));
    }

    [Test]
    public async Task Missed_and_excused_mean_the_same_in_SQL_as_in_Core()
    {
        var due = new DateOnly(2018, 8, 5);
        using var office = await SupervisorAsync();
        foreach (var from in new[] { due.AddDays(-1), due, due.AddDays(1) })
        {
            foreach (var until in new DateOnly?[] { null, from, due, due.AddDays(1), due.AddDays(2) })
            {
                Service.Clock.SetDay(2018, 8, 1);
                var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
                await RunAsync();
                await Service.ExecuteAsync(
                    "insert into task_rests (district_id, task_id, from_on, until_on) values ('east', @Task, @From, @Until)", new { Task = task, From = from, Until = until });
                Service.Clock.SetDay(2018, 8, 6);

                var missed = (int)(await office.GetJsonAsync($"tasks/{task}"))["occurrencesMissed"]!;
                var covers = new Rest(from, until).Covers(due);

                Assert.That(((await StagesAsync(task)).Single().State, missed), Is.EqualTo(covers ? ("excused", 0) : ("missed", 1)), $"{from} to {until}");
            }
        }
    }

    [Test]
    public async Task A_duty_that_turns_out_to_have_a_date_is_not_missed()
    {
        var task = await AddAsync("FREQ=MONTHLY;BYMONTHDAY=5");
        await RunAsync();
        using var office = await SupervisorAsync();
        using var corrected = await office.PatchAsync($"tasks/{task}", """{"deadline":"2018-12-31"}""", "*");

        Service.Clock.SetDay(2018, 10, 20);
        await RunAsync();

        Assert.That(await StagesAsync(task), Is.EqualTo(new[] { ("2018-08-01", "2018-08-05", "open") }));
        Assert.That((int)(await office.GetJsonAsync($"tasks/{task}"))["occurrencesMissed"]!, Is.Zero);
    }

    [Test]
    public async Task Tasks_of_a_document_keep_its_milestones_limits_and_duties()
    {
        using var office = await SupervisorAsync();
        var uploaded = await office.UploadAsync("time.txt", SampleText.Labelled(
            "工作方案", "东政发〔2018〕77号",
            [
                ("1", "编制清单。", "区甲局", "", "2018年6月底前完成编制，2018年底前完成整治"), ("2", "报送进展。", "区甲局", "", "每月5日前"),
                ("3", "完成整改。", "区甲局", "", "接到通知后5个工作日内"),
            ], "任务清单"));
        var confirmed = await office.PostAsync($"documents/{uploaded["id"]}/confirmation", Answers.RawJson("{}"));
        var list = (long)(await confirmed.JsonAsync())["lists"]![0]!["listId"]!;
        await RunAsync();

        var tasks = (await office.GetJsonAsync($"tasks?list={list}"))["items"]!.AsArray();

        Assert.That(tasks[0]!["milestones"]!.AsArray().Select(milestone => (string?)milestone!["date"]), Is.EqualTo(new[] { "2018-06-30", "2018-12-31" }));
        Assert.That(((bool)tasks[1]!["occurrencesTracked"]!, (string?)tasks[1]!["nextDueOn"]), Is.EqualTo((true, "2018-08-05")));
        Assert.That(((int)tasks[2]!["relativeLimit"]!["amount"]!, (string?)tasks[2]!["relativeLimit"]!["unit"]), Is.EqualTo((5, "working_days")));
    }

    [Test]
    public async Task A_run_costs_only_what_is_due()
    {
        await AddAsync("FREQ=YEARLY");
        await RunAsync();

        Assert.That(await Service.QueryAsync<long>("select id from tasks where expand_on <= '2018-08-01'"), Is.Empty);
    }

    [TestCase("每年至少两次")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=0")]
    public async Task A_recurrence_that_is_not_understood_is_refused(string recurrence)
    {
        using var office = await SupervisorAsync();

        using var response = await office.PostAsync("tasks", Answers.RawJson(
            $$"""{"origin":"meeting","basis":"纪要","measure":"报送情况。","leadUnits":["区甲局"],"recurrence":"{{recurrence}}"}"""));

        await response.AssertProblemAsync(System.Net.HttpStatusCode.BadRequest, "validation");
    }

    private async Task<long> AddAsync(string recurrence, string? start = null)
    {
        using var office = await SupervisorAsync();
        return (long)(await office.PostCreatedAsync(
            "tasks", new { origin = "meeting", basis = "纪要", measure = "报送情况。", leadUnits = new[] { "区甲局" }, recurrence, start }))["id"]!;
    }

    private async Task RunAsync()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OpenOccurrences>().RunAsync(CancellationToken.None);
    }

    private async Task<(string Start, string Due, string State)[]> StagesAsync(long task)
    {
        using var office = await SupervisorAsync();
        return
        [
            .. (await office.GetJsonAsync($"tasks/{task}/occurrences"))["items"]!.AsArray()
                .Select(stage => ((string)stage!["startOn"]!, (string)stage["dueOn"]!, (string)stage["state"]!)),
        ];
    }
}
