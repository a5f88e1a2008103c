using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

/// <summary>What the web server refuses before the application sees it is answered with a problem too, once, and the connection ends.</summary>
internal sealed class RejectedRequestTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    private const string Host = "\r\nHost: a\r\n\r\n";

    [TestCase("GET /api/v1/tasks/%00 HTTP/1.1" + Host, 400, "bad-request")]
    [TestCase("GET tasks HTTP/1.1" + Host, 405, "method-not-allowed")]
    [TestCase("GET /api/v1/tasks HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n", 400, "bad-request")]
    [TestCase("GET /api/v1/tasks HTTP/1.1\r\n\r\n", 400, "bad-request")]
    [TestCase("POST /api/v1/tasks HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, "bad-request")]
    [TestCase("nonsense\r\n\r\n", 400, "bad-request")]
    [TestCase("GET / HTTP/7.0" + Host, 505, "http-version")]
    [TestCase("{LONG LINE}", 414, "address-too-long")]
    [TestCase("{LONG HEADER}", 431, "headers-too-large")]
    public async Task It_gets_a_problem(string request, int status, string code)
    {
        request = request.Replace("{LONG LINE}", $"GET /{new string('x', 9_000)} HTTP/1.1{Host}", StringComparison.Ordinal)
            .Replace("{LONG HEADER}", $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 40_000)}\r\n\r\n", StringComparison.Ordinal);

        AssertProblem(await SendAsync(request), status, code);
    }

    [Test]
    public async Task On_a_connection_that_was_answered_before_only_the_refused_request_gets_the_problem()
    {
        var answers = await SendAsync($"GET /health/live HTTP/1.1{Host}GET /%00 HTTP/1.1{Host}");

        var second = answers.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal);
        Assert.That(answers, Does.StartWith("HTTP/1.1 200 OK"));
        Assert.That(answers[..second], Does.Contain("healthy"));
        AssertProblem(answers[second..], 400, "bad-request");
    }

    private static void AssertProblem(string answer, int status, string code)
    {
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} ").And.Contain("Connection: close").And.Contain("X-Content-Type-Options: nosniff"));
        var body = answer.Split("\r\n\r\n", 2)[1];
        Assert.That(answer, Does.Contain($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"), "nothing follows");
        var problem = JsonNode.Parse(body)!;
        Assert.That((string?)problem["type"], Is.EqualTo(Problems.TypePrefix + code));
        Assert.That((int?)problem["status"], Is.EqualTo(status));
        Assert.That((string?)problem["detail"], Is.Not.Empty);
        Assert.That(ProblemTypes.All.Any(type => type.Code == code && type.Status == status));
    }

    /// <returns>Everything that comes until the server closes the connection.</returns>
    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Service.Address.Host, Service.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
