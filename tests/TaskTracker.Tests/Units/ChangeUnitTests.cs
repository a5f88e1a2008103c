using System.Net;
using System.Net.Http.Json;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Units;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ChangeUnitTests(DatabaseProvider provider) : UnitsTests(provider)
{
    [Test]
    public async Task Every_field_of_a_unit_can_be_set_and_emptied()
    {
        var unit = await CreateAsync(new
        {
            name = "区全局",
            fullName = "某市东区全局",
            kind = "branch",
            aliases = new[] { "区全局（旧）" },
            validFrom = "2018-01-01",
            validTo = "2019-01-01",
            successor = "区甲局",
            contacts = new[] { new { role = "head", name = "李四" } },
        });

        var emptied = await ChangeAsync(
            unit, """{"fullName":null,"kind":"department","aliases":[],"validFrom":null,"validTo":null,"successor":null,"contacts":[]}""");
        var filled = await ChangeAsync(
            unit, """{"name":"区新全局","fullName":"东区全局","aliases":["区全局"],"validFrom":"2018-02-01","successor":"区乙局","contacts":[{"role":"deputy","name":"王五"}]}""");

        Assert.That(emptied["fullName"], Is.Null);
        Assert.That((string?)emptied["kind"], Is.EqualTo("department"));
        Assert.That(emptied["aliases"]!.AsArray(), Is.Empty);
        Assert.That(emptied["validTo"], Is.Null);
        Assert.That(emptied["successor"], Is.Null);
        Assert.That(emptied["contacts"]!.AsArray(), Is.Empty);
        Assert.That((string?)filled["name"], Is.EqualTo("区新全局"));
        Assert.That((string?)filled["aliases"]![0], Is.EqualTo("区全局"));
        Assert.That((string?)filled["validFrom"], Is.EqualTo("2018-02-01"));
        Assert.That((string?)filled["successor"]!["name"], Is.EqualTo("区乙局"));
        Assert.That((string?)filled["contacts"]![0]!["role"], Is.EqualTo("deputy"));
    }

    [Test]
    public async Task A_group_takes_members_by_name_alias_and_id()
    {
        await CreateAsync(new { name = "三街道", kind = "sub_district", aliases = new[] { "三街道办" } });
        var group = await CreateAsync(new { name = "两街道", kind = "group", members = new[] { "一街道", "三街道办" } });

        var changed = await ChangeAsync(group, $$"""{"members":["{{await Service.UnitIdAsync("二街道")}}","三街道"]}""");

        Assert.That(NamesOf(changed["members"]), Is.EqualTo(["二街道", "三街道"]));
    }

    [Test]
    public async Task A_change_is_in_the_history_and_contacts_are_not_copied_there()
    {
        var unit = await CreateAsync(new { name = "区史局", kind = "department" });
        await ChangeAsync(unit, """{"aliases":["区史志局"],"contacts":[{"role":"head","name":"赵六"}]}""");
        await ChangeAsync(unit, """{"aliases":["区史志局"]}""");

        var entries = await Service.QueryAsync<string>(
            "select act || ' ' || changes from audit_entries where subject = 'unit' and subject_id = @unit order by id", new { unit });

        Assert.That(entries, Has.Count.EqualTo(2), "A change that changes nothing leaves no entry.");
        Assert.That(entries[0], Does.StartWith("created"));
        Assert.That(entries[1], Does.StartWith("changed").And.Contain("区史志局").And.Contain("contacts").And.Not.Contain("赵六"));
    }

    [TestCase("""{"name":"区乙局"}""", "name")]
    [TestCase("""{"aliases":["区乙局"]}""", "aliases")]
    [TestCase("""{"aliases":["区占用名"]}""", "aliases")]
    [TestCase("""{"fullName":"区占用名"}""", "fullName")]
    [TestCase("""{"successor":"区试局"}""", "successor")]
    [TestCase("""{"successor":"区无局"}""", "successor")]
    [TestCase("""{"successor":"各相关部门"}""", "successor")]
    [TestCase("""{"successor":"999999"}""", "successor")]
    [TestCase("""{"validFrom":"2019-01-02","validTo":"2019-01-01"}""", "validTo")]
    [TestCase("""{"members":["一街道"]}""", "members")]
    [TestCase("""{"kind":"ministry"}""", "kind")]
    [TestCase("""{"kind":null}""", "kind")]
    [TestCase("""{"name":null}""", "name")]
    [TestCase("""{"name":"12"}""", "name")]
    [TestCase("""{"aliases":["a；b"]}""", "aliases[0]")]
    [TestCase("""{"contacts":[{"role":"boss","name":"x"}]}""", "contacts[0].role")]
    [TestCase("""{"contacts":[{"role":"head","name":""}]}""", "contacts[0].name")]
    [TestCase("""{"colour":"red"}""", "colour")]
    [TestCase("""{}""", "body")]
    public async Task A_change_that_breaks_a_rule_is_refused_on_its_field(string json, string field)
    {
        if ((await Service.QueryAsync<long>("select id from units where name = '区试局'")).Count == 0)
        {
            await CreateAsync(new { name = "区试局", kind = "department" });
            await CreateAsync(new { name = "区占局", kind = "department", aliases = new[] { "区占用名" } });
        }

        var unit = await Service.UnitIdAsync("区试局");
        using var response = await TryChangeAsync(unit, json);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
        Assert.That((await Service.QueryAsync<int>("select version from units where id = @unit", new { unit }))[0], Is.EqualTo(1));
    }

    [Test]
    public async Task A_circle_of_successors_is_refused()
    {
        var last = await CreateAsync(new { name = "区圈三局", kind = "department" });
        await CreateAsync(new { name = "区圈二局", kind = "department", successor = "区圈三局" });
        await CreateAsync(new { name = "区圈一局", kind = "department", successor = "区圈二局" });

        using var response = await TryChangeAsync(last, """{"successor":"区圈一局"}""");

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That(problem.ErrorOf("successor"), Does.Contain("circle"));
        Assert.That((await Service.QueryAsync<long?>("select successor_id from units where id = @last", new { last }))[0], Is.Null);
    }

    [Test]
    public async Task Two_changes_at_once_cannot_make_a_circle_together()
    {
        using var admin = await AdminAsync();
        for (var round = 0; round < 5; round++)
        {
            var one = await CreateAsync(new { name = $"区并{round}甲局", kind = "department" });
            var other = await CreateAsync(new { name = $"区并{round}乙局", kind = "department" });

            var answers = await Task.WhenAll(
                admin.PatchAsync($"units/{one}", $$"""{"successor":"{{other}}"}""", "*"),
                admin.PatchAsync($"units/{other}", $$"""{"successor":"{{one}}"}""", "*"));

            Assert.That(
                answers.Select(answer => answer.StatusCode), Is.EquivalentTo([HttpStatusCode.OK, HttpStatusCode.BadRequest]));
            foreach (var answer in answers)
                answer.Dispose();
        }
    }

    [Test]
    public async Task A_member_of_a_group_cannot_become_a_group()
    {
        using var response = await TryChangeAsync(await Service.UnitIdAsync("一街道"), """{"kind":"group"}""");

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That(problem.ErrorOf("kind"), Does.Contain("各街道办事处"));
    }

    [Test]
    public async Task A_change_needs_the_etag_of_the_unit_as_it_is()
    {
        var unit = await CreateAsync(new { name = "区版本局", kind = "department" });
        using var admin = await AdminAsync();

        using var missing = await admin.PatchAsync($"units/{unit}", """{"kind":"branch"}""", null);
        using var stale = await admin.PatchAsync($"units/{unit}", """{"kind":"branch"}""", "\"7\"");
        using var current = await admin.PatchAsync($"units/{unit}", """{"kind":"branch"}""", "\"1\"");

        await missing.AssertProblemAsync((HttpStatusCode)428, "precondition-required");
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That(stale.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
        Assert.That(current.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(current.Headers.ETag?.Tag, Does.StartWith("\"2."));
    }

    [TestCase(Role.Coordinator, "区甲局", HttpStatusCode.Forbidden)]
    [TestCase(Role.Supervisor, null, HttpStatusCode.Forbidden)]
    [TestCase(Role.Reader, null, HttpStatusCode.Forbidden)]
    [TestCase(Role.Admin, null, HttpStatusCode.NotFound)]
    public async Task Only_an_admin_of_the_same_district_changes_units(Role role, string? bound, HttpStatusCode ofOtherDistrict)
    {
        using var own = await Service.ClientAsync(role, bound);
        using var other = await Service.ClientAsync(role, bound, "west");
        var unit = await Service.UnitIdAsync("区丙局");

        using var crossed = await other.PatchAsync($"units/{unit}", """{"aliases":["x局"]}""", "*");
        Assert.That(crossed.StatusCode, Is.EqualTo(ofOtherDistrict));
        if (role is Role.Admin)
            return;

        using var patched = await own.PatchAsync($"units/{unit}", """{"aliases":["x局"]}""", "*");
        using var posted = await own.PostAsJsonAsync("units", new { name = $"区{role}局", kind = "department" });
        await patched.AssertProblemAsync(HttpStatusCode.Forbidden, "role-not-allowed");
        await posted.AssertProblemAsync(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    [TestCase("""{"kind":"department"}""", "name")]
    [TestCase("""{"name":"区乙局","kind":"department"}""", "name")]
    [TestCase("""{"name":"区缺局","kind":"department","members":["一街道"]}""", "members")]
    [TestCase("""{"name":"各缺局","kind":"group","successor":"区乙局"}""", "successor")]
    [TestCase("""{"name":"各缺局","kind":"group","members":["区无局"]}""", "members")]
    [TestCase("""{"name":"区缺局","kind":"department","aliases":null}""", "aliases")]
    public async Task A_new_unit_that_breaks_a_rule_is_refused_on_its_field(string json, string field)
    {
        using var admin = await AdminAsync();

        using var response = await admin.PostAsync("units", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
        Assert.That(await Service.QueryAsync<long>("select id from units where name in ('区缺局', '各缺局')"), Is.Empty);
    }

    [Test]
    public async Task The_same_name_may_stand_in_two_districts()
    {
        using var west = await AdminAsync("west");

        await west.PostCreatedAsync("units", new { name = "区乙局", kind = "department" });

        Assert.That(NamesOf((await west.GetJsonAsync("units?q=乙"))["items"]), Is.EqualTo(["区乙局"]));
    }

    [Test]
    public async Task A_task_that_prints_an_unknown_name_is_seen_by_the_unit_once_the_name_is_its_alias()
    {
        var task = await Service.AddTaskAsync(lead: "区丙管局", deadline: new DateOnly(2018, 12, 31));
        var foreign = await Service.AddTaskAsync(lead: "区丙管局", district: "west");
        var unit = await Service.UnitIdAsync("区丙局");
        await Service.ExecuteAsync("update tasks set remind_on = due_on where id = @task", new { task });
        using var coordinator = await CoordinatorAsync("区丙局");
        using var before = await coordinator.GetAsync($"tasks/{task}");

        await ChangeAsync(unit, """{"aliases":["区丙管局"]}""");

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var shown = await coordinator.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["leadUnits"]![0]!["name"], Is.EqualTo("区丙管局"));
        Assert.That((long?)shown["leadUnits"]![0]!["unit"]!["id"], Is.EqualTo(unit));
        Assert.That((string?)shown["etag"], Does.Match("^\"2[.\"]"));
        Assert.That((await coordinator.GetJsonAsync("tasks"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        var history = (await coordinator.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray();
        Assert.That((string?)history[^1]!["act"], Is.EqualTo("units_recognised"));
        Assert.That(await Service.QueryAsync<long>("select id from tasks where id = @task and remind_on < due_on", new { task }), Has.Count.EqualTo(1));
        Assert.That(await Service.QueryAsync<long>("select task_id from task_units where unit_id is null and task_id = @foreign", new { foreign }), Has.Count.EqualTo(1));
    }
}
