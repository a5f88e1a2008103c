using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DraftAliasTests(DatabaseProvider provider) : ReviewTests(provider)
{
    [Test]
    public async Task A_name_that_was_said_is_known_in_the_rest_of_the_draft_in_records_and_in_later_imports()
    {
        using var office = await SupervisorAsync();
        (string, string, string, string, string)[] printed =
        [
            ("1", "完善制度。", "区甲局", "区奇异委", "2018年底前"), ("2", "健全机制。", "区奇异委", "", "2018年底前"), ("3", "加强宣传。", "区丙局", "区别样委", "2018年底前"),
        ];
        var confirmed = await UploadAsync(office, printed);
        await ConfirmAsync(office, confirmed);
        var document = await UploadAsync(office, printed);

        var taught = await office.PostCreatedAsync($"documents/{document}/draft/aliases", new { name = "区奇异委", unit = "区乙局" });
        var later = await UploadAsync(office, printed);

        Assert.That((int)taught["itemsResolved"]!, Is.EqualTo(2));
        Assert.That((string?)taught["unitName"], Is.EqualTo("区乙局"));
        Assert.That((await ItemsAsync(office, document)).Select(Codes), Is.EqualTo(new[] { "", "", "unit-unknown" }));
        Assert.That((await ItemsAsync(office, later)).Select(Codes), Is.EqualTo(new[] { "", "", "unit-unknown" }));
        var record = (await office.GetJsonAsync($"tasks?document={confirmed}"))["items"]![1]!["leadUnits"]![0]!;
        Assert.That((string?)record["unit"]?["name"] ?? record.ToJsonString(), Is.EqualTo("区乙局"));
        var unit = await office.GetJsonAsync($"units/{taught["unitId"]}");
        Assert.That(unit["aliases"]!.AsArray().Select(alias => (string?)alias), Does.Contain("区奇异委"));
    }

    [Test]
    public async Task A_name_of_another_unit_and_an_unknown_unit_are_refused_by_field()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "区乙局", "", "2018年底前"));

        using var taken = await office.PostAsJsonAsync($"documents/{document}/draft/aliases", new { name = "区甲局", unit = "区乙局" });
        using var unknown = await office.PostAsJsonAsync($"documents/{document}/draft/aliases", new { name = "区奇怪委", unit = "区没有局" });

        Assert.That((await taken.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("name"), Does.Contain("区甲局"));
        Assert.That((await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "unit-unknown")).ErrorOf("unit"), Does.Contain("区没有局"));
    }

    private static string Codes(JsonNode item) => string.Join(' ', item["findings"]!.AsArray().Select(finding => (string?)finding!["code"]));
}
