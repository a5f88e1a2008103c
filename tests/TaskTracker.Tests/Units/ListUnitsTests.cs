using System.Net;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Units;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ListUnitsTests(DatabaseProvider provider) : UnitsTests(provider)
{
    [OneTimeSetUp]
    public async Task AddUnitsAsync()
    {
        await CreateAsync(new
        {
            name = "区水务局",
            fullName = "某市东区水务管理局",
            kind = "department",
            aliases = new[] { "区水利局", "区水务局（河长办）" },
            validFrom = "2018-06-01",
        });
        await CreateAsync(new { name = "IT服务公司", kind = "company", aliases = new[] { "服务100%公司" }, validTo = "2018-05-31" });
    }

    [TestCase("水", "区水务局")]
    [TestCase("水利", "区水务局")]
    [TestCase("东区水务管理", "区水务局")]
    [TestCase("(河长办)", "区水务局")]
    [TestCase("（河长办）", "区水务局")]
    [TestCase("it服", "IT服务公司")]
    [TestCase("0%公", "IT服务公司")]
    [TestCase("丙", "区丙局")]
    [TestCase("街道", "一街道", "二街道", "各街道办事处")]
    [TestCase("区_局")]
    [TestCase("水公司")]
    public async Task A_part_of_any_name_finds_the_unit(string q, params string[] found)
    {
        using var client = await SupervisorAsync();

        var answer = await client.GetJsonAsync($"units?q={Uri.EscapeDataString(q)}");

        Assert.That(NamesOf(answer["items"]), Is.EqualTo(found));
    }

    [TestCase("kind=sub_district", "一街道", "二街道")]
    [TestCase("kind=company,group", "各街道办事处", "各相关部门", "IT服务公司")]
    [TestCase("group=各街道办事处", "一街道", "二街道")]
    [TestCase("group=各相关部门")]
    [TestCase("validOn=2018-05-31&q=务", "IT服务公司")]
    [TestCase("validOn=2018-06-01&q=务", "区水务局")]
    public async Task A_filter_keeps_what_it_names(string filter, params string[] found)
    {
        using var client = await SupervisorAsync();

        var answer = await client.GetJsonAsync($"units?{filter}");

        Assert.That(NamesOf(answer["items"]), Is.EqualTo(found));
    }

    [TestCase("id")]
    [TestCase("-id")]
    [TestCase("name")]
    [TestCase("-name")]
    public async Task Pages_hold_every_unit_once_in_order(string sort)
    {
        using var client = await SupervisorAsync();
        var all = NamesOf((await client.GetJsonAsync($"units?sort={sort}"))["items"]);

        var paged = new List<string>();
        for (var next = $"units?sort={sort}&limit=3"; next is not null;)
        {
            var page = await client.GetJsonAsync(next);
            paged.AddRange(NamesOf(page["items"]));
            next = (string?)page["next"];
        }

        Assert.That(all, Has.Length.EqualTo(10));
        Assert.That(paged, Is.EqualTo(all));
        if (sort == "name")
            Assert.That(all, Is.EqualTo(all.Order(StringComparer.Ordinal)));
        if (sort == "-name")
            Assert.That(all, Is.EqualTo(all.OrderDescending(StringComparer.Ordinal)));
    }

    [Test]
    public async Task Every_role_lists_its_own_district_and_no_other()
    {
        foreach (var (role, unit) in new[] { (Role.Coordinator, "区甲局"), (Role.Supervisor, null), (Role.Reader, null), (Role.Admin, null) })
        {
            using var own = await Service.ClientAsync(role, unit);
            using var other = await Service.ClientAsync(role, unit, "west");

            Assert.That(NamesOf((await own.GetJsonAsync("units"))["items"]), Has.Length.EqualTo(10), $"{role}");
            Assert.That(NamesOf((await other.GetJsonAsync("units"))["items"]), Is.EqualTo(["区甲局"]), $"{role}");
        }

        using var anonymous = Service.Anonymous();
        using var refused = await anonymous.GetAsync("units");
        await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [TestCase("kind=ministry", "kind")]
    [TestCase("validOn=2018-13-01", "validOn")]
    [TestCase("group=各无局", "group")]
    [TestCase("limit=0", "limit")]
    [TestCase("cursor=abc", "cursor")]
    [TestCase("sort=kind", "sort")]
    [TestCase("colour=red", "colour")]
    public async Task A_parameter_that_cannot_be_understood_is_refused_by_name(string sent, string parameter)
    {
        using var client = await SupervisorAsync();

        using var response = await client.GetAsync($"units?{sent}");

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.That(problem.ErrorOf(parameter), Is.Not.Empty);
    }
}
