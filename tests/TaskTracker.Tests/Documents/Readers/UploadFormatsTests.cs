using System.Net;
using System.Text;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using static TaskTracker.Tests.Documents.Readers.OfficeFiles;

namespace TaskTracker.Tests.Documents.Readers;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class UploadFormatsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [Test]
    public async Task A_sheet_that_is_uploaded_becomes_a_draft_with_the_places_of_its_lines()
    {
        using var office = await SupervisorAsync();
        using var form = SampleText.Form("台账.xlsx", Xlsx(
            "任务台账", [], ["甲", "乙", "丙"], ["制定方案", "区甲局", "2018年6月底前"], ["建成系统", "区乙局", "2018年9月底前"]));
        using var columns = new StringContent("任务=A,牵头=B,时限=C");
        form.Add(columns, "columns");

        using var response = await office.PostAsync("documents", form);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var draft = await office.GetJsonAsync($"documents/{(await response.JsonAsync())["id"]}/draft");
        Assert.That((string?)draft["source"]!["format"], Is.EqualTo("xlsx"));
        Assert.That(draft["source"]!["origins"]!.AsArray().Select(origin => (string?)origin!["part"]), Does.Contain("任务台账 row"));
        Assert.That((string?)draft["documents"]![0]!["lists"]![0]!["items"]![1]!["leadUnits"]![0], Is.EqualTo("区乙局"));
    }

    [Test]
    public async Task Columns_that_map_nothing_and_files_that_unpack_too_large_are_problems()
    {
        using var office = await SupervisorAsync();
        using var mapped = SampleText.Form("a.csv", "a,b,c\n");
        using var columns = new StringContent("任务=1");
        mapped.Add(columns, "columns");
        using var wide = SampleText.Form("a.csv", Encoding.ASCII.GetBytes(new string(',', 2_000)));

        using var notMapped = await office.PostAsync("documents", mapped);
        using var tooWide = await office.PostAsync("documents", wide);

        Assert.That((await notMapped.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("columns"), Does.Contain("任务=1"));
        await tooWide.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Test]
    public async Task The_same_sheet_with_other_columns_is_read_again_until_somebody_works_on_its_draft()
    {
        using var office = await SupervisorAsync();
        var sheet = Xlsx("台账", [], ["任务", "牵头单位", "配合单位", "完成时限"], ["更新平台", "区甲局", "区乙局", "2018年6月底前"], ["扩建机房", "区乙局", "区丙局", "2018年9月底前"]);

        var first = await UploadAsync(office, sheet, "任务=A,牵头=B,配合=C,时限=D");
        var same = await UploadAsync(office, sheet, "时限=D, 牵头=B, 任务=A, 配合=C");
        var without = await UploadAsync(office, sheet, null);
        var other = await UploadAsync(office, sheet, "任务=A,牵头=C,配合=B,时限=D");
        var draft = await office.GetJsonAsync($"documents/{other["id"]}/draft");
        var item = draft["documents"]![0]!["lists"]![0]!["items"]![0]!;
        using var corrected = await office.PatchAsync($"documents/{other["id"]}/draft/items/{item["id"]}", """{"text":"另一措施。"}""", "*");
        using var form = FormOf(sheet, "任务=A,牵头=B,配合=C,时限=D");
        using var refused = await office.PostAsync("documents", form);

        Assert.That(new[] { same, without, other }.Select(answer => (long)answer["id"]!), Has.All.EqualTo((long)first["id"]!));
        Assert.That(new[] { first, same, without, other }.Select(answer => (bool)answer["readAgain"]!), Is.EqualTo(new[] { false, false, false, true }));
        Assert.That((string?)other["columns"], Is.EqualTo("任务=A,配合=B,牵头=C,时限=D"));
        Assert.That((string?)item["leadUnits"]![0], Is.EqualTo("区乙局"));
        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)(await refused.AssertProblemAsync(HttpStatusCode.Conflict, "draft-at-work"))["detail"], Does.Contain("牵头=C"));
    }

    [Test]
    public async Task A_hidden_sheet_is_left_out_and_named()
    {
        using var office = await SupervisorAsync();
        var sheet = Xlsx("台账", [], ["序号", "任务", "牵头单位", "完成时限"], ["1", "制定方案", "区甲局", "2018年6月底前"], ["2", "建成系统", "区乙局", "2018年9月底前"])
            .WithHiddenSheet("旧稿", ["序号", "任务", "牵头单位", "完成时限"], ["1", "旧任务", "区甲局", "2018年6月底前"]);

        var document = await UploadAsync(office, sheet, null);

        var draft = await office.GetJsonAsync($"documents/{document["id"]}/draft");
        Assert.That(draft["findings"]!.AsArray().Select(finding => $"{finding!["code"]} {finding["message"]}"), Has.One.StartsWith("sheet-hidden The sheet “旧稿”"));
        Assert.That(draft.ToJsonString(), Does.Not.Contain("旧任务"));
        Assert.That((int)document["items"]!, Is.EqualTo(2));
    }

    private static MultipartFormDataContent FormOf(byte[] sheet, string? columns)
    {
        var form = SampleText.Form("台账.xlsx", sheet);
        if (columns is not null)
            form.Add(new StringContent(columns), "columns");
        return form;
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> UploadAsync(HttpClient office, byte[] sheet, string? columns)
    {
        using var form = FormOf(sheet, columns);
        using var response = await office.PostAsync("documents", form);
        Assert.That(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
