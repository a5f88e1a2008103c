using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Documents.Review;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Commands;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DraftCommandTests(DatabaseProvider provider) : ReviewTests(provider)
{
    private static readonly (string, string, string, string, string)[] Printed =
    [
        ("1", "完善制度。组织培训。", "区甲局", "", "2018年12月底前"), ("2", "健全机制。", "", "", "2018年底前"), ("3", "加强宣传。", "区奇异委", "", "2018年底前"),
        ("4", "开展检查。", "区丙局", "", "2018年底前"),
    ];

    [Test]
    public async Task A_draft_is_worked_through_and_confirmed_from_the_command_line()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, [.. Printed.Select(item => item with { Item3 = item.Item3.Replace("区奇异委", "区新奇委", StringComparison.Ordinal) })]);
        var items = await ItemsAsync(office, document);

        var findings = await RunAsync("findings", document, "--severity", "blocking");
        var corrected = await RunAsync("correct", document, Id(items[1]), "--lead", "区乙局、区丙局", "--deadline", "2018-11-30");
        var split = await RunAsync("split", document, Id(items[0]), "--at", "5");
        var alias = await RunAsync("alias", document, "区新奇委", "区丙局");
        var excluded = await RunAsync("exclude", document, Id(items[3]), "--reason", "已办结。");
        var confirmed = await RunAsync("confirm", document);

        Assert.That(findings.Output, Does.Contain("no-unit").And.Contain(Id(items[1])).And.Not.Contain("unit-unknown"));
        Assert.That(new[] { corrected, split, alias, excluded, confirmed }.Select(run => (run.ExitCode, run.Error)), Has.All.EqualTo((0, "")));
        Assert.That(split.Output, Does.Match(@"^Edit \d+: split of item \d+; it made item \d+\.\s*$"));
        Assert.That(confirmed.Output, Does.Contain("4 records made").And.Contain("已办结。"));
        var after = await ItemsAsync(office, document);
        Assert.That(after.Select(item => (string?)item["text"]), Is.EqualTo(new[] { "完善制度。", "组织培训。", "健全机制。", "加强宣传。", "开展检查。" }));
        Assert.That(after[2]["leadUnits"]!.AsArray().Select(unit => (string?)unit), Is.EqualTo(new[] { "区乙局", "区丙局" }));
        Assert.That((string?)after[2]["deadline"], Is.EqualTo("2018-11-30"));
        var edits = (await office.GetJsonAsync($"documents/{document}/draft/edits"))["items"]!.AsArray();
        Assert.That(edits.Select(edit => (string?)edit!["editedBy"]), Has.All.EqualTo("command_line").And.Exactly(4).Items);
        Assert.That(await Service.QueryAsync<string>("select distinct actor from audit_entries where act in ('corrected', 'confirmed')"), Is.EqualTo(new[] { "command_line" }));
    }

    [Test]
    public async Task Merges_moves_and_accepted_findings_are_undone_from_the_command_line()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Printed);
        var items = await ItemsAsync(office, document);

        await RunAsync("merge", document, Id(items[0]), Id(items[1]));
        await RunAsync("move", document, Id(items[3]), "--place", "1");
        await RunAsync("accept", document, Id(items[2]), "unit-unknown", "--reason", "另行明确。");
        await RunAsync("exclude", document, Id(items[3]), "--reason", "x");
        await RunAsync("include", document, Id(items[3]));
        var changed = await ItemsAsync(office, document);
        var edits = await JsonAsync("edits", document);
        foreach (var edit in edits["items"]!.AsArray().Reverse())
            Assert.That((await RunAsync("undo", document, $"{edit!["id"]}")).ExitCode, Is.Zero);

        Assert.That(changed.Select(item => (string?)item["text"]), Is.EqualTo(new[] { "开展检查。", "完善制度。组织培训。健全机制。", "加强宣传。" }));
        Assert.That((string?)changed[2]["waivers"]![0]!["reason"], Is.EqualTo("另行明确。"));
        var restored = await ItemsAsync(office, document);
        Assert.That(restored.Select(item => (string?)item["text"]), Is.EqualTo(items.Select(item => (string?)item["text"])));
        Assert.That(restored[2]["waivers"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task What_the_command_prints_as_JSON_is_what_the_API_answers()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Printed);

        foreach (var (verb, path) in new[] { ("show", "draft"), ("findings", "findings"), ("diff", "diff"), ("edits", "draft/edits") })
        {
            var answered = await office.GetJsonAsync($"documents/{document}/{path}");
            Assert.That(JsonNode.DeepEquals(await JsonAsync(verb, document), answered), verb);
        }

        var lines = await RunAsync("lines", document, "1-3", "--format", "json");
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(lines.Output), await office.GetJsonAsync($"documents/{document}/text?lines=1-3")));
    }

    [Test]
    public async Task A_list_of_many_findings_is_given_whole()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, [.. Enumerable.Range(1, 230).Select(no => ($"{no}", $"措施之{no}。", "区甲局", "区别样委", "2018年底前"))]);

        var findings = await JsonAsync("findings", document);

        Assert.That(findings["items"]!.AsArray(), Has.Count.EqualTo(230));
    }

    [Test]
    public async Task Drafts_are_listed_by_district_and_shown_with_the_numbers_to_work_with()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Printed);
        var items = await ItemsAsync(office, document);

        var east = await CommandRun.OnAsync(Service.Database, "draft", "list", "--district", "east");
        var west = await CommandRun.OnAsync(Service.Database, "draft", "list", "--district", "west");
        var shown = await RunAsync("show", document);
        var lines = await RunAsync("lines", document, "1");

        Assert.That(east.Output, Does.Match($@"(?m)^{document} +east +a\.txt +4 +0 "));
        Assert.That(west.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(1));
        Assert.That(shown.Output, Does.Contain(Id(items[3])).And.Contain("开展检查。").And.Contain("!! no-unit").And.Contain("2018-12-31"));
        Assert.That(lines.Output, Does.Contain("东区重点工作实施方案"));
    }

    [TestCase("correct 0 {item} --lead 区没有局", 1, "draft correct: --lead [\"区没有局\"]: No unit or group of the district is called \"区没有局\".")]
    [TestCase("correct 0 {item}", 1, "draft correct: nothing to correct was said; allowed: --no, --task, --text, --lead, --partner, --deadline, --deadline-kind.")]
    [TestCase("findings 0 --severity bad", 1, "draft findings: --severity \"bad\": \"bad\" is not allowed; allowed: blocking, other.")]
    [TestCase("lines 0 9-1", 1, "draft lines: LINES \"9-1\": Send a first and a last line, e.g. 120-124, not more than 500 lines.")]
    [TestCase("undo 0 999999", 1, "draft undo: EDIT 999999: This draft has no edit 999999.")]
    [TestCase("show 999999", 1, "draft show: DOC: there is no document 999999; see `tasktracker draft list`.")]
    [TestCase("show 0 --district west", 1, "draft show: --district: document 0 belongs to east, not to \"west\".")]
    [TestCase("correct 0 {item} --deadline 2018-13-01", 2, "--deadline: \"2018-13-01\" is no day; allowed: YYYY-MM-DD, or none.")]
    [TestCase("exclude 0 {item}", 2, "Option '--reason' is required.")]
    [TestCase("findings 0 --severty blocking", 2, "draft findings: \"--severty\" is not understood here; see `tasktracker draft findings --help`.")]
    public async Task A_refusal_is_one_line_that_names_the_field(string words, int exitCode, string error)
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Printed);
        var item = Id((await ItemsAsync(office, document))[0]);

        var run = await CommandRun.OnAsync(
            Service.Database, ["draft", .. words.Split(' ').Select(word => word == "0" ? $"{document}" : word.Replace("{item}", item, StringComparison.Ordinal))]);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.Error.Trim(), Is.EqualTo(error.Replace("document 0", $"document {document}", StringComparison.Ordinal)));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task A_confirmation_that_leaves_items_in_draft_says_so_and_exits_1()
    {
        using var office = await SupervisorAsync();
        var document = await UploadAsync(office, Printed);

        var run = await RunAsync("confirm", document);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("3 records made").And.Contain("!! no-unit"));
        Assert.That(run.Error.Trim(), Is.EqualTo("draft confirm: 1 items stay in draft; settle or accept their findings and confirm again."));
    }

    private Task<CommandRun> RunAsync(string verb, long document, params string[] words) =>
        CommandRun.OnAsync(Service.Database, ["draft", verb, $"{document}", .. words]);

    private async Task<JsonNode> JsonAsync(string verb, long document) =>
        JsonNode.Parse((await RunAsync(verb, document, "--format", "json")).Output)!;

    private static string Id(JsonNode item) => $"{item["id"]}";
}
