using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Scenarios;

/// <summary>
/// A year of one real list: the clean air plan of Xicheng for 2018, from the import in March to the reviews in the January after. Every
/// number on the way is held against an oracle that recomputes it from the history, on each day on which one turns and each day around it.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class YearOfAListTests(DatabaseProvider provider)
{
    private const string Old = "区环保局", Heir = "区生态环境局", Roads = "区城市管理委", Money = "区财政局", Industry = "区科技和信息化局";
    private Office _office = null!;
    private string[] _members = [];
    private long _group, _roads, _rubble, _funds, _industry, _closed, _passed, _failed;

    [SetUp]
    public async Task OpenAsync() => _office = await Office.OpenAsync(provider, new DateOnly(2018, 3, 20), Heir, Old, Roads, Money, "德胜街道");

    [TearDown]
    public async Task CloseAsync()
    {
        if (_office is not null)
            await _office.DisposeAsync();
    }

    [Test]
    public async Task Every_number_of_the_year_is_what_the_history_makes_it()
    {
        await ImportInMarchAsync();
        await ReceiveInMarchAsync();
        await ReportInAprilAsync();
        await HandInTheGroupsPartsAsync();
        await CloseInMayAsync();
        await RenameInJuneAsync();
        await ReportInJulyAsync();
        await ExtendInAugustAsync();
        await OrderInSeptemberAsync();
        await ReportInOctoberAsync();
        await CloseTheYearAsync();
    }

    private async Task ImportInMarchAsync()
    {
        await _office.PatchAsync(_office.Admin, $"units/{await _office.Service.UnitIdAsync(Old, Office.District)}", """{"validTo":"2018-12-31"}""");
        await _office.ImportAsync("000_d4fa88c51fcf3cb3.txt", "西政办发〔2018〕3号", "北京市西城区蓝天保卫战2018年行动计划");
        (_group, _roads, _rubble) = (await _office.TaskAsync("10", "各街道办事处"), await _office.TaskAsync("11", Roads), await _office.TaskAsync("13", Roads));
        (_funds, _industry) = (await _office.TaskAsync("22", Money), await _office.TaskAsync("15", "区科信委"));
        (_closed, _passed, _failed) = (await _office.TaskAsync("9", Old), await _office.TaskAsync("16", Old), await _office.TaskAsync("31", Old));
        _members = [.. _office.Oracle.Tasks.Single(task => task.Id == _group).Leads.Select(lead => lead.Unit)];
        Assert.That(_members, Has.Length.EqualTo(15));
        await CompareAsync();

        await _office.PatchAsync(
            _office.Supervision, $"task-lists/{_office.List}",
            """{"reportCycle":"quarterly","reportDue":{"kind":"day","number":10,"inFollowingPeriod":true}}""");
        _office.ReportsAsked();
        await _office.PatchAsync(
            _office.Supervision, $"tasks/{_group}", """{"deadline":"2018-04-30"}""",
            new Happening(_office.Today, Happened.DateSet, _group, Date: new DateOnly(2018, 4, 30)));
        await CompareAsync();
    }

    private async Task ReceiveInMarchAsync()
    {
        await _office.GoToAsync(2018, 3, 21);
        foreach (var (task, unit) in new[] { (_roads, Roads), (_rubble, Roads), (_industry, Industry), (_passed, Old) })
            await _office.ReceiveAsync(task, unit);
        foreach (var member in _members[..13])
            await _office.ReceiveAsync(_group, member);
        await _office.GoToAsync(2018, 3, 23);
        await CompareAsync();
        await _office.GoToAsync(2018, 3, 26);
        await CompareAsync();
        await _office.ReceiveAsync(_funds, Money);
        await CompareAsync();
        await _office.FollowAsync();
    }

    private async Task ReportInAprilAsync()
    {
        await _office.GoToAsync(2018, 4, 10);
        await _office.ReportAsync(_roads, Roads, 20, "2018-Q1");
        var industry = await _office.ReportAsync(_industry, Industry, 10, "2018-Q1");
        await _office.ReportAsync(_group, _members[0], 60, "2018-Q1");
        await _office.ReportAsync(_passed, Old, 15, "2018-Q1");
        await CompareAsync();

        await _office.GoToAsync(2018, 4, 12);
        await _office.ActAsync(
            _office.Supervision, $"tasks/{_industry}/progress-reports/{industry}/reviews", new { decision = "return", revision = 1, reason = "请补充数据。" },
            new Happening(_office.Today, Happened.ReportReturned, _industry, Industry, Words: "2018-Q1"));
        await CompareAsync();

        await _office.GoToAsync(2018, 4, 16);
        await _office.ReportAsync(_industry, Industry, 12, "2018-Q1");
        await _office.ReportAsync(_rubble, Roads, 25, "2018-Q1");
        await CompareAsync();
    }

    private async Task HandInTheGroupsPartsAsync()
    {
        await _office.GoToAsync(2018, 4, 27);
        foreach (var member in _members[..12])
            await _office.HandInAsync(_group, member);
        await CompareAsync();

        await _office.GoToAsync(2018, 5, 1);
        await CompareAsync();
        var parties = (await _office.Supervision.GetJsonAsync($"tasks/{_group}/parties?limit=200"))["items"]!.AsArray();
        Assert.That(
            parties.Where(party => (bool)party!["late"]!).Select(party => (string)party!["unit"]!["name"]!), Is.EquivalentTo(_members[12..]), "twelve of fifteen");
    }

    private async Task CloseInMayAsync()
    {
        await _office.GoToAsync(2018, 5, 10);
        await _office.HandInAsync(_closed, Old);
        await _office.ActAsync(
            _office.Supervision, $"tasks/{_failed}/closures", new { outcome = "not_completed", cause = "force_majeure", reason = "期限已过。" },
            new Happening(_office.Today, Happened.NotCompleted, _failed, Words: "force_majeure"));
        await CompareAsync();

        await _office.GoToAsync(2018, 5, 14);
        await _office.AcceptAsync(_closed);
        await CompareAsync();
        await _office.FollowAsync();
    }

    private async Task RenameInJuneAsync()
    {
        await _office.GoToAsync(2018, 6, 15);
        await _office.PatchAsync(
            _office.Admin, $"units/{await _office.Service.UnitIdAsync(Old, Office.District)}", $$"""{"successor":"{{Heir}}","validTo":"2018-06-14"}""",
            new Happening(_office.Today, Happened.Renamed, Unit: Old, Words: Heir));
        await CompareAsync();
        Assert.That(await AnsweringAsync(_passed), Does.Contain($"{Heir} after {Old}"));
        Assert.That(await AnsweringAsync(_closed), Does.Contain($"{Old} after "), "the past stays with the past");
        await _office.ReceiveAsync(_passed, Heir);
        await _office.GoToAsync(2018, 6, 21);
        await CompareAsync();
        await _office.GoToAsync(2018, 6, 22);
        await CompareAsync();
        await _office.FollowAsync();
    }

    private async Task ReportInJulyAsync()
    {
        await _office.GoToAsync(2018, 7, 9);
        foreach (var (task, unit, percent) in new[] { (_roads, Roads, 55), (_rubble, Roads, 50), (_funds, Money, 60), (_passed, Heir, 40), (_industry, Industry, 45) })
            await _office.ReportAsync(task, unit, percent, "2018-Q2");
        await CompareAsync();
        await _office.GoToAsync(2018, 7, 11);
        await CompareAsync();
        await _office.GoToAsync(2018, 7, 26);
        await CompareAsync();
    }

    private async Task ExtendInAugustAsync()
    {
        await _office.GoToAsync(2018, 8, 20);
        await _office.AskForTimeAsync(_roads, Roads, "2019-03-31", granted: true);
        await _office.AskForTimeAsync(_funds, Money, "2019-06-30", granted: false);
        await CompareAsync();
    }

    private async Task OrderInSeptemberAsync()
    {
        await _office.GoToAsync(2018, 9, 3);
        await _office.ActAsync(
            _office.Supervision, $"tasks/{_rubble}/orders", new { level = "blue", demand = "请说明进展。" },
            new Happening(_office.Today, Happened.Ordered, _rubble, Roads, Oracle.WorkingDaysAfter(_office.Today, 5)));
        await _office.GoToAsync(2018, 9, 10);
        await CompareAsync();
        await _office.GoToAsync(2018, 9, 11);
        await CompareAsync();
    }

    private async Task ReportInOctoberAsync()
    {
        await _office.GoToAsync(2018, 10, 9);
        await _office.ReportAsync(_roads, Roads, 70, "2018-Q3");
        await _office.ReportAsync(_funds, Money, 90, "2018-Q3");
        await _office.GoToAsync(2018, 10, 11);
        await CompareAsync();
        await _office.FollowAsync();
    }

    private async Task CloseTheYearAsync()
    {
        await _office.GoToAsync(2018, 12, 20);
        await _office.HandInAsync(_industry, Industry);
        await CompareAsync();
        await _office.GoToAsync(2018, 12, 28);
        await _office.ActAsync(
            _office.Supervision, $"tasks/{_industry}/reviews", new { decision = "return", reason = "请补充佐证。" },
            new Happening(_office.Today, Happened.Returned, _industry));
        await CompareAsync();

        await _office.GoToAsync(2019, 1, 3);
        await CompareAsync();
        await _office.FollowAsync();
        await _office.GoToAsync(2019, 1, 8);
        await _office.HandInAsync(_industry, Industry);
        await CompareAsync();
        await _office.GoToAsync(2019, 1, 11);
        await _office.AcceptAsync(_industry);
        await CompareAsync();
        await _office.FollowAsync();

        var tasks = _office.Oracle.Tasks.ToArray();
        Assert.That(tasks.Where(task => task.IsClosedLate).Select(task => task.Id), Is.EqualTo(new[] { _industry }));
        Assert.That(tasks.Select(task => task.LightOn(_office.Today)).Distinct(), Is.EquivalentTo(new[] { "red", "yellow", "green" }));
        Assert.That(
            tasks.SelectMany(task => task.Reports).Select(owed => owed.StateOn(_office.Today)).Distinct(),
            Is.EquivalentTo(new[] { "due", "met", "late", "missing", "excused" }));
    }

    private Task CompareAsync() => _office.CompareAsync();

    private async Task<string[]> AnsweringAsync(long task) =>
    [
        .. (await _office.Supervision.GetJsonAsync($"tasks/{task}/parties?limit=200"))["items"]!.AsArray()
            .Select(party => $"{party!["unit"]!["name"]} after {(string?)party["predecessor"]?["name"]}"),
    ];
}
