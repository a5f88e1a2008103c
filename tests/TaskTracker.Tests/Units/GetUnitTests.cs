using System.Net;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Units;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class GetUnitTests(DatabaseProvider provider) : UnitsTests(provider)
{
    [Test]
    public async Task A_unit_shows_whose_work_it_took_over_and_its_groups()
    {
        using var client = await SupervisorAsync();
        var successor = await Service.UnitIdAsync("区甲局");

        var old = await client.GetJsonAsync($"units/{await Service.UnitIdAsync("区老局")}");
        var now = await client.GetJsonAsync($"units/{successor}");
        var member = await client.GetJsonAsync($"units/{await Service.UnitIdAsync("一街道")}");
        var group = await client.GetJsonAsync($"units/{await Service.UnitIdAsync("各街道办事处")}");

        Assert.That((long?)old["successor"]!["id"], Is.EqualTo(successor));
        Assert.That((string?)old["currentUnit"]!["name"], Is.EqualTo("区甲局"));
        Assert.That(now["currentUnit"], Is.Null);
        Assert.That(NamesOf(now["predecessors"]), Is.EqualTo(["区老局"]));
        Assert.That(NamesOf(member["groups"]), Is.EqualTo(["各街道办事处"]));
        Assert.That((string?)group["kind"], Is.EqualTo("group"));
        Assert.That(NamesOf(group["members"]), Is.EqualTo(["一街道", "二街道"]));
    }

    [Test]
    public async Task The_current_unit_stands_at_the_end_of_the_chain()
    {
        var last = await CreateAsync(new { name = "区三代局", kind = "department" });
        var middle = await CreateAsync(new { name = "区二代局", kind = "department", successor = "区三代局" });
        var first = await CreateAsync(new { name = "区一代局", kind = "department", successor = $"{middle}" });
        using var client = await SupervisorAsync();

        var shown = await client.GetJsonAsync($"units/{first}");

        Assert.That((long?)shown["successor"]!["id"], Is.EqualTo(middle));
        Assert.That((long?)shown["currentUnit"]!["id"], Is.EqualTo(last));
    }

    [Test]
    public async Task Contacts_are_for_the_office_admins_and_the_units_own_coordinator()
    {
        var unit = await CreateAsync(new
        {
            name = "区联络局",
            kind = "department",
            contacts = new[] { new { role = "contact", name = "张三", phone = "010-1", email = "a@b.cn" } },
        });

        foreach (var (role, bound, sees) in new[]
        {
            (Role.Supervisor, null, true), (Role.Admin, null, true), (Role.Coordinator, "区联络局", true), (Role.Coordinator, "区甲局", false),
            (Role.Reader, null, false), (Role.Reader, "区联络局", false),
        })
        {
            using var client = await Service.ClientAsync(role, bound);
            var alone = await client.GetJsonAsync($"units/{unit}");
            var listed = (await client.GetJsonAsync("units?q=联络"))["items"]![0]!;

            Assert.That((string?)alone["contacts"]?[0]?["name"], Is.EqualTo(sees ? "张三" : null), $"{role} {bound}");
            Assert.That((string?)listed["contacts"]?[0]?["name"], Is.EqualTo(sees ? "张三" : null), $"{role} {bound}");
        }
    }

    [Test]
    public async Task A_unit_of_another_district_does_not_exist()
    {
        var west = await Service.UnitIdAsync("区甲局", "west");
        foreach (var (role, unit) in new[] { (Role.Coordinator, "区甲局"), (Role.Supervisor, null), (Role.Reader, null), (Role.Admin, null) })
        {
            using var client = await Service.ClientAsync(role, unit);
            using var response = await client.GetAsync($"units/{west}");
            await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");

            using var own = await Service.ClientAsync(role, unit, "west");
            Assert.That((string?)(await own.GetJsonAsync($"units/{west}"))["name"], Is.EqualTo("区甲局"), $"{role}");
        }
    }

    [Test]
    public async Task A_caller_that_polls_gets_304_until_the_unit_or_one_that_it_shows_changes()
    {
        var successor = await CreateAsync(new { name = "区新名局", kind = "department" });
        var unit = await CreateAsync(new { name = "区旧名局", kind = "department", successor = "区新名局" });
        using var client = await SupervisorAsync();
        var etag = (string)(await client.GetJsonAsync($"units/{unit}"))["etag"]!;

        using var same = await GetAsync(client, unit, etag);
        await ChangeAsync(successor, """{"name":"区更新名局"}""");
        using var changed = await GetAsync(client, unit, etag);

        Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)(await changed.JsonAsync())["successor"]!["name"], Is.EqualTo("区更新名局"));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, long unit, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"units/{unit}");
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return client.SendAsync(request);
    }
}
