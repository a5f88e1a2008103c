using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DraftReviewTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private int _documents;

    [Test]
    public async Task What_has_a_blocking_finding_stays_in_draft_until_it_is_settled_or_waived()
    {
        using var office = await SupervisorAsync();
        var (document, items) = await UploadAsync(
            office, ("1", "完善制度。", "区甲局", "", "2018年12月底前"), ("2", "健全机制。", "区甲局", "", "某个吉日"), ("3", "加强宣传。", "", "", "2018年底前"));

        var first = await ConfirmAsync(office, document);
        using var settled = await office.PatchAsync(
            $"documents/{document}/draft/items/{items[1]["id"]}", """{"deadline":"2018-11-30"}""", (string)items[1]["etag"]!);
        await office.PostCreatedAsync($"documents/{document}/draft/items/{items[2]["id"]}/waivers", new { code = "no-unit", reason = "由督查室另行明确。" });
        var second = await ConfirmAsync(office, document);

        Assert.That((int)first["created"]!, Is.EqualTo(1));
        Assert.That(
            first["stillInDraft"]!.AsArray().Select(item => $"{item!["number"]} {item["findings"]![0]!["code"]}"),
            Is.EqualTo(new[] { "2 deadline-unreadable", "3 no-unit" }));
        Assert.That(settled.StatusCode, Is.EqualTo(HttpStatusCode.OK), await settled.Content.ReadAsStringAsync());
        Assert.That((int)second["created"]!, Is.EqualTo(2));
        Assert.That((int)second["alreadyTracked"]!, Is.EqualTo(1));
        Assert.That(second["stillInDraft"]!.AsArray(), Is.Empty);
        var tasks = (await office.GetJsonAsync($"tasks?document={document}"))["items"]!.AsArray();
        Assert.That(tasks.Select(task => (string?)task!["deadline"]), Is.EqualTo(new[] { "2018-12-31", "2018-11-30", "2018-12-31" }));
    }

    [Test]
    public async Task An_item_that_is_a_record_is_corrected_there()
    {
        using var office = await SupervisorAsync();
        var (document, items) = await UploadAsync(office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "区甲局", "", "2018年底前"));
        await ConfirmAsync(office, document);

        using var response = await office.PatchAsync($"documents/{document}/draft/items/{items[0]["id"]}", """{"no":"9"}""", "*");

        await response.AssertProblemAsync(HttpStatusCode.Conflict, "item-confirmed");
    }

    [Test]
    public async Task An_entry_corrected_before_it_was_confirmed_is_known_again_in_another_print()
    {
        using var office = await SupervisorAsync();
        var text = SampleText.Labelled(
            "东区重点工作实施方案", "东政发〔2018〕88号", [("1", "完善制渡。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "区甲局", "", "2018年底前")]);
        var document = (long)(await office.UploadAsync("a.txt", text))["id"]!;
        var item = (await office.GetJsonAsync($"documents/{document}/draft"))["documents"]![0]!["lists"]![0]!["items"]![0]!;
        using var corrected = await office.PatchAsync($"documents/{document}/draft/items/{item["id"]}", """{"text":"完善制度。"}""", (string)item["etag"]!);
        await ConfirmAsync(office, document);

        var reprint = (long)(await office.UploadAsync("b.txt", text + "\n（重印）\n"))["id"]!;
        var again = await ConfirmAsync(office, reprint);

        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((int)again["created"]!, Is.Zero);
        Assert.That((int)again["alreadyTracked"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task A_waiver_names_a_finding_that_is_there_once()
    {
        using var office = await SupervisorAsync();
        var (document, items) = await UploadAsync(
            office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "", "", "2018年底前"), ("3", "加强宣传。", "区乙局", "", "2018年底前"));
        var waivers = $"documents/{document}/draft/items/{items[1]["id"]}/waivers";

        using var unknown = await office.PostAsJsonAsync(waivers, new { code = "no-measure", reason = "x" });
        await office.PostCreatedAsync(waivers, new { code = "no-unit", reason = "x" });
        using var twice = await office.PostAsJsonAsync(waivers, new { code = "no-unit", reason = "x" });

        Assert.That((await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("code"), Does.Contain("no-unit"));
        await twice.AssertProblemAsync(HttpStatusCode.Conflict, "already-waived");
    }

    [Test]
    public async Task A_table_without_a_column_of_units_makes_no_record_until_somebody_is_named()
    {
        using var office = await SupervisorAsync();
        var uploaded = await office.UploadAsync("t.txt", SampleText.Table(
            "东区绿化工作方案", "东政发〔2018〕77号", "序号\t重点任务\t工作措施\t完成时限", "1\t增绿\t新建公园。\t2018年底前", "2\t护绿\t补植树木。\t2018年底前"));
        var draft = await office.GetJsonAsync($"documents/{uploaded["id"]}/draft");
        var list = draft["documents"]![0]!["lists"]![0]!;

        var result = await ConfirmAsync(office, (long)uploaded["id"]!);

        Assert.That((string?)list["findings"]![0]!["code"], Is.EqualTo("no-unit-column"));
        Assert.That((int)result["created"]!, Is.Zero);
        Assert.That(result["stillInDraft"]!.AsArray().Select(item => (string?)item!["findings"]![0]!["code"]), Is.EqualTo(new[] { "no-unit", "no-unit" }));
    }

    [Test]
    public async Task Two_confirmations_at_once_make_each_record_once()
    {
        using var office = await SupervisorAsync();
        var (document, _) = await UploadAsync(
            office, [.. Enumerable.Range(1, 30).Select(number => ($"{number}", $"措施{number}。", "区甲局", "各街道办事处", "2018年底前"))]);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(office, document)));

        Assert.That(results.Sum(result => (int)result["created"]!), Is.EqualTo(30));
        Assert.That((await office.GetJsonAsync($"tasks?document={document}"))["items"]!.AsArray(), Has.Count.EqualTo(30));
    }

    [Test]
    public async Task A_printed_name_that_the_register_does_not_know_is_kept_and_said()
    {
        using var office = await SupervisorAsync();
        var (document, items) = await UploadAsync(office, ("1", "完善制度。", "区甲局", "区没有局", "2018年底前"), ("2", "健全机制。", "区甲局", "", "2018年底前"));

        await ConfirmAsync(office, document);

        Assert.That((string?)items[0]["findings"]![0]!["code"], Is.EqualTo("unit-unknown"));
        var partner = (await office.GetJsonAsync($"tasks?document={document}"))["items"]![0]!["partnerUnits"]![0]!;
        Assert.That((string?)partner["name"], Is.EqualTo("区没有局"));
        Assert.That(partner["unit"], Is.Null);
    }

    private async Task<(long Document, JsonNode[] Items)> UploadAsync(
        HttpClient office, params (string No, string Measure, string Lead, string Partner, string Time)[] items)
    {
        var uploaded = await office.UploadAsync("a.txt", SampleText.Labelled("东区重点工作实施方案", $"东政发〔2018〕{++_documents}号", items));
        var document = (long)uploaded["id"]!;
        var draft = await office.GetJsonAsync($"documents/{document}/draft");
        return (document, [.. draft["documents"]![0]!["lists"]![0]!["items"]!.AsArray().Select(item => item!)]);
    }

    private static async Task<JsonNode> ConfirmAsync(HttpClient office, long document)
    {
        using var response = await office.PostAsJsonAsync($"documents/{document}/confirmation", new { });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
