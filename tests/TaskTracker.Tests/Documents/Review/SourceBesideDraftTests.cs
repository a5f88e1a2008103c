using System.Net;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SourceBesideDraftTests(DatabaseProvider provider) : ReviewTests(provider)
{
    [Test]
    public async Task The_lines_of_an_item_are_the_ones_that_it_was_read_from()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "区乙局", "", "2018年底前"));
        var item = (await ItemsAsync(office, document))[1];

        var text = await office.GetJsonAsync($"documents/{document}/text?lines={item["lineStart"]}-{item["lineEnd"]}");

        Assert.That((int)text["lines"]![0]!["line"]!, Is.EqualTo((int)item["lineStart"]!));
        Assert.That((string?)text["lines"]![0]!["text"], Is.EqualTo("2. 健全机制。"));
        Assert.That((int)text["lineEnd"]!, Is.EqualTo((int)item["lineEnd"]!));
    }

    [TestCase("0-3")]
    [TestCase("5-4")]
    [TestCase("1-501")]
    [TestCase("90000")]
    [TestCase("99999999999")]
    [TestCase("all")]
    public async Task A_stretch_that_cannot_be_given_is_refused(string lines)
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, ("1", "完善制度。", "区甲局", "", "2018年底前"), ("2", "健全机制。", "区乙局", "", "2018年底前"));

        using var response = await office.GetAsync($"documents/{document}/text?lines={lines}");

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter")).ErrorOf("lines"), Does.Contain("lines"));
    }

    [Test]
    public async Task Findings_come_blocking_ones_first_and_say_which_are_waived()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(
            office, ("1", "完善制度。", "区甲局", "区没有局", "2018年底前"), ("2", "健全机制。", "", "", "2018年底前"), ("3", "加强宣传。", "区甲局", "", "某个吉日"));
        var items = await ItemsAsync(office, document);
        await office.PostCreatedAsync($"documents/{document}/draft/items/{items[1]["id"]}/waivers", new { code = "no-unit", reason = "另行明确。" });

        var first = await office.GetJsonAsync($"documents/{document}/findings?limit=2");
        var second = await office.GetJsonAsync(((string)first["next"]!)["/api/v1/".Length..]);
        var unknown = await office.GetJsonAsync($"documents/{document}/findings?severity=other&code=unit-unknown");

        Assert.That(
            first["items"]!.AsArray().Select(found => $"{found!["code"]} {found["itemId"]} {found["waived"]}"),
            Is.EqualTo(new[] { $"no-unit {items[1]["id"]} true", $"deadline-unreadable {items[2]["id"]} false" }));
        Assert.That(second["items"]!.AsArray().Select(found => (string?)found!["severity"]), Is.Not.Empty.And.All.EqualTo("other"));
        Assert.That((long)unknown["items"]!.AsArray().Single()!["itemId"]!, Is.EqualTo((long)items[0]["id"]!));
    }
}
