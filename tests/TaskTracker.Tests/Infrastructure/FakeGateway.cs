using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>A message gateway on this machine that keeps what was posted, and can be told how to answer.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Posted> _posts = new();

    private FakeGateway(WebApplication app) => _app = app;

    public sealed record Posted(JsonNode Body, IReadOnlyDictionary<string, string> Headers, string Path);

    public IReadOnlyList<Posted> Posts => [.. _posts];

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("""{"errcode":0,"errmsg":"ok"}""");

    public string Url => _app.Urls.First();

    public static async Task<FakeGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var gateway = new FakeGateway(builder.Build());
        gateway._app.Run(gateway.TakeAsync);
        await gateway._app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        _posts.Enqueue(new Posted(
            body, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), $"{http.Request.Path}{http.Request.QueryString}"));
        await Answer(http);
    }
}
