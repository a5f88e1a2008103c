using System.Net;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Notifications;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ListNotificationsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [OneTimeSetUp]
    public async Task TellAsync()
    {
        foreach (var (unit, title, kind, read) in new[]
        {
            ("区甲局", "甲一", "reminder_digest", true), ("区甲局", "甲二", "task_returned", false), ("区乙局", "乙一", "reminder_digest", false),
            (null, "室一", "completion_requested", false), ("区甲局", "甲三", "reminder_digest", false),
        })
        {
            await Service.ExecuteAsync(
                """
                insert into notifications (district_id, unit_id, kind, title, body, created_at, read_at)
                values ('east', @Unit, @kind, @title, '正文', @Now, @Read)
                """,
                new
                {
                    Unit = unit is null ? (long?)null : await Service.UnitIdAsync(unit),
                    kind,
                    title,
                    Now = Service.Clock.Now(),
                    Read = read ? Service.Clock.Now() : (DateTimeOffset?)null,
                });
        }
    }

    [TestCase("notifications", "甲三 甲二 甲一")]
    [TestCase("notifications?unread=true", "甲三 甲二")]
    [TestCase("notifications?unread=false", "甲一")]
    [TestCase("notifications?kind=task_returned,task_closed", "甲二")]
    [TestCase("notifications?unit=区甲局&unread=true&kind=reminder_digest", "甲三")]
    public async Task A_unit_reads_its_own_newest_first(string path, string titles)
    {
        using var client = await CoordinatorAsync("区甲局");

        Assert.That(await TitlesAsync(client, path), Is.EqualTo(titles));
    }

    [TestCase("notifications", "室一")]
    [TestCase("notifications?unit=区乙局", "乙一")]
    [TestCase("notifications?unit=区丙局", "")]
    public async Task The_office_reads_its_own_and_any_units(string path, string titles)
    {
        using var client = await SupervisorAsync();

        Assert.That(await TitlesAsync(client, path), Is.EqualTo(titles));
    }

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        using var client = await CoordinatorAsync("区甲局");
        var titles = new List<string>();
        for (var path = "notifications?limit=1"; path is not null;)
        {
            var page = await client.GetJsonAsync(path);
            titles.Add((string)page["items"]!.AsArray().Single()!["title"]!);
            path = (string?)page["next"];
        }

        Assert.That(titles, Is.EqualTo(new[] { "甲三", "甲二", "甲一" }));
    }

    [Test]
    public async Task A_unit_cannot_read_what_another_was_told()
    {
        using var client = await CoordinatorAsync("区甲局");
        var others = (await Service.QueryAsync<long>("select id from notifications where title = '乙一'")).Single();

        using var list = await client.GetAsync("notifications?unit=区乙局");
        using var one = await client.GetAsync($"notifications/{others}");

        await list.AssertProblemAsync(HttpStatusCode.Forbidden, "not-your-unit");
        await one.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task One_notification_shows_whom_it_told()
    {
        using var client = await CoordinatorAsync("区乙局");
        var id = (await Service.QueryAsync<long>("select id from notifications where title = '乙一'")).Single();

        var shown = await client.GetJsonAsync($"notifications/{id}");

        Assert.That((string?)shown["unitName"], Is.EqualTo("区乙局"));
        Assert.That((string?)shown["body"], Is.EqualTo("正文"));
        Assert.That(shown["readAt"], Is.Null);
    }

    [Test]
    public async Task A_reader_of_the_whole_district_is_no_recipient()
    {
        using var reader = await Service.ClientAsync(Role.Reader);
        using var bound = await Service.ClientAsync(Role.Reader, "区乙局");

        using var refused = await reader.GetAsync("notifications");

        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "not-a-recipient");
        Assert.That(await TitlesAsync(bound, "notifications"), Is.EqualTo("乙一"));
    }

    [TestCase("notifications?unit=无此单位", "unit")]
    [TestCase("notifications?kind=gossip", "kind")]
    [TestCase("notifications?unread=1", "unread")]
    [TestCase("notifications?from=2018", "from")]
    [TestCase("notifications?limit=0", "limit")]
    [TestCase("notifications?cursor=x", "cursor")]
    [TestCase("reminders?state=lost", "state")]
    [TestCase("reminders?task=seven", "task")]
    public async Task An_unknown_parameter_or_value_is_named(string path, string parameter)
    {
        using var client = await SupervisorAsync();

        using var response = await client.GetAsync(path);

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter")).ErrorOf(parameter), Is.Not.Empty);
    }

    private static async Task<string> TitlesAsync(HttpClient client, string path) =>
        string.Join(' ', (await client.GetJsonAsync(path))["items"]!.AsArray().Select(item => (string?)item!["title"]));
}
