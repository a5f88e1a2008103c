using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>Parts report by the settings of the list of the whole, and nobody is asked twice for one thing.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SubtaskReportingTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private const string ToTheLead =
        """{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true},"reportPath":"partner_to_lead"}""";

    private HttpClient _office = null!;

    [SetUp]
    public async Task SetDayAsync()
    {
        Service.Clock.SetDay(2018, 8, 10);
        _office = await SupervisorAsync();
    }

    [TearDown]
    public void HangUp() => _office.Dispose();

    [Test]
    public async Task Settling_the_list_asks_the_units_of_parts_that_report_nowhere_above()
    {
        var (list, task) = await Service.AddListAsync();
        var (own, foreign) = (await AddPartAsync(task, "区甲局"), await AddPartAsync(task, "一街道"));
        var (step, deeper) = (await AddPartAsync(foreign, "一街道"), await AddPartAsync(foreign, "二街道"));

        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);

        Assert.That(await AllOwedAsync(task, own, foreign, step, deeper), Is.EqualTo(new[] { "区甲局 due", "", "一街道 due", "", "二街道 due" }));
        using var lead = await CoordinatorAsync();
        var owed = (await lead.GetJsonAsync($"report-obligations?list={list}&unit=二街道"))["items"]!.AsArray().Single()!;
        Assert.That(((long)owed["taskId"]!, (long)owed["list"]!["id"]!), Is.EqualTo((deeper, list)), "the lead of the whole sees it, by the list");
        using var partner = await CoordinatorAsync("区乙局");
        Assert.That((await partner.GetJsonAsync($"report-obligations?list={list}&unit=二街道"))["items"]!.AsArray(), Is.Empty);
        using var unit = await CoordinatorAsync("二街道");
        Assert.That((await unit.GetJsonAsync($"report-obligations?list={list}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(await Service.ReportDueOnAsync(deeper), Is.EqualTo("2018-09-05"));
    }

    [Test]
    public async Task A_new_part_is_asked_at_once_and_for_each_period_after()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        var part = await AddPartAsync(task, "一街道");
        Assert.That(await Service.OwedAsync(part), Is.EqualTo(new[] { "2018-08 一街道 due" }));
        using var unit = await CoordinatorAsync("一街道");
        await unit.PostCreatedAsync($"tasks/{part}/progress-reports", new { percent = 40, done = "已推进。", period = "2018-08" });

        Service.Clock.SetDay(2018, 9, 6);
        await Service.OpenPeriodsAsync();
        await Service.OpenPeriodsAsync();

        Assert.That(await Service.OwedAsync(part), Is.EqualTo(new[] { "2018-08 一街道 met", "2018-09 一街道 due" }));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(new[] { "2018-08 区甲局 missing", "2018-09 区甲局 due" }));
    }

    [Test]
    public async Task After_a_fan_out_each_member_is_asked_on_its_part_and_no_more_on_the_whole()
    {
        var (list, task) = await Service.AddListAsync(lead: "各街道办事处");
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var first = await CoordinatorAsync("一街道");
        await first.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 10, done = "已启动。", period = "2018-08" });

        var parts = (await _office.PostCreatedAsync($"tasks/{task}/fan-out", new { }))["subtasks"]!.AsArray().Select(part => (long)part!["id"]!).ToArray();

        Assert.That(await Service.OwedAsync(task), Is.EquivalentTo(new[] { "2018-08 一街道 met", "2018-08 二街道 excused" }));
        Assert.That(await AllOwedAsync(parts), Is.EqualTo(new[] { "", "二街道 due" }), "who has reported for the month is asked from the next");
        Service.Clock.SetDay(2018, 9, 1);
        await Service.OpenPeriodsAsync();
        Assert.That(await Service.OwedAsync(task, "&period=2018-09"), Is.Empty);
        Assert.That(await Service.OwedAsync(parts[0]), Is.EqualTo(new[] { "2018-09 一街道 due" }));
        await first.PostCreatedAsync($"tasks/{parts[0]}/progress-reports", new { percent = 60, done = "已推进。", period = "2018-09" });
        Assert.That((int)(await _office.GetJsonAsync($"tasks/{task}"))["percent"]!, Is.EqualTo(30));
    }

    [Test]
    public async Task A_partner_is_asked_on_its_part_where_partners_do_not_report_and_on_the_whole_where_they_do()
    {
        var (list, task) = await Service.AddListAsync();
        var part = await AddPartAsync(task, "区乙局");
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        Assert.That(await AllOwedAsync(task, part), Is.EqualTo(new[] { "区甲局 due", "区乙局 due" }));

        await Service.SettleAsync(list, ToTheLead);

        Assert.That(await Service.OwedAsync(part), Is.EqualTo(new[] { "2018-08 区乙局 excused" }));
        Assert.That(await Service.OwedAsync(task), Is.EquivalentTo(new[] { "2018-08 区甲局 due", "2018-08 区乙局 due" }));
        using var partner = await CoordinatorAsync("一街道");
        var helped = await AddPartAsync(task, "二街道", "一街道");
        await partner.PostCreatedAsync($"tasks/{helped}/progress-reports", new { percent = 10, done = "已派员。", period = "2018-08" });
        Assert.That(await Service.OwedAsync(helped), Is.EquivalentTo(new[] { "2018-08 一街道 met", "2018-08 二街道 due" }));
    }

    [Test]
    public async Task A_unit_that_comes_to_the_whole_is_asked_there_and_from_the_next_run_on_no_more_on_its_part()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        var part = await AddPartAsync(task, "一街道");

        using var corrected = await _office.PatchAsync($"tasks/{task}", """{"leadUnits":["区甲局","一街道"]}""", "*");
        await Service.OpenPeriodsAsync();

        Assert.That(await Service.OwedAsync(task), Is.EquivalentTo(new[] { "2018-08 区甲局 due", "2018-08 一街道 due" }));
        Assert.That(await Service.OwedAsync(part), Is.EqualTo(new[] { "2018-08 一街道 excused" }));
    }

    [Test]
    public async Task The_lead_of_a_whole_that_was_closed_over_its_open_part_is_asked_on_the_part()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        var part = await AddPartAsync(task, "区甲局");
        Assert.That(await Service.OwedAsync(part), Is.Empty);

        await _office.PostCreatedAsync($"tasks/{task}/closures", new { outcome = "completed", reason = "余下部分单独跟踪。" });
        await Service.OpenPeriodsAsync();

        Assert.That(await AllOwedAsync(task, part), Is.EqualTo(new[] { "区甲局 excused", "区甲局 due" }));
    }

    [Test]
    public async Task The_unit_that_collects_the_lists_reports_sees_the_parts_and_rules_on_their_reports()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, """{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true},"collectingUnit":"二街道"}""");
        var part = await AddPartAsync(task, "一街道");
        using var unit = await CoordinatorAsync("一街道");
        using var collector = await CoordinatorAsync("二街道");
        var report = await unit.PostCreatedAsync($"tasks/{part}/progress-reports", new { percent = 40, done = "已推进。", period = "2018-08" });

        Assert.That((await collector.GetJsonAsync($"report-obligations?task={part}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await collector.GetJsonAsync("tasks?topLevel=false"))["items"]!.AsArray().Select(shown => (long)shown!["id"]!), Has.Member(part));
        await collector.PostCreatedAsync($"tasks/{part}/progress-reports/{report["id"]}/reviews", new { decision = "accept", revision = 1 });
        using var partner = await CoordinatorAsync("区乙局");
        using var unseen = await partner.GetAsync($"tasks/{part}");
        Assert.That(unseen.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_part_of_a_task_without_a_list_owes_nothing()
    {
        var task = await Service.AddTaskAsync();
        var part = await AddPartAsync(task, "一街道");
        using var unit = await CoordinatorAsync("一街道");

        using var response = await unit.PostAsJsonAsync($"tasks/{part}/progress-reports", new { percent = 10, done = "x", period = "2018-08" });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await Service.OwedAsync(part), Is.Empty);
    }

    private async Task<long> AddPartAsync(long task, string lead, params string[] partners) => (long)(await _office.PostCreatedAsync(
        $"tasks/{task}/subtasks", new { measure = "分项。", leadUnits = new[] { lead }, partnerUnits = partners }))["id"]!;

    /// <summary>Who owes what on each task for the month under way.</summary>
    private async Task<string[]> AllOwedAsync(params long[] tasks)
    {
        var owed = new List<string>();
        foreach (var task in tasks)
            owed.Add(string.Join(", ", (await Service.OwedAsync(task)).Select(line => line.Replace("2018-08 ", "", StringComparison.Ordinal))));
        return [.. owed];
    }
}
