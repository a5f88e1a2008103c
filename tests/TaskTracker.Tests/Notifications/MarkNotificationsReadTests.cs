using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Notifications;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MarkNotificationsReadTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [Test]
    public async Task One_is_read_by_whom_it_was_told_and_once()
    {
        var id = await TellAsync("区甲局", "甲");
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        using (var byOffice = await office.PostAsJsonAsync($"notifications/{id}/readings", new { }))
            await byOffice.AssertProblemAsync(HttpStatusCode.Forbidden, "not-your-unit");

        var first = await unit.PostCreatedAsync($"notifications/{id}/readings", new { });
        Service.Clock.Advance(TimeSpan.FromHours(1));
        var second = await unit.PostCreatedAsync($"notifications/{id}/readings", new { });

        Assert.That((string?)first["readAt"], Is.Not.Null);
        Assert.That((string?)second["readAt"], Is.EqualTo((string?)first["readAt"]));
    }

    [Test]
    public async Task All_up_to_one_are_read_in_the_keys_own_inbox_and_the_rest_is_counted()
    {
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync("区乙局");
        await TellAsync("区乙局", "乙一");
        var ofOffice = await TellAsync(null, "室一");
        var last = await TellAsync("区乙局", "乙二");
        await TellAsync("区乙局", "乙三");

        var result = await unit.PostCreatedAsync("notifications/readings", new { upTo = last });

        Assert.That(result.ToJsonString(), Is.EqualTo("""{"read":2,"unread":1}"""));
        Assert.That((await office.GetJsonAsync($"notifications/{ofOffice}"))["readAt"], Is.Null, "another inbox");
        using var count = new HttpRequestMessage(HttpMethod.Get, "notifications?unread=true&limit=1") { Headers = { { "Prefer", "return=total-count" } } };
        using var answer = await unit.SendAsync(count);
        Assert.That(answer.Headers.GetValues("X-Total-Count").Single(), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_number_that_is_none_is_refused()
    {
        using var unit = await CoordinatorAsync();
        using var zero = await unit.PostAsJsonAsync("notifications/readings", new { upTo = 0 });
        using var unknown = await unit.PostAsJsonAsync("notifications/99999999/readings", new { });

        await zero.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<long> TellAsync(string? unit, string title) => (await Service.QueryAsync<long>(
        """
        insert into notifications (district_id, unit_id, kind, title, body, created_at)
        values ('east', @Unit, 'task_returned', @title, '正文', @Now)
        returning id
        """,
        new { Unit = unit is null ? (long?)null : await Service.UnitIdAsync(unit), title, Now = Service.Clock.Now() }, commit: true))[0];
}
