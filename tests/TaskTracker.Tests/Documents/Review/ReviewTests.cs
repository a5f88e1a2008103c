using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

/// <summary>A service on one kind of database, and small drafts to review on it.</summary>
internal abstract class ReviewTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static int documents;

    protected static async Task<long> UploadAsync(HttpClient office, params (string No, string Measure, string Lead, string Partner, string Time)[] items) =>
        (long)(await office.UploadAsync("a.txt", SampleText.Labelled("东区重点工作实施方案", NewNumber(), items)))["id"]!;

    protected static string NewNumber() => $"东政发〔2018〕{Interlocked.Increment(ref documents)}号";

    protected static async Task<JsonNode[]> ItemsAsync(HttpClient office, long document, int list = 0)
    {
        var draft = await office.GetJsonAsync($"documents/{document}/draft");
        return [.. draft["documents"]![0]!["lists"]![list]!["items"]!.AsArray().Select(item => item!)];
    }

    protected static async Task<JsonNode> ConfirmAsync(HttpClient office, long document)
    {
        using var response = await office.PostAsJsonAsync($"documents/{document}/confirmation", new { });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
