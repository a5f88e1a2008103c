using System.Net;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

internal sealed class FrontPageTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    protected override (string Name, string Value)[] Settings => [("Logging:SlowRequestMilliseconds", "1")];

    [Test]
    public async Task A_program_learns_where_everything_is_and_each_of_it_answers()
    {
        using var client = Service.Anonymous();

        var answer = await client.GetJsonAsync("/");

        Assert.That((string?)answer["api"], Is.EqualTo("/api/v1"));
        foreach (var name in new[] { "contract", "documentation", "health" })
        {
            using var there = await client.GetAsync((string)answer[name]!);
            Assert.That(there.StatusCode, Is.EqualTo(HttpStatusCode.OK), name);
        }
    }

    [Test]
    public async Task A_browser_gets_a_page_in_Chinese_with_links()
    {
        using var client = Service.Anonymous();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await client.GetAsync("/");
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));

        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("lang=\"zh-CN\"").And.Contain("href=\"/swagger\"").And.Contain("href=\"/openapi/v1.json\""));
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_slow_request_is_logged_as_a_warning_and_a_quick_one_not_at_all()
    {
        using var client = Service.Anonymous();
        // The first reading of the contract puts it together.
        using var slow = await client.GetAsync("/openapi/v1.json");
        var quick = await QuickestAsync(client);

        Assert.That(Service.Log.Lines.Where(line => line.StartsWith("Warning TaskTracker.Platform.RequestLog", StringComparison.Ordinal)),
            Has.Some.Contains("GET /openapi/v1.json answered 200"));
        Assert.That(Service.Log.Lines, Has.None.StartsWith("Information TaskTracker.Platform.RequestLog"));
        Assert.That(quick, "of fifty answers to /health/live one takes less than a millisecond and leaves no line");
    }

    private async Task<bool> QuickestAsync(HttpClient client)
    {
        const int Times = 50;
        for (var time = 0; time < Times; time++)
        {
            using var answer = await client.GetAsync("/health/live");
        }

        return Service.Log.Lines.Count(line => line.Contains("GET /health/live answered", StringComparison.Ordinal)) < Times;
    }
}
