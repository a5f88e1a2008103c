using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DraftEditTests(DatabaseProvider provider) : ReviewTests(provider)
{
    private static readonly (string, string, string, string, string)[] Three =
    [
        ("1", "完善制度。组织培训。", "区甲局", "", "2018年12月底前"), ("2", "健全机制。", "区乙局", "", "2018年底前"), ("3", "加强宣传。", "区丙局", "", "2018年底前"),
    ];

    [Test]
    public async Task An_item_that_is_left_out_makes_no_record_until_it_is_taken_in_again()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);

        await EditAsync(office, document, new { kind = "exclude", itemId = Id(items[1]), reason = "已废止。" }, items[1]);
        var first = await ConfirmAsync(office, document);
        await EditAsync(office, document, new { kind = "include", itemId = Id(items[1]) });
        var second = await ConfirmAsync(office, document);

        Assert.That((int)first["created"]!, Is.EqualTo(2));
        Assert.That(first["excluded"]!.AsArray().Select(item => $"{item!["number"]} {item["reason"]}"), Is.EqualTo(new[] { "2 已废止。" }));
        Assert.That((int)second["created"]!, Is.EqualTo(1));
        Assert.That(second["excluded"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Two_items_printed_alike_become_two_records_in_whatever_order_they_are_confirmed()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(
            office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("1", "完善制度。", "区乙局", "", "2018年底前"), ("2", "加强宣传。", "区丙局", "", "2018年底前"));
        var items = await ItemsAsync(office, document);
        await EditAsync(office, document, new { kind = "exclude", itemId = Id(items[0]), reason = "x" });
        await ConfirmAsync(office, document);
        await EditAsync(office, document, new { kind = "include", itemId = Id(items[0]) });

        var second = await ConfirmAsync(office, document);

        Assert.That((int)second["created"]!, Is.EqualTo(1));
        Assert.That((await ItemsAsync(office, document)).Select(item => (long)item["taskId"]!), Is.Unique);
    }

    [Test]
    public async Task A_split_gives_each_part_number_units_and_deadline_and_its_place()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);

        await EditAsync(office, document, new { kind = "split", itemId = Id(items[0]), at = new[] { 5 } }, items[0]);

        var after = await ItemsAsync(office, document);
        Assert.That(Texts(after), Is.EqualTo(new[] { "完善制度。", "组织培训。", "健全机制。", "加强宣传。" }));
        Assert.That(after.Select(item => (int)item["ordinal"]!), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That((string?)after[1]["leadUnits"]![0], Is.EqualTo("区甲局"));
        Assert.That((string?)after[1]["deadline"], Is.EqualTo("2018-12-31"));
        Assert.That((int)(await ConfirmAsync(office, document))["created"]!, Is.EqualTo(4));
    }

    [Test]
    public async Task A_merge_takes_the_words_and_units_of_all_and_an_undo_brings_them_back()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);

        var edit = await EditAsync(office, document, new { kind = "merge", itemId = Id(items[0]), nextIds = new[] { Id(items[1]) } }, items[0], items[1]);
        var merged = await ItemsAsync(office, document);
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });
        var restored = await ItemsAsync(office, document);

        Assert.That(Texts(merged), Is.EqualTo(new[] { "完善制度。组织培训。健全机制。", "加强宣传。" }));
        Assert.That(merged[0]["leadUnits"]!.AsArray().Select(unit => (string?)unit), Is.EqualTo(new[] { "区甲局", "区乙局" }));
        Assert.That((int)merged[0]["lineEnd"]!, Is.EqualTo((int)items[1]["lineEnd"]!));
        Assert.That(restored.Select(WithoutTag), Is.EqualTo(items.Select(WithoutTag)));
    }

    [Test]
    public async Task A_move_changes_the_order_and_an_undo_restores_it()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);

        var edit = await EditAsync(office, document, new { kind = "move", itemId = Id(items[2]), ordinal = 1 }, items[2]);
        var moved = await ItemsAsync(office, document);
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });

        Assert.That(Texts(moved), Is.EqualTo(new[] { "加强宣传。", "完善制度。组织培训。", "健全机制。" }));
        Assert.That(Texts(await ItemsAsync(office, document)), Is.EqualTo(Texts(items)));
    }

    [Test]
    public async Task An_item_moves_to_another_list_and_back_and_becomes_a_record_of_the_list_that_it_stands_in()
    {
        using var office = await SupervisorAsync();
        var text = SampleText.Labelled("东区重点工作实施方案", NewNumber(), Three)
            + "\n重点项目清单\n\n一、重点项目\n\n1. 建设场馆。\n\n牵头部门：区甲局\n\n时间安排：2018年底前\n\n2. 改造道路。\n\n牵头部门：区乙局\n\n时间安排：2018年底前\n";
        var document = (long)(await office.UploadAsync("a.txt", text))["id"]!;
        var (first, second) = (await ItemsAsync(office, document), await ItemsAsync(office, document, 1));

        var edit = await EditAsync(office, document, new { kind = "move", itemId = Id(first[1]), list = 2, ordinal = 2 }, first[1]);
        var (left, joined) = (await ItemsAsync(office, document), await ItemsAsync(office, document, 1));
        var undo = await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });
        var (back, alone) = (await ItemsAsync(office, document), await ItemsAsync(office, document, 1));
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)undo["id"]! });
        var confirmed = await ConfirmAsync(office, document);
        var again = await ConfirmAsync(office, document);

        Assert.That(Texts(left), Is.EqualTo(new[] { "完善制度。组织培训。", "加强宣传。" }));
        Assert.That(left.Select(item => (int)item["ordinal"]!), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(Texts(joined), Is.EqualTo(new[] { "建设场馆。", "健全机制。", "改造道路。" }));
        Assert.That(joined.Select(item => (int)item["ordinal"]!), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(Texts(back), Is.EqualTo(Texts(first)));
        Assert.That(Texts(alone), Is.EqualTo(Texts(second)));
        Assert.That(confirmed["lists"]!.AsArray().Select(list => (int)list!["created"]!), Is.EqualTo(new[] { 2, 3 }));
        Assert.That((int)again["created"]!, Is.Zero);
    }

    [Test]
    public async Task What_was_merged_comes_again_from_no_other_print()
    {
        using var office = await SupervisorAsync();
        var text = SampleText.Labelled("东区重点工作实施方案", NewNumber(), Three);
        var document = (long)(await office.UploadAsync("a.txt", text))["id"]!;
        var items = await ItemsAsync(office, document);
        await EditAsync(office, document, new { kind = "merge", itemId = Id(items[1]), nextIds = new[] { Id(items[2]) } }, items[1], items[2]);
        items = await ItemsAsync(office, document);
        var edit = await EditAsync(office, document, new { kind = "merge", itemId = Id(items[0]), nextIds = new[] { Id(items[1]) } }, items[0], items[1]);
        var undo = await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)undo["id"]! });
        await ConfirmAsync(office, document);

        var print = (long)(await office.UploadAsync("b.txt", text + "\n"))["id"]!;
        var diff = (await office.GetJsonAsync($"documents/{print}/diff"))["items"]!.AsArray();
        var confirmed = await ConfirmAsync(office, print);

        Assert.That((int)confirmed["created"]!, Is.Zero);
        Assert.That((int)confirmed["alreadyTracked"]!, Is.EqualTo(3));
        Assert.That((await ItemsAsync(office, print)).Select(item => (long)item["taskId"]!).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(diff.Select(entry => (string?)entry!["change"]), Is.EqualTo(new[] { "changed", "tracked", "tracked" }));
    }

    [Test]
    public async Task An_undone_merge_leaves_both_entries_records_of_their_own()
    {
        using var office = await SupervisorAsync();
        var text = SampleText.Labelled("东区重点工作实施方案", NewNumber(), Three);
        var document = (long)(await office.UploadAsync("a.txt", text))["id"]!;
        var items = await ItemsAsync(office, document);
        var edit = await EditAsync(office, document, new { kind = "merge", itemId = Id(items[1]), nextIds = new[] { Id(items[2]) } }, items[1], items[2]);
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });

        Assert.That((int)(await ConfirmAsync(office, document))["created"]!, Is.EqualTo(3));
    }

    [Test]
    public async Task An_undone_split_can_be_done_again_by_undoing_the_undo()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);
        var edit = await EditAsync(office, document, new { kind = "split", itemId = Id(items[0]), texts = new[] { "甲。", "乙。" } }, items[0]);

        var undo = await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit["id"]! });
        var undone = await ItemsAsync(office, document);
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)undo["id"]! });

        Assert.That(Texts(undone), Is.EqualTo(Texts(items)));
        Assert.That(Texts(await ItemsAsync(office, document)), Is.EqualTo(new[] { "甲。", "乙。", "健全机制。", "加强宣传。" }));
    }

    [Test]
    public async Task Corrections_and_waivers_are_edits_that_can_be_undone()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, ("1", "完善制度。", "", "", "2018年底前"), ("2", "健全机制。", "区甲局", "", "2018年底前"), ("3", "加强宣传。", "区丙局", "", "2018年底前"));
        var items = await ItemsAsync(office, document);
        await office.PostCreatedAsync($"documents/{document}/draft/items/{items[0]["id"]}/waivers", new { code = "no-unit", reason = "另行明确。" });
        using var corrected = await office.PatchAsync($"documents/{document}/draft/items/{items[1]["id"]}", """{"text":"另一措施。"}""", "*");

        var edits = (await office.GetJsonAsync($"documents/{document}/draft/edits"))["items"]!.AsArray();
        foreach (var edit in edits)
            await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)edit!["id"]! });

        Assert.That(edits.Select(edit => (string?)edit!["kind"]), Is.EqualTo(new[] { "waive", "correct" }));
        Assert.That((string?)edits[1]!["items"]![0]!["before"]!["text"], Is.EqualTo("健全机制。"));
        Assert.That((string?)edits[1]!["items"]![0]!["after"]!["text"], Is.EqualTo("另一措施。"));
        var restored = await ItemsAsync(office, document);
        Assert.That(restored[0]["waivers"]!.AsArray(), Is.Empty);
        Assert.That((string?)restored[1]["text"], Is.EqualTo("健全机制。"));
    }

    [Test]
    public async Task An_undo_is_refused_after_a_later_edit_of_the_item_or_once_it_is_a_record()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);
        var first = await EditAsync(office, document, new { kind = "split", itemId = Id(items[0]), at = new[] { 5 } }, items[0]);
        var second = await EditAsync(office, document, new { kind = "exclude", itemId = Id(items[0]), reason = "x" });

        using var superseded = await office.PostAsJsonAsync($"documents/{document}/draft/undos", new { editId = (long)first["id"]! });
        await office.PostCreatedAsync($"documents/{document}/draft/undos", new { editId = (long)second["id"]! });
        await ConfirmAsync(office, document);
        using var confirmed = await office.PostAsJsonAsync($"documents/{document}/draft/undos", new { editId = (long)second["id"]! + 1 });
        using var unknown = await office.PostAsJsonAsync($"documents/{document}/draft/undos", new { editId = 999_999 });

        await superseded.AssertProblemAsync(HttpStatusCode.Conflict, "edited-since");
        await confirmed.AssertProblemAsync(HttpStatusCode.Conflict, "item-confirmed");
        await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Test]
    public async Task An_edit_needs_the_tags_of_its_items_as_they_are()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);
        var merge = new { kind = "merge", itemId = Id(items[0]), nextIds = new[] { Id(items[1]) } };

        using var without = await SendAsync(office, document, merge, null);
        using var one = await SendAsync(office, document, merge, "\"1\"");
        using var stale = await SendAsync(office, document, merge, "\"1\", \"9\"");
        using var apart = await SendAsync(office, document, new { kind = "merge", itemId = Id(items[0]), nextIds = new[] { Id(items[2]) } }, "*");

        await without.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        await one.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((await apart.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("nextIds"), Does.Contain("follow each other"));
    }

    [TestCase("""{"kind":"exclude","itemId":0}""", "reason")]
    [TestCase("""{"kind":"include","itemId":0}""", "kind")]
    [TestCase("""{"kind":"split","itemId":0}""", "at")]
    [TestCase("""{"kind":"split","itemId":0,"at":[0]}""", "at")]
    [TestCase("""{"kind":"split","itemId":0,"at":[7,3]}""", "at")]
    [TestCase("""{"kind":"split","itemId":0,"at":[10]}""", "at")]
    [TestCase("""{"kind":"merge","itemId":0}""", "nextIds")]
    [TestCase("""{"kind":"move","itemId":0,"list":9}""", "list")]
    public async Task What_cannot_be_done_to_an_item_is_refused_by_field(string body, string field)
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Three);
        var items = await ItemsAsync(office, document);

        using var response = await SendAsync(office, document, JsonNode.Parse(body.Replace("\"itemId\":0", $"\"itemId\":{Id(items[0])}", StringComparison.Ordinal))!, "*");

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf(field), Is.Not.Empty);
        Assert.That(Texts(await ItemsAsync(office, document)), Is.EqualTo(Texts(items)));
    }

    private static async Task<JsonNode> EditAsync(HttpClient office, long document, object edit, params JsonNode[] items)
    {
        using var response = await SendAsync(office, document, edit, items.Length == 0 ? "*" : string.Join(", ", items.Select(item => (string)item["etag"]!)));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient office, long document, object edit, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"documents/{document}/draft/edits") { Content = JsonContent.Create(edit) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await office.SendAsync(request);
    }

    private static long Id(JsonNode item) => (long)item["id"]!;

    private static string?[] Texts(JsonNode[] items) => [.. items.Select(item => (string?)item["text"])];

    private static string WithoutTag(JsonNode item)
    {
        var copy = item.DeepClone().AsObject();
        copy.Remove("etag");
        return copy.ToJsonString();
    }
}
