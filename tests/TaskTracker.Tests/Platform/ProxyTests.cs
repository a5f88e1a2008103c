using System.Net;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

/// <summary>Whose word counts for the address of a caller.</summary>
[TestFixture]
internal sealed class ProxyTests
{
    private const string Wrong = "ttk_0000000000000000000000000000000000000000000000000000000000000000";

    [TestCase(null, "127.0.0.1")]
    [TestCase("10.0.0.0/8", "127.0.0.1")]
    [TestCase("127.0.0.1", "203.0.113.7")]
    [TestCase("10.0.0.0/8, 127.0.0.0/8", "203.0.113.7")]
    public async Task The_forwarded_address_counts_only_from_a_trusted_proxy(string? trusted, string counted)
    {
        (string, string)[] settings = [("Rates:WrongKeysPerMinute", "1"), .. trusted is null ? Array.Empty<(string, string)>() : [("Proxy:Trusted", trusted)]];
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite, settings);
        using var client = service.ClientWith(Wrong);
        // What the caller itself sends stands first; a proxy adds what it saw behind it.
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.66, 203.0.113.7");

        using var first = await client.GetAsync("tasks");
        using var second = await client.GetAsync("tasks");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(service.Log.Lines, Has.Exactly(1).Contains($"{counted} sent more than"));
    }

    [Test]
    public async Task A_caller_cannot_escape_the_count_by_naming_another_address_each_time()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite, ("Rates:WrongKeysPerMinute", "1"));
        using var client = service.ClientWith(Wrong);
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "tasks");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await client.SendAsync(request);
            last = answer.StatusCode;
        }

        Assert.That(last, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }
}
