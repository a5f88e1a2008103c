using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Units;

namespace TaskTracker.Tests.Documents;

/// <summary>The main job from end to end: a real gazette becomes records, and the overdue ones are counted.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class RealGazetteTests(DatabaseProvider provider)
{
    private const string Gazette = "000_d4fa88c51fcf3cb3.txt";
    private TestService _service = null!;
    private HttpClient _office = null!;
    private JsonNode _document = null!;
    private JsonNode _confirmation = null!;

    [OneTimeSetUp]
    public async Task ConfirmGazetteAsync()
    {
        var file = Shared.Path("gazettes", Gazette);
        _service = await TestService.StartEmptyAsync(provider);
        await using (var database = new Database(_service.Connections))
            await database.SeedUnitsAsync(_service.Clock.Now(), CancellationToken.None);
        _office = await _service.ClientAsync(Role.Supervisor, null, "xicheng");
        _document = await _office.UploadAsync(Gazette, await File.ReadAllTextAsync(file));
        _confirmation = await ConfirmAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _office?.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
    }

    [TestCase("西政发〔2018〕6号", "工作任务清单", 62)]
    [TestCase("西政办发〔2018〕3号", "北京市西城区蓝天保卫战2018年行动计划", 39)]
    public async Task Every_entry_of_the_list_is_a_record(string number, string title, int count)
    {
        var list = await ListAsync(number, title);

        Assert.That((int)list["tasks"]!, Is.EqualTo(count));
        Assert.That(
            (await DraftItemsAsync(number, title)).SelectMany(item => item["findings"]!.AsArray()).Where(finding => (bool)finding!["blocking"]!), Is.Empty);
    }

    [TestCase("西政发〔2018〕6号", "工作任务清单", 2019, 1, 2, 16)]
    [TestCase("西政办发〔2018〕3号", "北京市西城区蓝天保卫战2018年行动计划", 2019, 1, 2, 15)]
    [TestCase("西政发〔2018〕6号", "工作任务清单", 2018, 11, 20, 1)]
    [TestCase("西政办发〔2018〕3号", "北京市西城区蓝天保卫战2018年行动计划", 2018, 11, 20, 1)]
    public async Task The_office_sees_what_is_overdue(string number, string title, int year, int month, int day, int expected)
    {
        var list = (long)(await ListAsync(number, title))["id"]!;
        _service.Clock.SetDay(year, month, day);

        var overdue = await _office.GetJsonAsync($"tasks?list={list}&overdue=true&limit=200");

        Assert.That(overdue["items"]!.AsArray(), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task A_record_has_its_units_its_deadline_and_its_lines()
    {
        var list = (long)(await ListAsync("西政发〔2018〕6号", "工作任务清单"))["id"]!;

        var task = (await _office.GetJsonAsync($"tasks?list={list}&limit=200"))["items"]!.AsArray().Single(item => (string)item!["number"]! == "62")!;

        Assert.That((string?)task["leadUnits"]![0]!["unit"]!["name"], Is.EqualTo("西城园管委会"));
        Assert.That(task["partnerUnits"]!.AsArray().Select(unit => (string)unit!["name"]!), Does.Contain("区科信委").And.Contain("西城工商分局"));
        Assert.That((string?)task["deadline"], Is.EqualTo("2018-12-31"));
        Assert.That((int)task["document"]!["lineStart"]!, Is.EqualTo(1209));
    }

    [Test]
    public async Task Confirming_or_importing_again_makes_nothing_twice_and_says_so()
    {
        var again = await ConfirmAsync();
        using var form = SampleText.Form("again.txt", await File.ReadAllBytesAsync(Shared.Path("gazettes", Gazette)));
        using var upload = await _office.PostAsync("documents", form);

        Assert.That((int)again["created"]!, Is.Zero);
        Assert.That((int)again["alreadyTracked"]!, Is.EqualTo((int)_confirmation["created"]!));
        Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((bool)(await upload.JsonAsync())["alreadyImported"]!, Is.True);
    }

    [Test]
    public async Task Another_print_of_the_same_documents_makes_nothing_twice()
    {
        var text = await File.ReadAllTextAsync(Shared.Path("gazettes", Gazette));
        var reprint = await _office.UploadAsync("reprint.txt", text + "\n（重印）\n");

        using var response = await _office.PostAsJsonAsync($"documents/{reprint["id"]}/confirmation", new { });
        var result = await response.JsonAsync();

        Assert.That((int)result["created"]!, Is.Zero);
        Assert.That((int)result["alreadyTracked"]!, Is.EqualTo((int)_confirmation["created"]!));
    }

    private async Task<JsonNode> ConfirmAsync()
    {
        using var response = await _office.PostAsJsonAsync($"documents/{_document["id"]}/confirmation", new { });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    private async Task<JsonNode> ListAsync(string number, string title) =>
        (await _office.GetJsonAsync("task-lists?limit=200"))["items"]!.AsArray()
            .Single(list => (string?)list!["documentNumber"] == number && (string?)list["title"] == title)!;

    private async Task<IEnumerable<JsonNode>> DraftItemsAsync(string number, string title) =>
        (await _office.GetJsonAsync($"documents/{_document["id"]}/draft"))["documents"]!.AsArray()
            .Single(document => (string?)document!["number"] == number)!["lists"]!.AsArray()
            .Single(list => (string?)list!["title"] == title)!["items"]!.AsArray()!;
}
