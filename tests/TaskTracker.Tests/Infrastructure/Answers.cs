using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform.OpenApi;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Short words for requests and answers.</summary>
internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return JsonNode.Parse(text) ?? throw new InvalidOperationException($"No JSON: {text}");
    }

    /// <summary>GETs and expects 200.</summary>
    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    /// <summary>POSTs and expects 201.</summary>
    public static async Task<JsonNode> PostCreatedAsync(this HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    public static Task<HttpResponseMessage> PatchAsync(this HttpClient client, string path, string json, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json")),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    public static StringContent RawJson(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>Checks status and stable code of a problem, and that it shows nothing of the inside.</summary>
    public static async Task<JsonNode> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(status), text);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), text);
        var problem = JsonNode.Parse(text)!;
        Assert.That((string?)problem["type"], Is.EqualTo($"urn:tasktracker:{code}"), text);
        Assert.That(ProblemTypes.All.Any(type => type.Code == code && type.Status == (int)status), $"{code} with {(int)status} does not stand in ProblemTypes.");
        Assert.That(text, Does.Not.Contain("   at ").And.Not.Contain("select ").And.Not.Contain("Sqlite").And.Not.Contain("Npgsql"));
        return problem;
    }

    public static string ErrorOf(this JsonNode problem, string field)
    {
        var message = (string?)problem["errors"]?[field]?[0];
        return message ?? throw new AssertionException($"No error on {field} in {JsonSerializer.Serialize(problem)}");
    }
}
