using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Assigning;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ConfirmRepealTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task A_confirmed_repeal_closes_the_open_tasks_and_links_what_replaces_them()
    {
        using var office = await SupervisorAsync();
        var old = await TrackAsync(office, "东区水系方案", "东政发〔2017〕71号", "疏通三条河道。", "修补两处坡岸。", "清理水面漂浮物。");
        long[] tasks = await TasksAsync(old);
        await CloseAsync("区甲局", tasks[2]);
        var part = (long)(await office.PostCreatedAsync($"tasks/{tasks[1]}/subtasks", new { measure = "先补南坡。", leadUnits = new[] { "区乙局" } }))["id"]!;
        var source = (await Service.QueryAsync<long>("select id from source_documents where document_id = @old", new { old }))[0];
        var document = await TrackAsync(office, "东区水系新方案", "东政发〔2018〕72号", "疏通三条河道。", "新建一座水闸。");
        long[] replacing = await TasksAsync(document);
        var path = $"documents/{document}/repeals";

        await AssertRefusedAsync(office, path, new { sourceDocumentId = source }, HttpStatusCode.BadRequest, "validation");
        await Service.ExecuteAsync(
            "insert into document_repeals (district_id, document_id, document_index, number, line_start, line_end) values ('east', @document, 0, '东政发〔2017〕71号', 1, 1)",
            new { document });
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.PostAsJsonAsync(path, new { sourceDocumentId = source })));

        var confirmed = await answers.Single(answer => answer.StatusCode == HttpStatusCode.Created).JsonAsync();
        Assert.That($"{confirmed["tasksSuperseded"]} {confirmed["tasksLinked"]}", Is.EqualTo("3 1"));
        await answers.First(answer => answer.StatusCode == HttpStatusCode.Conflict).AssertProblemAsync(HttpStatusCode.Conflict, "already-repealed");
        Assert.That(await OutcomesAsync(tasks), Is.EqualTo(new[] { "superseded", "superseded", "completed" }));
        Assert.That(await OutcomesAsync([part]), Is.EqualTo(new[] { "superseded" }), "a part ends with its whole");
        Assert.That(await OutcomesAsync(replacing), Is.EqualTo(new[] { "", "" }));
        var link = (await office.GetJsonAsync($"tasks/{tasks[0]}/links"))["items"]!.AsArray().Single()!;
        Assert.That($"{link["kind"]} {link["fromTaskId"]} {link["toTaskId"]}", Is.EqualTo($"replaces {replacing[0]} {tasks[0]}"));
        var closure = (await office.GetJsonAsync($"tasks/{tasks[1]}/closures"))["items"]!.AsArray().Single()!;
        Assert.That($"{closure["outcome"]} {closure["supersededByDocument"]}", Is.EqualTo("superseded 东政发〔2018〕72号"));
        Assert.That((await ActsAsync(tasks[2]))[^1], Is.EqualTo("closed"));
    }

    [Test]
    public async Task An_upload_does_not_repeal_itself()
    {
        using var office = await SupervisorAsync();
        var document = await TrackAsync(office, "东区照明方案", "东政发〔2018〕73号", "更换路灯。", "巡查线路。");
        var source = (await Service.QueryAsync<long>("select id from source_documents where document_id = @document", new { document }))[0];

        await AssertRefusedAsync(office, $"documents/{document}/repeals", new { sourceDocumentId = source, reason = "x" }, HttpStatusCode.BadRequest, "validation");
    }

    private static async Task<long> TrackAsync(HttpClient office, string title, string number, params string[] measures)
    {
        var document = (long)(await office.UploadAsync("a.txt", SampleText.Labelled(
            title, number, [.. measures.Select((measure, index) => ($"{index + 1}", measure, "区甲局", "", "2018年12月底前"))])))["id"]!;
        using var confirmed = await office.PostAsJsonAsync($"documents/{document}/confirmation", new { });
        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await confirmed.Content.ReadAsStringAsync());
        return document;
    }

    private async Task<long[]> TasksAsync(long document)
    {
        using var office = await SupervisorAsync();
        return [.. (await office.GetJsonAsync($"tasks?document={document}"))["items"]!.AsArray().Select(task => (long)task!["id"]!)];
    }

    private async Task<string[]> OutcomesAsync(IEnumerable<long> tasks)
    {
        var outcomes = new List<string>();
        foreach (var task in tasks)
            outcomes.Add((string?)(await TaskAsync(task))["outcome"] ?? "");
        return [.. outcomes];
    }
}
