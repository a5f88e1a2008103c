using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;

namespace TaskTracker.Tests.Assigning;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SuccessionTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task A_new_member_answers_for_the_groups_open_tasks_and_who_left_answers_no_more()
    {
        var (_, one) = await NewUnitAsync();
        var (_, two) = await NewUnitAsync();
        var (_, three) = await NewUnitAsync();
        var (group, groupName) = await NewGroupAsync(one, two);
        var open = await Service.AddTaskAsync(lead: groupName);
        var closed = await Service.AddTaskAsync(lead: groupName);
        await HandInAsync(one, closed);
        await CloseAsync(two, closed);
        await ReportAsync(one, open, 80);
        using var joining = await CoordinatorAsync(three);
        var version = (string?)(await TaskAsync(open))["etag"];

        await ChangeAsync(group, $$"""{"members":["{{one}}","{{three}}"]}""");

        Assert.That(await AnsweringAsync(open), Is.EqualTo(new[] { one, three }));
        Assert.That(await AnsweringAsync(closed), Is.EqualTo(new[] { one, two }));
        Assert.That((await ActsAsync(open))[^1], Is.EqualTo("parties_changed"));
        var after = await TaskAsync(open);
        Assert.That((int)after["percent"]!, Is.EqualTo(40));
        Assert.That((string?)after["etag"], Is.Not.EqualTo(version));
        Assert.That((string?)(await PartiesAsync(open))[1]["receiptDueOn"], Is.EqualTo("2018-08-06"));
        await joining.PostCreatedAsync($"tasks/{open}/receipts", new { });
        await Service.DispatchAsync();
        Assert.That(await TitlesAsync(joining), Has.Some.StartsWith("【新承接】"));
    }

    [Test]
    public async Task Open_tasks_pass_to_the_successor_and_what_is_past_stays_with_the_past()
    {
        var (old, oldName) = await NewUnitAsync();
        var (_, newName) = await NewUnitAsync();
        var open = await Service.AddTaskAsync(lead: oldName, deadline: new DateOnly(2018, 12, 31));
        var closed = await Service.AddTaskAsync(lead: oldName);
        using var before = await CoordinatorAsync(oldName);
        await before.PostCreatedAsync($"tasks/{open}/receipts", new { });
        await ReportAsync(oldName, open, 60);
        await CloseAsync(oldName, closed);

        await ChangeAsync(old, $$"""{"successor":"{{newName}}","validTo":"2018-07-31"}""");

        var party = (await PartiesAsync(open)).Single();
        Assert.That((string?)party["unit"]!["name"], Is.EqualTo(newName));
        Assert.That((string?)party["predecessor"]!["name"], Is.EqualTo(oldName));
        Assert.That((int)party["percent"]!, Is.EqualTo(60));
        Assert.That((string?)party["receivedOn"], Is.Null);
        Assert.That(await AnsweringAsync(closed), Is.EqualTo(new[] { oldName }));
        Assert.That((await ActsAsync(closed))[^1], Is.EqualTo("closed"));
        using var heir = await CoordinatorAsync(newName);
        Assert.That((string?)(await heir.GetJsonAsync($"tasks/{open}/progress-reports"))["items"]![0]!["unitName"], Is.EqualTo(oldName));
        await heir.PostCreatedAsync($"tasks/{open}/receipts", new { });
        await ReportAsync(newName, open, 70);
    }

    [Test]
    public async Task A_succession_of_a_later_day_comes_with_the_day_once_however_often_the_job_runs()
    {
        var (old, oldName) = await NewUnitAsync();
        var (_, newName) = await NewUnitAsync();
        var task = await Service.AddTaskAsync(lead: oldName);
        await ChangeAsync(old, $$"""{"successor":"{{newName}}","validTo":"2018-08-31"}""");

        Service.Clock.SetDay(2018, 8, 31);
        await PassOnAsync();
        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { oldName }));

        Service.Clock.SetDay(2018, 9, 3);
        await PassOnAsync();
        await PassOnAsync();
        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { newName }));
        Assert.That((await ActsAsync(task)).Count(act => act == "parties_changed"), Is.EqualTo(1));
        Assert.That((await Service.QueryAsync<int>("select count(*) from outbox_messages where type = 'task_parties_changed' and payload like @Like", new { Like = $"%\"taskId\":{task},%" }))[0], Is.EqualTo(1));
    }

    [Test]
    public async Task A_succession_that_many_carry_out_at_once_passes_each_task_on_once()
    {
        var (old, oldName) = await NewUnitAsync();
        var (_, newName) = await NewUnitAsync();
        var whole = await Service.AddTaskAsync(lead: oldName);
        using var office = await SupervisorAsync();
        var part = (long)(await office.PostCreatedAsync($"tasks/{whole}/subtasks", new { measure = "x", leadUnits = new[] { oldName } }))["id"]!;
        await ChangeAsync(old, $$"""{"successor":"{{newName}}","validTo":"2018-08-31"}""");
        using var heir = await CoordinatorAsync(newName);
        Service.Clock.SetDay(2018, 9, 1);

        await Task.WhenAll(PassOnAsync(), PassOnAsync(), PassOnAsync(), ReportAsync(newName, part, 30));

        foreach (var task in new[] { whole, part })
        {
            Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { newName }));
            Assert.That((await ActsAsync(task)).Count(act => act == "parties_changed"), Is.EqualTo(1));
        }

        Assert.That((int)(await TaskAsync(whole))["percent"]!, Is.EqualTo(30));
    }

    [Test]
    public async Task Until_its_last_day_a_unit_stands_for_itself_and_its_heir_sees_nothing_of_it()
    {
        var (old, oldName) = await NewUnitAsync();
        var (heir, heirName) = await NewUnitAsync();
        var task = await Service.AddTaskAsync(lead: oldName, deadline: new DateOnly(2018, 12, 31));
        using var before = await CoordinatorAsync(oldName);
        using var after = await CoordinatorAsync(heirName);
        using var office = await SupervisorAsync();
        await ChangeAsync(old, $$"""{"successor":"{{heirName}}","validTo":"2018-08-31"}""");
        await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "x" });
        await Service.DispatchAsync();

        Service.Clock.SetDay(2018, 8, 31);
        await PassOnAsync();
        Assert.That(await SeenAsync(before, after, office, old, heir, task), Is.EqualTo("old sees, heir sees not, lines: old 1, lead=old 1, lead=heir 0"));
        Assert.That(await TitlesAsync(before), Has.Some.StartsWith("【督办单】"));
        Assert.That(await TitlesAsync(after), Is.Empty);
        Assert.That((await office.GetJsonAsync($"tasks/{task}"))["leadUnits"]![0]!["currentUnit"], Is.Null);

        Service.Clock.SetDay(2018, 9, 1);
        Assert.That(
            await SeenAsync(before, after, office, old, heir, task), Is.EqualTo("old sees, heir sees, lines: heir 1, lead=old 1, lead=heir 1"), "before the job ran");
        await PassOnAsync();
        Assert.That(await SeenAsync(before, after, office, old, heir, task), Is.EqualTo("old sees, heir sees, lines: heir 1, lead=old 1, lead=heir 1"));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}"))["leadUnits"]![0]!["currentUnit"]!["name"], Is.EqualTo(heirName));
        await office.PostCreatedAsync($"tasks/{task}/urgings", new { words = "x" });
        await Service.DispatchAsync();
        Assert.That(await TitlesAsync(after), Has.Some.StartsWith("【催办】"));
    }

    [Test]
    public async Task A_successor_that_was_entered_by_mistake_is_taken_back()
    {
        var (old, oldName) = await NewUnitAsync();
        var (_, newName) = await NewUnitAsync();
        var task = await Service.AddTaskAsync(lead: oldName);
        await ChangeAsync(old, $$"""{"successor":"{{newName}}"}""");

        await ChangeAsync(old, """{"successor":null}""");

        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { oldName }));
    }

    /// <summary>Who sees the task, under whose name the overview counts it, and how many tasks each number's own list has.</summary>
    private static async Task<string> SeenAsync(HttpClient before, HttpClient after, HttpClient office, long old, long heir, long task)
    {
        using var byOld = await before.GetAsync($"tasks/{task}");
        using var byHeir = await after.GetAsync($"tasks/{task}");
        var lines = (await office.GetJsonAsync("statistics/overview"))["units"]!.AsArray()
            .Where(line => (long)line!["unitId"]! == old || (long)line["unitId"]! == heir)
            .Select(line => $"{((long)line!["unitId"]! == old ? "old" : "heir")} {line["numbers"]!["total"]!["number"]}");
        var ledByOld = (await office.GetJsonAsync($"tasks?lead={old}"))["items"]!.AsArray().Count;
        var ledByHeir = (await office.GetJsonAsync($"tasks?lead={heir}"))["items"]!.AsArray().Count;
        return $"old {(byOld.IsSuccessStatusCode ? "sees" : "sees not")}, heir {(byHeir.IsSuccessStatusCode ? "sees" : "sees not")}, "
            + $"lines: {string.Join(' ', lines)}, lead=old {ledByOld}, lead=heir {ledByHeir}";
    }

    private async Task PassOnAsync()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PassOnToSuccessors>().RunAsync(CancellationToken.None);
    }
}
