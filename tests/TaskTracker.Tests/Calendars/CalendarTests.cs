using System.Net;
using System.Text.Json.Nodes;
using TaskTracker.Calendars;
using TaskTracker.Commands;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Calendars;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CalendarTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [Test]
    public async Task The_years_that_come_with_the_service_are_listed_as_official()
    {
        using var unit = await CoordinatorAsync();

        var years = (await unit.GetJsonAsync("calendar-years?limit=200"))["items"]!.AsArray();

        Assert.That(years.Select(year => (int)year!["year"]!), Is.SupersetOf(Enumerable.Range(2016, 11)));
        var known = await unit.GetJsonAsync("calendar-years/2018");
        Assert.That(((string?)known["status"], (string?)known["etag"], (string?)known["storedAt"]), Is.EqualTo(("official", "\"0\"", (string?)null)));
        Assert.That(known["findings"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_year_that_nobody_entered_is_not_found()
    {
        using var unit = await CoordinatorAsync();

        using var response = await unit.GetAsync("calendar-years/2100");

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task An_entered_year_counts_at_once_and_on_every_instance()
    {
        await using var other = await TestService.StartOnAsync(Service.Database, Service.Clock);
        using var here = await SupervisorAsync();
        using var there = await other.ClientAsync(Role.Supervisor);
        Assert.That(await DueAsync(here, 2031, 1, 2), Is.EqualTo(("2031-01-03", true)));
        Assert.That(await DueAsync(there, 2031, 1, 2), Is.EqualTo(("2031-01-03", true)));

        using var put = await PutAsync(here, 2031, Year("official", "2031-01-01", "2031-01-03"));

        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.Created), await put.Content.ReadAsStringAsync());
        Assert.That(await DueAsync(there, 2031, 1, 2), Is.EqualTo(("2031-01-06", false)));
        Assert.That(await DueAsync(here, 2031, 1, 2), Is.EqualTo(("2031-01-06", false)));
    }

    [Test]
    public async Task A_wrong_year_is_stored_says_what_is_wrong_and_counts_as_provisional()
    {
        using var admin = await Service.ClientAsync(Role.Admin);
        const string Body = """
            {"status":"official","source":"误录","days":[{"date":"2032-01-01","off":true},{"date":"2030-06-03","off":true},
             {"date":"2032-01-01","off":true},{"date":"2032-05-12","off":false}]}
            """;

        using var put = await PutAsync(admin, 2032, Body);

        var stored = await put.JsonAsync();
        Assert.That((string?)stored["status"], Is.EqualTo("provisional"));
        Assert.That(stored["findings"]!.AsArray().Select(finding => (string?)finding!["kind"]), Is.EqualTo(new[] { "other_year", "twice", "working_weekday" }));
        using var office = await SupervisorAsync();
        Assert.That(await DueAsync(office, 2032, 1, 5), Is.EqualTo(("2032-01-06", true)));
    }

    [Test]
    public async Task Whatever_is_reckoned_with_days_of_a_year_that_is_missing_is_reckoned_and_says_so()
    {
        Service.Clock.SetDay(2040, 1, 2);
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        var party = (await office.GetJsonAsync($"tasks/{task}/parties"))["items"]![0]!;
        var order = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "blue", demand = "x" });
        Service.Clock.SetDay(2040, 1, 20);
        var set = await office.PostCreatedAsync($"tasks/{task}/orders", new { level = "orange", demand = "x", answerBy = "2040-01-31" });
        var missing = (await office.GetJsonAsync("missing-receipts"))["items"]!.AsArray().Single(row => (long)row!["taskId"]! == task)!;

        Assert.That(((string?)party["receiptDueOn"], (bool)party["receiptDueProvisional"]!), Is.EqualTo(("2040-01-05", true)));
        Assert.That((bool)missing["receiptDueProvisional"]!, Is.True);
        Assert.That(((string?)order["answerBy"], (bool)order["answerProvisional"]!), Is.EqualTo(("2040-01-09", true)));
        Assert.That((bool)set["answerProvisional"]!, Is.False, "a day that the office names is no reckoning");
        Service.Clock.SetDay(2018, 8, 1);
    }

    [Test]
    public async Task Two_that_enter_a_year_do_not_both_pass()
    {
        using var office = await SupervisorAsync();
        using var first = await PutAsync(office, 2033, Year("provisional", "2033-01-01"));

        using var without = await PutAsync(office, 2033, Year("official", "2033-01-01"), ifMatch: null);
        using var stale = await PutAsync(office, 2033, Year("official", "2033-01-01"), "\"0\"");
        using var good = await PutAsync(office, 2033, Year("official", "2033-01-01"), first.Headers.ETag!.ToString());

        await without.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((good.StatusCode, good.Headers.ETag!.ToString()), Is.EqualTo((HttpStatusCode.OK, "\"2\"")));
    }

    [TestCase(1900)]
    [TestCase(9000)]
    public async Task A_year_far_away_is_refused(int year)
    {
        using var office = await SupervisorAsync();

        using var response = await PutAsync(office, year, Year("official", "2033-01-01"));

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Test]
    public async Task A_year_is_imported_from_JSON_and_listed()
    {
        var file = await FileAsync("2034.json", """{"year":2034,"status":"official","source":"通知","days":[{"date":"2034-01-01","name":"元旦","off":true},{"date":"2034-01-07","name":"元旦","off":false}]}""");

        var imported = await RunAsync("import", file);
        var listed = await RunAsync("list");

        Assert.That(imported, Is.EqualTo(new CommandRun(CommandLine.Done, $"2034: official, 1 holidays, 1 days worked instead (通知).{Environment.NewLine}", "")));
        Assert.That(listed.Output, Does.Contain("2034: official, 1 holidays").And.Contain("2018: official"));
    }

    [Test]
    public async Task Years_are_imported_from_a_published_calendar_and_are_provisional_unless_said_otherwise()
    {
        var file = await FileAsync("cn.ics", """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20350101
            SUMMARY:元旦（休）
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20350106
            SUMMARY:元旦（班）
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20360101
            SUMMARY:元旦（休）
            END:VEVENT
            END:VCALENDAR
            """);

        var one = await RunAsync("import", file, "--year", "2035");
        var none = await RunAsync("import", file, "--year", "2040");
        var official = await RunAsync("import", file, "--year", "2036", "--status", "official");

        Assert.That(one.Output, Is.EqualTo($"2035: provisional, 1 holidays, 1 days worked instead (cn.ics).{Environment.NewLine}"));
        Assert.That((none.ExitCode, none.Output), Is.EqualTo((CommandLine.Refused, "")));
        Assert.That(official.Output, Does.StartWith("2036: official"));
    }

    [Test]
    public async Task A_file_that_is_no_calendar_is_refused_in_one_line()
    {
        var run = await RunAsync("import", await FileAsync("x.json", "{}"));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((CommandLine.Refused, "")));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_calendar_is_read_again_only_when_a_year_was_stored()
    {
        await using var transaction = await Service.BeginAsync();

        var first = await transaction.CalendarInForceAsync();
        var second = await transaction.CalendarInForceAsync();

        Assert.That(second, Is.SameAs(first));
    }

    /// <summary>The deadline and whether it is provisional of a task due a working day after an event.</summary>
    private static async Task<(string, bool)> DueAsync(HttpClient office, int year, int month, int day)
    {
        var task = await office.PostCreatedAsync(
            "tasks", new { origin = "meeting", basis = "纪要", measure = "整改。", leadUnits = new[] { "区甲局" }, relativeLimit = new { amount = 1, unit = "working_days" } });
        var record = await office.PostCreatedAsync($"tasks/{task["id"]}/events", new { eventOn = new DateOnly(year, month, day), basis = "通知" });
        return ((string)record["deadline"]!, (bool)record["provisional"]!);
    }

    private static string Year(string status, params string[] free) => new JsonObject
    {
        ["status"] = status,
        ["source"] = "通知",
        ["days"] = new JsonArray([.. free.Select(day => (JsonNode)new JsonObject { ["date"] = day, ["off"] = true })]),
    }.ToJsonString();

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, int year, string body, string? ifMatch = "*")
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"calendar-years/{year}") { Content = Answers.RawJson(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.OnAsync(Service.Database, ["calendar", .. words]);

    private static async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tasktracker-calendar-").FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
