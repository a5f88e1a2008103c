using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>Reports, pace and forecasts are facts that lights rest on.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReportLightTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 10);

    [Test]
    public async Task A_missing_report_is_yellow_then_red_and_made_good_by_the_report()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        var before = await LightAsync(task);
        Service.Clock.SetDay(2018, 9, 6);
        var missing = await LightAsync(task);
        Service.Clock.SetDay(2018, 9, 21);
        var red = await LightAsync(task);

        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 60, done = "已补报。", period = "2018-08" });

        Assert.That(before, Is.EqualTo("green  "));
        Assert.That(missing, Is.EqualTo("yellow report_missing 2018-09-06"));
        Assert.That(red, Is.EqualTo("red report_missing 2018-09-21"));
        Assert.That(await LightAsync(task), Is.EqualTo("yellow made_good 2018-09-21"));
    }

    [Test]
    public async Task A_warning_is_yellow_until_it_is_taken_back()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var unit = await CoordinatorAsync();

        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "cannot_meet", reason = "场地落空。", expectedOn = "2019-02-28" });
        var warned = await LightAsync(task);
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "on_track", reason = "场地已定。" });

        Assert.That(warned, Is.EqualTo("yellow cannot_meet 2018-08-10"));
        Assert.That(await LightAsync(task), Is.EqualTo("green  "));
    }

    [Test]
    public async Task Behind_pace_is_yellow_from_its_day_and_follows_the_districts_rule()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 11, 18));
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 9, 28);
        var onPace = await LightAsync(task);
        Service.Clock.SetDay(2018, 9, 29);
        var behind = await LightAsync(task);

        using var settled = await office.PatchAsync("rules", """{"pacePoints":80}""", "*");
        await RelightAsync();
        var lenient = await LightAsync(task);
        using var back = await office.PatchAsync("rules", """{"pacePoints":null}""", "*");
        await RelightAsync();

        Assert.That(onPace, Is.EqualTo("green  "));
        Assert.That(behind, Is.EqualTo("yellow behind_pace 2018-09-29"));
        Assert.That(lenient, Is.EqualTo("green  "));
        Assert.That(await LightAsync(task), Is.EqualTo("yellow behind_pace 2018-09-29"));
        Assert.That(await Service.QueryAsync<int>("select count(*) from district_rules where pace_version is not null"), Is.EqualTo(new[] { 0 }));
    }

    private async Task<string> LightAsync(long task)
    {
        using var office = await SupervisorAsync();
        var light = (await office.GetJsonAsync($"tasks/{task}"))["light"]!;
        return $"{light["colour"]} {light["rule"]} {light["since"]}";
    }

    private async Task RelightAsync()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RelightTasks>().RunAsync(CancellationToken.None);
    }
}
