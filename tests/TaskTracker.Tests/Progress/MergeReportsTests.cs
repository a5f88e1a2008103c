using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>Partner → lead → office: the lead's report names those of its partners that it merges, and accepts them by that.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MergeReportsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private const string ToTheLead =
        """{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true},"reportPath":"partner_to_lead"}""";

    private HttpClient _lead = null!, _partner = null!, _office = null!;
    private long _task;

    [SetUp]
    public async Task SettleAsync()
    {
        Service.Clock.SetDay(2018, 8, 10);
        (_lead, _partner, _office) = (await CoordinatorAsync(), await CoordinatorAsync("区乙局"), await SupervisorAsync());
        (var list, _task) = await Service.AddListAsync();
        await Service.SettleAsync(list, ToTheLead);
    }

    [TearDown]
    public void HangUp()
    {
        _lead.Dispose();
        _partner.Dispose();
        _office.Dispose();
    }

    [Test]
    public async Task A_lead_merges_its_partners_report_which_is_accepted_by_that_and_both_say_so()
    {
        var own = await ReportAsync(_partner, "2018-08");

        var merged = await ReportAsync(_lead, "2018-08", own);

        var shown = await ReadAsync(_office, merged);
        Assert.That(shown["merges"]!.AsArray().Select(one => $"{one!["reportId"]} {one["revision"]} {one["unitName"]}"), Is.EqualTo(new[] { $"{own} 1 区乙局" }));
        var part = await ReadAsync(_partner, own);
        Assert.That($"{part["mergedIn"]} {part["status"]} {part["merges"]!.AsArray().Count}", Is.EqualTo($"{merged} accepted 0"));
        Assert.That((await _partner.GetJsonAsync($"{Path}/{own}/reviews"))["items"]!.AsArray().Select(review => (string?)review!["decision"]), Is.EqualTo(new[] { "accept" }));
        using var amended = await _partner.PatchAsync($"{Path}/{own}", """{"done":"又改。"}""", "*");
        await amended.AssertProblemAsync(HttpStatusCode.Conflict, "report-accepted");
        Assert.That(await Service.OwedAsync(_task), Is.EquivalentTo(new[] { "2018-08 区乙局 met", "2018-08 区甲局 met" }));
        Assert.That((await _office.GetJsonAsync($"tasks/{_task}/history"))["items"]!.AsArray().Select(entry => (string?)entry!["act"]), Has.Member("report_accepted"));
        Assert.That((await _office.GetJsonAsync(Path))["items"]!.AsArray().Select(report => $"{report!["id"]} {report["mergedIn"]} {report["merges"]!.AsArray().Count}"),
            Is.EqualTo(new[] { $"{own} {merged} 0", $"{merged}  1" }));
    }

    [Test]
    public async Task What_a_report_merges_is_amended_like_its_words_and_every_version_says_what_it_merged()
    {
        var first = await ReportAsync(_partner, "2018-08");
        var merged = await ReportAsync(_lead, "2018-08", first);
        var second = await ReportAsync(_partner, "专报");
        var etag = (string?)(await ReadAsync(_partner, first))["etag"];

        using var without = await _lead.PatchAsync($"{Path}/{merged}", """{"merges":[]}""", "*");
        using var again = await _lead.PatchAsync($"{Path}/{merged}", $$"""{"merges":[{{first}}],"done":"汇总。"}""", "*");
        using var words = await _lead.PatchAsync($"{Path}/{merged}", """{"done":"再汇总。"}""", "*");
        using var other = await _lead.PatchAsync($"{Path}/{merged}", $$"""{"merges":[{{second}}]}""", "*");

        Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.OK), await without.Content.ReadAsStringAsync());
        Assert.That((await without.JsonAsync())["merges"]!.AsArray(), Is.Empty);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK), await again.Content.ReadAsStringAsync());
        Assert.That((await words.JsonAsync())["merges"]!.AsArray(), Has.Count.EqualTo(1));
        await other.AssertProblemAsync(HttpStatusCode.Conflict, "other-period");
        var versions = (await _office.GetJsonAsync($"{Path}/{merged}/versions"))["items"]!.AsArray();
        Assert.That(versions.Select(version => $"{version!["revision"]}: {string.Join(',', version["merges"]!.AsArray().Select(one => (string?)one!["reportId"]!.ToString()))}"),
            Is.EqualTo(new[] { $"1: {first}", "2: ", $"3: {first}", $"4: {first}" }));
        Assert.That((string?)(await ReadAsync(_partner, first))["etag"], Is.Not.EqualTo(etag));
    }

    [Test]
    public async Task Only_standing_reports_of_partners_on_the_same_task_and_period_are_merged_once()
    {
        var (otherList, other) = await Service.AddListAsync();
        await Service.SettleAsync(otherList, ToTheLead);
        var foreign = (long)(await _partner.PostCreatedAsync($"tasks/{other}/progress-reports", new { percent = 5, done = "x", period = "2018-08" }))["id"]!;
        var own = await ReportAsync(_partner, "2018-08");
        var special = await ReportAsync(_partner, "专报");
        var returned = await ReportAsync(_partner, "月报");
        await _lead.PostCreatedAsync($"{Path}/{returned}/reviews", new { decision = "return", revision = 1, reason = "x" });
        var leads = await ReportAsync(_lead, "月报");

        await RefusedAsync(_lead, "2018-08", HttpStatusCode.BadRequest, "validation", foreign);
        await RefusedAsync(_lead, "2018-08", HttpStatusCode.Conflict, "other-period", special);
        await RefusedAsync(_lead, "月报", HttpStatusCode.Conflict, "report-returned", returned);
        await RefusedAsync(_lead, "月报", HttpStatusCode.Conflict, "not-a-partners-report", leads);
        await RefusedAsync(_partner, "专报", HttpStatusCode.Forbidden, "not-lead-unit", special);
        Assert.That((string?)(await ReadAsync(_partner, own))["status"], Is.EqualTo("submitted"), "what was refused left no trace");
        var merged = await ReportAsync(_lead, "2018-08", own, own);
        await RefusedAsync(_lead, "2018-08", HttpStatusCode.Conflict, "already-reported", own);
        await RefusedAsync(_lead, "专报", HttpStatusCode.Conflict, "other-period", own);

        await _office.PostCreatedAsync($"{Path}/{merged}/reviews", new { decision = "return", revision = 1, reason = "x" });
        var anew = await ReportAsync(_lead, "2018-08", own);
        using var late = await _lead.PatchAsync($"{Path}/{merged}", """{"done":"x"}""", "*");
        await late.AssertProblemAsync(HttpStatusCode.Conflict, "already-merged");
        Assert.That((long?)(await ReadAsync(_partner, own))["mergedIn"], Is.EqualTo(anew), "a returned report merges nothing that another does");
    }

    [Test]
    public async Task A_lead_with_another_merges_what_the_other_has_not()
    {
        using var corrected = await _office.PatchAsync($"tasks/{_task}", """{"leadUnits":["区甲局","区丙局"]}""", "*");
        using var second = await CoordinatorAsync("区丙局");
        var own = await ReportAsync(_partner, "2018-08");

        var answers = await Task.WhenAll(new[] { _lead, second }.Select(lead =>
            lead.PostAsJsonAsync(Path, new { percent = 10, done = "x", period = "2018-08", merges = new[] { own } })));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.EquivalentTo(new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        await answers.Single(answer => answer.StatusCode is HttpStatusCode.Conflict).AssertProblemAsync(HttpStatusCode.Conflict, "already-merged");
    }

    private string Path => $"tasks/{_task}/progress-reports";

    private async Task<long> ReportAsync(HttpClient unit, string period, params long[] merges) =>
        (long)(await unit.PostCreatedAsync(Path, new { percent = 10, done = "已推进。", period, merges }))["id"]!;

    private Task<JsonNode> ReadAsync(HttpClient client, long report) => client.GetJsonAsync($"{Path}/{report}");

    private async Task RefusedAsync(HttpClient unit, string period, HttpStatusCode status, string code, params long[] merges)
    {
        using var response = await unit.PostAsJsonAsync(Path, new { percent = 10, done = "x", period, merges });
        await response.AssertProblemAsync(status, code);
    }
}
