using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class RepealTests(DatabaseProvider provider) : ReviewTests(provider)
{
    private static readonly (string, string, string, string, string)[] Entries =
    [
        ("1", "完善绿化管理制度。", "区甲局", "", "2018年12月底前"), ("2", "健全养护巡查机制。", "区乙局", "", "2018年12月底前"), ("3", "加强爱绿护绿宣传。", "区丙局", "", "2018年12月底前"),
    ];

    [Test]
    public async Task A_document_that_repeals_tracked_ones_says_which_and_how_many_of_their_tasks_are_open()
    {
        using var office = await SupervisorAsync();
        var (byNumber, byTitled, byTitle) = (NewNumber(), NewNumber(), "东区关于印发《养护方案》的通知");
        var first = await TrackAsync(office, "东区绿化方案", byNumber, Entries);
        await TrackAsync(office, byTitle, byTitled, [("1", "疏通沟渠。", "区甲局", "", "2018年12月底前"), ("2", "修补坡岸。", "区甲局", "", "2018年12月底前")]);
        await Service.ExecuteAsync("update tasks set state = 'closed' where document_id = @Id and no = '1'", new { Id = first });

        var document = await UploadRepealingAsync(
            office, $"本方案自印发之日起施行，《东区绿化方案》（{byNumber}）、《东区关于印发〈养护方案〉的通知》和《未录入的办法》（东政发〔1999〕1号）同时废止。");
        var findings = (await office.GetJsonAsync($"documents/{document}/findings?code=document-repeals"))["items"]!.AsArray();
        var diff = (await office.GetJsonAsync($"documents/{document}/diff?change=repealed"))["items"]!.AsArray();
        var draft = (await office.GetJsonAsync($"documents/{document}/draft"))["documents"]![0]!;

        Assert.That(findings, Has.Count.EqualTo(2));
        Assert.That((string?)findings[0]!["message"], Does.Contain($"{byNumber}《东区绿化方案》").And.EndWith("2 of its 3 tasks are open."));
        Assert.That((string?)findings[1]!["message"], Does.Contain(byTitle).And.EndWith("2 of its 2 tasks are open."));
        Assert.That(findings.Select(finding => (string?)finding!["severity"]), Has.All.EqualTo("other"));
        Assert.That(diff.Select(entry => $"{entry!["document"]} {entry["measure"]}"), Is.EqualTo(new[]
        {
            $"{byNumber} 健全养护巡查机制。", $"{byNumber} 加强爱绿护绿宣传。", $"{byTitled} 疏通沟渠。", $"{byTitled} 修补坡岸。",
        }));
        Assert.That(draft["repeals"]!.AsArray().Select(repeal => $"{repeal!["number"]} {repeal["title"]}"), Is.EqualTo(new[]
        {
            $"{byNumber} 东区绿化方案", " 东区关于印发〈养护方案〉的通知", "东政发〔1999〕1号 未录入的办法",
        }));
        Assert.That(
            await Service.QueryAsync<string>("select coalesce(number, title) from document_repeals where document_id = @Id order by id", new { Id = document }),
            Is.EqualTo(new[] { byNumber, "东区关于印发〈养护方案〉的通知", "东政发〔1999〕1号" }));
    }

    [Test]
    public async Task A_document_that_was_repealed_before_it_is_imported_says_so()
    {
        using var office = await SupervisorAsync();
        var number = NewNumber();
        var repealing = await UploadRepealingAsync(office, $"东区绿化方案（{number}）予以废止。");

        var document = (long)(await office.UploadAsync("a.txt", SampleText.Labelled("东区绿化方案", number, Entries)))["id"]!;

        var finding = (await office.GetJsonAsync($"documents/{document}/findings?code=document-repealed"))["items"]!.AsArray().Single();
        Assert.That((string?)finding!["message"], Does.Contain($"document {repealing}"));
    }

    [Test]
    public async Task A_later_document_that_prints_the_same_entries_restates_them()
    {
        using var office = await SupervisorAsync();
        var number = NewNumber();
        (string, string, string, string, string)[] entries = [("1", "建成三座口袋公园。", "区甲局", "", "2018年12月底前"), ("2", "补种两百棵行道树。", "区乙局", "", "2018年12月底前"), ("3", "清理枯枝。", "区丙局", "", "2018年12月底前")];
        await TrackAsync(office, "东区绿化方案", number, entries);

        var restating = await office.UploadAsync("b.txt", SampleText.Labelled("东区绿化任务分解", NewNumber(), [.. entries.Take(2), ("9", "全新的任务。", "区甲局", "", "2018年12月底前")]));
        var finding = (await office.GetJsonAsync($"documents/{restating["id"]}/findings?code=document-restates"))["items"]!.AsArray().Single()!;
        var diff = (await office.GetJsonAsync($"documents/{restating["id"]}/diff"))["items"]!.AsArray();

        Assert.That((string?)finding["message"], Does.StartWith($"2 of 3 entries").And.Contain(number));
        Assert.That(diff.Select(entry => $"{entry!["change"]} {entry["document"]}".Trim()), Is.EqualTo(new[] { $"restated {number}", $"restated {number}", "new" }));
    }

    [Test]
    public async Task A_document_that_has_nothing_to_do_with_others_carries_none_of_it()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, ("1", "独一无二的措施甲。", "区甲局", "", "2018年底前"), ("2", "独一无二的措施乙。", "区乙局", "", "2018年底前"));
        await ConfirmAsync(office, document);

        Assert.That((await office.GetJsonAsync($"documents/{document}/findings"))["items"]!.AsArray(), Is.Empty);
    }

    private static async Task<long> TrackAsync(HttpClient office, string title, string number, (string, string, string, string, string)[] entries)
    {
        var document = (long)(await office.UploadAsync("a.txt", SampleText.Labelled(title, number, entries)))["id"]!;
        await ConfirmAsync(office, document);
        return document;
    }

    private static async Task<long> UploadRepealingAsync(HttpClient office, string sentence)
    {
        var number = NewNumber();
        var text = SampleText.Labelled("东区新方案", number, [("1", $"新措施甲{number}。", "区甲局", "", "2019年底前"), ("2", $"新措施乙{number}。", "区乙局", "", "2019年底前")]);
        return (long)(await office.UploadAsync("c.txt", text.Replace("请认真落实。", $"请认真落实。\n\n{sentence}", StringComparison.Ordinal)))["id"]!;
    }
}
