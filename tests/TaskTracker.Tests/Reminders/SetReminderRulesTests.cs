using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SetReminderRulesTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void BeginInAugust() => Service.Clock.SetDay(2018, 8, 1);

    [TestCase("""[{"occasion":"task_due","offset":-400,"recipients":["contact"]}]""", "Line 1 says -400 days; -366 (before) to 3660 (after the date) are allowed.")]
    [TestCase("""[{"occasion":"task_due","offset":120,"unit":"percent","recipients":["contact"]}]""", "Line 1 says 120 percent; a share of the time from 1 to 100 is allowed, another never comes.")]
    [TestCase("""[{"occasion":"date_missing","offset":-1,"recipients":["office"]}]""", "Line 1 says -1 days before the task was recorded, which never comes; 0 to 3660 are allowed.")]
    [TestCase("""[{"occasion":"task_due","offset":0,"recipients":[]}]""", "Line 1 has no recipient; at least one is needed.")]
    [TestCase("""[{"occasion":"task_due","offset":0,"recipients":["contact"]},{"occasion":"task_due","offset":60,"recipients":["leader"]}]""",
        "Line 2 tells a leader, and no leader stands in the district's contacts; enter one first (PUT /api/v1/district-contacts).")]
    public async Task A_rule_that_never_comes_or_tells_nobody_is_refused_with_one_clear_line(string lines, string says)
    {
        using var office = await SupervisorAsync();

        using var answer = await office.PostAsync("reminder-rules", Answers.RawJson($$"""{"validFrom":"2018-09-01","lines":{{lines}},"reason":"x"}"""));

        Assert.That((await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("lines"), Is.EqualTo(says));
        Assert.That((await office.GetJsonAsync("reminder-rules"))["items"]!.AsArray().Where(rule => (string?)rule!["reason"] == "x"), Is.Empty, "nothing half done");
    }

    [TestCase("""[{"occasion":"task_due","offset":0,"recipients":["everybody"]}]""", "lines[0].recipients[0]")]
    [TestCase("""[{"occasion":"birthday","offset":0,"recipients":["contact"]}]""", "lines[0].occasion")]
    public async Task A_recipient_or_an_occasion_that_does_not_exist_is_named(string lines, string field)
    {
        using var office = await SupervisorAsync();

        using var answer = await office.PostAsync("reminder-rules", Answers.RawJson($$"""{"validFrom":"2018-09-01","lines":{{lines}},"reason":"x"}"""));

        Assert.That((await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-json")).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task A_version_holds_from_its_day_and_a_past_day_is_refused()
    {
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 9, 3);
        var lines = new[] { new { occasion = "task_due", offset = -5, recipients = new[] { "contact" } } };
        using var past = await office.PostAsJsonAsync("reminder-rules", new { validFrom = "2018-09-02", lines, reason = "x" });
        Assert.That((await past.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("validFrom"), Does.Contain("2018-09-02 is past"));
        await office.PostCreatedAsync("reminder-rules", new { validFrom = "2018-09-10", lines, reason = "区办公会" });
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 9, 14));
        using (var unit = await CoordinatorAsync())
            await unit.PostCreatedAsync($"tasks/{task}/receipts", new { });

        await Service.TickOnAsync(new DateOnly(2018, 9, 7));
        await Service.TickOnAsync(new DateOnly(2018, 9, 13));

        Assert.That(await Service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-30 区甲局 superseded", "D-7 区甲局 sent", "D-5 区甲局 sent" }),
            "the defaults until the 9th, then the district's own");
    }

    [TestCase("reminders?channel=mail", "channel")]
    [TestCase("reminders?recipient=office", "recipient")]
    [TestCase("reminders/ledger?day=yesterday", "day")]
    [TestCase("deliveries?state=lost", "state")]
    public async Task A_parameter_that_leads_nowhere_is_named(string path, string parameter)
    {
        using var office = await SupervisorAsync();

        using var answer = await office.GetAsync(path);

        Assert.That((await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter")).ErrorOf(parameter), Is.Not.Empty);
    }
}
