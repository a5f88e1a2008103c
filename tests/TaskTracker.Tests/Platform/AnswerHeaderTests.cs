using System.Net;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

/// <summary>What every answer carries.</summary>
internal sealed class AnswerHeaderTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    [TestCase("/api/v1/tasks", HttpStatusCode.OK, "private, no-cache", ContentPolicy.OfData)]
    [TestCase("/api/v1/tasks?speed=9", HttpStatusCode.BadRequest, "no-store", ContentPolicy.OfData)]
    [TestCase("/api/v1/tasks/999", HttpStatusCode.NotFound, "no-store", ContentPolicy.OfData)]
    [TestCase("/nothing/here", HttpStatusCode.NotFound, "no-store", ContentPolicy.OfData)]
    [TestCase("/health/ready", HttpStatusCode.OK, "no-store, no-cache", ContentPolicy.OfData)]
    [TestCase("/openapi/v1.json", HttpStatusCode.OK, "no-store", ContentPolicy.OfData)]
    [TestCase("/swagger/index.html", HttpStatusCode.OK, null, ContentPolicy.OfPages)]
    public async Task Every_answer_carries_them(string path, HttpStatusCode status, string? cache, string policy)
    {
        using var office = await SupervisorAsync();

        using var answer = await office.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        AssertHeaders(answer, policy);
        if (cache is not null)
            Assert.That(answer.Headers.NonValidated["Cache-Control"].ToString(), Is.EqualTo(cache));
    }

    [Test]
    public async Task A_caller_without_a_key_gets_them_too()
    {
        using var nobody = Service.Anonymous();

        using var answer = await nobody.GetAsync("tasks");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        AssertHeaders(answer, ContentPolicy.OfData);
    }

    [Test]
    public async Task Polling_with_an_ETag_goes_on_working()
    {
        using var office = await SupervisorAsync();
        using var first = await office.GetAsync("tasks");
        office.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await office.GetAsync("tasks");

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        AssertHeaders(second, ContentPolicy.OfData);
    }

    private static void AssertHeaders(HttpResponseMessage answer, string policy)
    {
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Is.EqualTo(policy));
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }
}
