using System.Net;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Units;

/// <summary>What the tests of the register share.</summary>
internal abstract class UnitsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    protected Task<HttpClient> AdminAsync(string district = "east") => Service.ClientAsync(Role.Admin, district: district);

    protected async Task<long> CreateAsync(object unit)
    {
        using var admin = await AdminAsync();
        return (long)(await admin.PostCreatedAsync("units", unit))["id"]!;
    }

    /// <summary>Changes a unit as it stands now and expects 200.</summary>
    protected async Task<JsonNode> ChangeAsync(long id, string json)
    {
        using var response = await TryChangeAsync(id, json);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    protected async Task<HttpResponseMessage> TryChangeAsync(long id, string json)
    {
        using var admin = await AdminAsync();
        var etag = (string?)(await admin.GetJsonAsync($"units/{id}"))["etag"];
        return await admin.PatchAsync($"units/{id}", json, etag);
    }

    protected static string[] NamesOf(JsonNode? list) => [.. list!.AsArray().Select(unit => (string)unit!["name"]!)];
}
