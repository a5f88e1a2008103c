using System.Net;
using System.Net.Http.Json;
using TaskTracker.Core.Reporting;
using TaskTracker.Platform;
using TaskTracker.Progress;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReportObligationTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 10);

    [Test]
    public async Task Settling_a_list_asks_its_units_for_the_period_under_way_and_shows_it()
    {
        var (list, task) = await Service.AddListAsync();

        var shown = await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);

        Assert.That((string?)shown["reportCycle"], Is.EqualTo("monthly"));
        Assert.That((int?)shown["reportDue"]!["number"], Is.EqualTo(5));
        Assert.That((string?)shown["reportPath"], Is.EqualTo("lead_to_office"));
        Assert.That((string?)shown["reportingFrom"], Is.EqualTo("2018-08-10"));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 due"]));
        Assert.That(await Service.ReportDueOnAsync(task), Is.EqualTo("2018-09-05"));
    }

    [Test]
    public async Task A_report_in_time_is_met_and_a_late_one_stays_late()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        Service.Clock.SetDay(2018, 9, 5);
        await Service.OpenPeriodsAsync();
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。", period = "2018-08" });

        Service.Clock.SetDay(2018, 10, 9);
        await Service.OpenPeriodsAsync();
        var missing = await Service.OwedAsync(task);
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "已推进。", period = "2018-09" });

        Assert.That(missing, Is.EqualTo(["2018-08 区甲局 met", "2018-09 区甲局 missing", "2018-10 区甲局 due"]));
        Service.Clock.SetDay(2019, 5, 9);
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 met", "2018-09 区甲局 late", "2018-10 区甲局 missing"]));
        using var office = await SupervisorAsync();
        var late = (await office.GetJsonAsync($"report-obligations?task={task}&state=late"))["items"]![0]!;
        Assert.That((string?)late["metOn"], Is.EqualTo("2018-10-09"));
        Assert.That((string?)late["metBy"], Does.StartWith("key:"));
        Assert.That((int?)late["daysLate"], Is.EqualTo(1));
        Assert.That(await Service.ReportDueOnAsync(task), Is.EqualTo("2018-11-05"));
    }

    [Test]
    public async Task Days_on_which_nothing_ran_are_made_up_for_and_a_second_run_changes_nothing()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        Service.Clock.SetDay(2018, 12, 20);

        await Service.OpenPeriodsAsync();
        var once = await Service.OwedAsync(task);
        await Task.WhenAll(Service.OpenPeriodsAsync(), Service.OpenPeriodsAsync());

        Assert.That(once, Is.EqualTo(new[]
        {
            "2018-08 区甲局 missing", "2018-09 区甲局 missing", "2018-10 区甲局 missing", "2018-11 区甲局 missing", "2018-12 区甲局 due",
        }));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(once));
        Assert.That(await Service.QueryAsync<DateOnly>("select next_on from report_clocks where list_id = @list", new { list }), Is.EqualTo(new[] { new DateOnly(2019, 1, 1) }));
    }

    [Test]
    public async Task Each_member_of_a_lead_group_owes_its_own_report()
    {
        var (list, task) = await Service.AddListAsync(lead: "各街道办事处");
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var member = await CoordinatorAsync("一街道");

        await member.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 40, done = "已启动。", period = "2018-08" });

        Assert.That(await Service.OwedAsync(task), Is.EquivalentTo(new[] { "2018-08 一街道 met", "2018-08 二街道 due" }));
        Assert.That(await Service.OwedAsync(task, "&unit=二街道"), Is.EqualTo(["2018-08 二街道 due"]));
    }

    [Test]
    public async Task What_falls_due_while_a_task_waits_for_review_is_excused_and_asked_again_when_it_comes_back()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        Service.Clock.SetDay(2018, 10, 20);
        await Service.OpenPeriodsAsync();
        var waiting = await Service.OwedAsync(task);
        Assert.That(await Service.ReportDueOnAsync(task), Is.Null);

        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "缺少佐证。" });

        Assert.That(waiting, Is.EqualTo(["2018-08 区甲局 excused", "2018-09 区甲局 excused", "2018-10 区甲局 excused"]));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 excused", "2018-09 区甲局 excused", "2018-10 区甲局 due"]));
        Assert.That(await Service.ReportDueOnAsync(task), Is.EqualTo("2018-11-05"));
    }

    [Test]
    public async Task A_closed_task_owes_nothing_more_and_what_was_missing_stays_missing()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 9, 6);
        await Service.OpenPeriodsAsync();

        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
        Service.Clock.SetDay(2018, 12, 6);
        await Service.OpenPeriodsAsync();

        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 missing", "2018-09 区甲局 excused"]));
    }

    [Test]
    public async Task Another_cycle_takes_the_place_of_the_one_under_way_and_back()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);

        await Service.SettleAsync(list, """{"reportCycle":"quarterly","reportDue":{"kind":"weekday","number":-1,"weekday":"thursday"}}""");
        var quarterly = await Service.OwedAsync(task);
        await Service.SettleAsync(list, """{"reportCycle":"none"}""");
        var none = await Service.OwedAsync(task);
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);

        Assert.That(quarterly, Is.EqualTo(["2018-08 区甲局 excused", "2018-Q3 区甲局 due"]));
        Assert.That(none, Is.EqualTo(["2018-08 区甲局 excused", "2018-Q3 区甲局 excused"]));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 due", "2018-Q3 区甲局 excused"]));
    }

    [Test]
    public async Task A_unit_that_leaves_a_task_owes_nothing_more_and_the_one_that_comes_owes_the_period_under_way()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var office = await SupervisorAsync();

        using var corrected = await office.PatchAsync($"tasks/{task}", """{"leadUnits":["区丙局"]}""", "*");

        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Service.OwedAsync(task), Is.EquivalentTo(new[] { "2018-08 区甲局 excused", "2018-08 区丙局 due" }));
    }

    [Test]
    public async Task Partners_owe_reports_where_they_go_to_the_lead_and_move_only_their_own_part()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, """
            {"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true},"reportPath":"partner_to_lead","partnerWorkingDaysBefore":2}
            """);
        using var partner = await CoordinatorAsync("区乙局");
        using var lead = await CoordinatorAsync("区甲局");
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区乙局 due", "2018-08 区甲局 due"]));

        var report = await partner.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 60, done = "已派员。", period = "2018-08" });
        var taken = await lead.PostCreatedAsync($"tasks/{task}/progress-reports/{(long)report["id"]!}/reviews", new { decision = "accept", revision = 1 });

        Assert.That((string?)report["role"], Is.EqualTo("partner"));
        Assert.That((string?)taken["decision"], Is.EqualTo("accept"));
        Assert.That((int?)(await lead.GetJsonAsync($"tasks/{task}"))["percent"], Is.Zero);
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区乙局 met", "2018-08 区甲局 due"]));
        Assert.That(await Service.ReportDueOnAsync(task), Is.EqualTo("2018-09-05"));
    }

    [Test]
    public async Task A_period_is_reported_on_once_and_only_by_who_owes_it()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        var (_, other) = await Service.AddListAsync(lead: "区丙局");
        using var unit = await CoordinatorAsync();
        var owed = await Service.OwedIdAsync(task, "2018-08", "区甲局");
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。", obligationId = owed });

        using var again = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "再报。", period = "2018-08" });
        using var unknown = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "再报。", obligationId = 999_999 });
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "专题情况。", period = "汛期专报" });

        await again.AssertProblemAsync(HttpStatusCode.Conflict, "already-reported");
        Assert.That((await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("obligationId"), Is.Not.Empty);
        Assert.That(await Service.OwedAsync(other), Is.Empty);
    }

    [Test]
    public async Task A_nil_report_counts_where_the_list_asks_for_it_and_leaves_the_percent()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 25, done = "已启动。" });
        using var refused = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports", new { nil = true, period = "2018-08" });

        await Service.SettleAsync(list, """{"nilReports":true}""");
        var nil = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { nil = true, period = "2018-08" });

        await refused.AssertProblemAsync(HttpStatusCode.Conflict, "nil-report-not-asked");
        Assert.That((bool?)nil["nil"], Is.True);
        Assert.That((int?)nil["percent"], Is.EqualTo(25));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 met"]));
        Assert.That((int?)(await unit.GetJsonAsync($"tasks/{task}"))["percent"], Is.EqualTo(25));
    }

    [TestCase("""{"reportCycle":"monthly"}""", "reportDue")]
    [TestCase("""{"reportCycle":"weekly","reportDue":{"kind":"day","number":8}}""", "reportDue")]
    [TestCase("""{"reportCycle":"monthly","reportDue":{"kind":"weekday","number":1}}""", "reportDue")]
    [TestCase("""{"partnerWorkingDaysBefore":21}""", "partnerWorkingDaysBefore")]
    [TestCase("""{"collectingUnit":"区丁局"}""", "collectingUnit")]
    [TestCase("""{"reportCycle":null}""", "reportCycle")]
    public async Task Settings_that_make_no_sense_are_refused_by_their_field(string json, string field)
    {
        var (list, _) = await Service.AddListAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync($"task-lists/{list}", json, "*");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task Settings_are_changed_by_the_version_that_was_read()
    {
        var (list, _) = await Service.AddListAsync();
        using var office = await SupervisorAsync();
        using var without = await office.PatchAsync($"task-lists/{list}", Reporting.MonthlyByTheFifth, null);
        var etag = (string?)(await office.GetJsonAsync($"task-lists/{list}"))["etag"];

        using var first = await office.PatchAsync($"task-lists/{list}", Reporting.MonthlyByTheFifth, etag);
        using var second = await office.PatchAsync($"task-lists/{list}", """{"nilReports":true}""", etag);

        await without.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await second.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Test]
    public async Task The_list_goes_page_by_page_by_the_day_on_which_reports_are_due()
    {
        var (list, _) = await Service.AddListAsync(lead: "各街道办事处");
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        Service.Clock.SetDay(2018, 12, 20);
        await Service.OpenPeriodsAsync();
        using var office = await SupervisorAsync();
        var all = (await office.GetJsonAsync($"report-obligations?list={list}"))["items"]!.AsArray().Select(owed => (long)owed!["id"]!).ToArray();

        var seen = new List<long>();
        string? next = $"/api/v1/report-obligations?list={list}&limit=4";
        while (next is not null)
        {
            var page = await office.GetJsonAsync(next);
            seen.AddRange(page["items"]!.AsArray().Select(owed => (long)owed!["id"]!));
            next = (string?)page["next"];
        }

        Assert.That(all, Has.Length.EqualTo(15));
        Assert.That(seen, Is.EqualTo(all));
        Assert.That((await office.GetJsonAsync($"report-obligations?list={list}&dueFrom=2018-11-01&dueTo=2018-11-30"))["items"]!.AsArray(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_state_means_the_same_in_SQL_as_in_Core()
    {
        var (list, task) = await Service.AddListAsync();
        var unit = await Service.UnitIdAsync("区甲局");
        var today = new DateOnly(2018, 8, 10);
        DateOnly?[] days = [null, today.AddDays(-1), today, today.AddDays(1)];
        var facts = from due in days.Skip(1) from met in days from excused in days select new ReportObligation(due!.Value, met, excused);
        var expected = new Dictionary<long, ObligationState>();
        foreach (var (index, fact) in facts.Index())
        {
            await Service.ExecuteAsync(
                """
                insert into report_obligations (district_id, task_id, unit_id, list_id, role, period, period_start, period_end, due_on, due_provisional,
                       opened_on, met_on, excused_on)
                values ('east', @Task, @Unit, @List, 'lead', @Period, @Today, @Today, @DueOn, 0, @Today, @MetOn, @ExcusedOn)
                """,
                new { Task = task, Unit = unit, List = list, Period = $"x{index}", Today = today, fact.DueOn, fact.MetOn, fact.ExcusedOn });
            expected[(await Service.QueryAsync<long>("select max(id) from report_obligations"))[0]] = fact.StateOn(today);
        }

        foreach (var state in Enum.GetValues<ObligationState>())
        {
            var found = await Service.QueryAsync<long>(
                $"select o.id from report_obligations o where o.task_id = @task and {ObligationFilter.Sql(state)}", new { task, Today = today });
            Assert.That(found, Is.EquivalentTo(expected.Where(pair => pair.Value == state).Select(pair => pair.Key)), $"{state}");
            Assert.That(found, Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_collecting_unit_sees_what_is_owed_and_rules_on_reports()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var collector = await CoordinatorAsync("区丙局");
        var (foreignList, foreign) = await Service.AddListAsync(lead: "一街道", partner: "二街道");
        using var unit = await CoordinatorAsync();
        var report = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 25, done = "已启动。", period = "2018-08" });
        using var before = await collector.GetAsync($"tasks/{task}");

        await Service.SettleAsync(list, """{"collectingUnit":"区丙局"}""");

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await collector.GetJsonAsync($"report-obligations?task={task}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await collector.GetJsonAsync($"report-obligations?task={foreign}"))["items"]!.AsArray(), Is.Empty);
        await collector.PostCreatedAsync($"tasks/{task}/progress-reports/{(long)report["id"]!}/reviews", new { decision = "accept", revision = 1 });
        Assert.That(foreignList, Is.Not.EqualTo(list));
    }
}
