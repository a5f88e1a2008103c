using System.Text;
using TaskTracker.Commands;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Units;

namespace TaskTracker.Tests.Units;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ImportUnitsTests(DatabaseProvider provider) : UnitsTests(provider)
{
    private const string Header = "name,fullName,kind,aliases,validFrom,validTo,successor,members,contacts";

    private string _folder = "";

    [OneTimeSetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("tasktracker-units-").FullName;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("xicheng", "json")]
    [TestCase("xicheng", "csv")]
    [TestCase("haidian", "json")]
    [TestCase("haidian", "csv")]
    public async Task What_is_exported_and_imported_again_changes_nothing(string district, string format)
    {
        var builtIn = UnitRegistries.Load(district)!;
        await RunAsync("import", district);
        var contact = """[{"role":"head","name":"张,\"三\"","phone":"010-1"},{"role":"contact","name":"李四","email":"a@b.cn"}]""";
        await Service.ExecuteAsync("update units set contacts = @contact where name = '区教委'", new { contact });
        var before = await StateAsync(district);

        var again = await RunAsync("import", district);
        var exported = await RunAsync("export", "--district", district, "--format", format);
        var file = await FileAsync($"{district}.{format}", exported.Output);
        var imported = await RunAsync("import", file, "--district", district);

        var said = $"{district}: nothing changed, {builtIn.Units.Count + builtIn.Groups.Count} units and groups";
        Assert.That(again.Output, Does.StartWith(said), again.Error);
        Assert.That(imported.Output, Does.StartWith(said), imported.Error);
        Assert.That(await StateAsync(district), Is.EqualTo(before));
    }

    [Test]
    public async Task An_import_adds_changes_keeps_and_says_how_many()
    {
        var file = await FileAsync("east.csv", $"""
            {Header}
            区甲局,东区甲局,department,区甲管理局；甲局,2018-01-01,,,,head|张三|010-1|
            区丁局,,department,,,,区甲局,,
            区乙局,,department,,,,,,
            各局,,group,,,,,区甲局；区丁局,
            """);

        var run = await RunAsync("import", file, "--district", "east");

        Assert.That(run, Is.EqualTo(new CommandRun(CommandLine.Done, $"east: 2 added, 1 changed, 1 unchanged.{Environment.NewLine}", "")));
        using var office = await SupervisorAsync();
        var shown = await office.GetJsonAsync($"units/{await Service.UnitIdAsync("甲局")}");
        Assert.That((string?)shown["fullName"], Is.EqualTo("东区甲局"));
        Assert.That((string?)shown["contacts"]![0]!["name"], Is.EqualTo("张三"));
        Assert.That(NamesOf(shown["predecessors"]), Is.EqualTo(["区老局", "区丁局"]));
        Assert.That(NamesOf(shown["groups"]), Is.EqualTo(["各局"]));
        Assert.That(await Service.UnitIdAsync("东区甲局"), Is.EqualTo((long)shown["id"]!), "A full name finds the unit.");
        Assert.That(await Service.UnitIdAsync("区丙局"), Is.Positive, "What the file does not name stays.");
    }

    [TestCase("区一,,department,,,,区无局,,", "line 2, 区一, successor", "区无局")]
    [TestCase("区一,,department,,,,区二,,\n区二,,department,,,,区一,,", "line 2, 区一, successor", "circle")]
    [TestCase("区一,,department,同名,,,,,\n区二,,department,同名,,,,,", "line 3, 区二, aliases", "同名")]
    [TestCase("区一,,department,区丙局,,,,,", "line 2, 区一, aliases", "区丙局")]
    [TestCase("各一,,group,,,,,区无局,", "line 2, 各一, members", "区无局")]
    [TestCase("区一,,ministry,,,,,,", "line 2, 区一, kind", "ministry")]
    [TestCase("区一,,department,,,,,,\n区一,,branch,,,,,,", "line 3, 区一, name", "twice")]
    [TestCase(",,department,,,,,,", "entry 1, name", "no name")]
    [TestCase("区一,,department,,2019-01-02,2019-01-01,,,", "line 2, 区一, validTo", "2019-01-02")]
    [TestCase("各一,全名,group,,,,,,", "line 2, 各一, fullName", "no full name")]
    [TestCase("区一,,department,,2018-02-30,,,,", "line 2, validFrom", "2018-02-30")]
    [TestCase("区一,,department,,,,,,张三", "line 2, contacts", "张三")]
    [TestCase("区一,,department", "line 2", "3 fields")]
    [TestCase("区一,\"全名,department,,,,,,", "line 2", "never closed")]
    public async Task A_bad_table_is_refused_as_a_whole_with_the_place(string rows, string place, string about)
    {
        var before = await StateAsync("east");
        var file = await FileAsync("bad.csv", $"{Header}\n{rows}\n区好局,,department,,,,,,\n");

        var run = await RunAsync("import", file, "--district", "east");

        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Refused));
        Assert.That(run.Error, Does.Contain(place).And.Contain(about).And.Contain("bad.csv"));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(await StateAsync("east"), Is.EqualTo(before));
    }

    [TestCase("name,kind\n区一,department\n", "line 1, the column fullName is missing")]
    [TestCase(Header + ",colour\n", "line 1, the column “colour” is not known")]
    public async Task A_table_with_other_columns_is_refused(string text, string reason)
    {
        var run = await RunAsync("import", await FileAsync("bad.csv", text), "--district", "east");

        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Refused));
        Assert.That(run.Error, Does.Contain(reason));
    }

    [TestCase("""{"name":"区一","kind":"ministry"}""", "line 3, column 31: 区一, kind has the value \"ministry\"")]
    [TestCase("""{"name":"区一"}""", "line 3, column 14: 区一, kind is missing")]
    [TestCase("""{"name":"区一","kind":"town","alias":[]}""", "区一, alias is no field")]
    [TestCase("""{"name":"区一","kind":"town",,}""", "line 3, column 28: this is not valid JSON")]
    [TestCase("""{"name":null,"kind":"town"}""", "entry 1, name")]
    [TestCase("null", "cannot be null")]
    [TestCase("""{"name":"区一","kind":"town","aliases":[null]}""", "line 3, 区一, aliases[0]")]
    [TestCase("""{"name":"区一","kind":"town","successor":"区无局"}""", "line 3, 区一, successor: The successor of 区一, 区无局")]
    public async Task A_bad_registry_is_refused_as_a_whole_with_the_place(string unit, string reason)
    {
        var before = await StateAsync("east");
        var file = await FileAsync("bad.json", $$"""
            {
              "district": {"code":"east","name":"东区","divisionCode":"110199","issuerMarks":["东"]}, "groups": [], "units": [
            {{unit}}
              ]
            }
            """);

        var run = await RunAsync("import", file);

        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Refused));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(await StateAsync("east"), Is.EqualTo(before));
    }

    [Test]
    public async Task What_cannot_be_read_is_refused_in_one_line()
    {
        var broken = Path.Combine(_folder, "broken.csv");
        await File.WriteAllBytesAsync(broken, [.. "name,"u8, 0xFF]);
        var table = await FileAsync("table.csv", Header);
        foreach (var (words, reason) in new (string[], string)[]
        {
            ([broken, "--district", "east"], "not UTF-8"),
            ([Path.Combine(_folder, "none.json")], "no such file"),
            ([table], "--district"),
            ([table, "--district", "north"], "no district"),
            (["xicheng", "--district", "east"], "not of --district east"),
            ([await FileAsync("empty.json", "")], "empty"),
        })
        {
            var run = await RunAsync(["import", .. words]);

            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Refused), reason);
            Assert.That(run.Error, Does.Contain(reason));
        }
    }

    [Test]
    public async Task A_built_in_registry_ties_the_tasks_that_print_its_names()
    {
        await using var service = await TestService.StartAsync(Provider);
        await service.ExecuteAsync("insert into districts (code, name, division_code, issuer_marks) values ('xicheng', '西城区', '110102', '[\"西城\"]')");
        var task = await service.AddTaskAsync(lead: "西城区教育委员会", partner: "区无此局", district: "xicheng");

        var run = await CommandRun.OnAsync(service.Database, "units", "import", "xicheng");

        Assert.That(run.Output, Does.Contain("1 task(s) name a unit that is known now."), run.Error);
        using var coordinator = await service.ClientAsync(Role.Coordinator, "区教委", "xicheng");
        var shown = await coordinator.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["leadUnits"]![0]!["unit"]!["name"], Is.EqualTo("区教委"));
        Assert.That(shown["partnerUnits"]![0]!["unit"], Is.Null, "What is not registered is not guessed.");
    }

    [Test]
    public async Task Two_services_that_start_at_once_make_one_set_of_units()
    {
        using var scratch = new ScratchDatabase(Provider);
        await using var connections = scratch.Connect();
        var now = Service.Clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var database = new Database(connections);
            await database.SeedUnitsAsync(now, CancellationToken.None);
        }));

        await using var reading = new Database(connections);
        await using var session = await reading.OpenAsync(CancellationToken.None);
        Assert.That(
            await session.QuerySingleAsync<long>("select count(*) from units"),
            Is.EqualTo(UnitRegistries.All.Sum(registry => registry.Units.Count + registry.Groups.Count)));
        Assert.That(await session.QuerySingleAsync<long>("select count(*) from audit_entries where act <> 'created'"), Is.Zero);
    }

    [Test]
    public async Task An_empty_database_is_given_the_built_in_registries_once()
    {
        using var scratch = new ScratchDatabase(Provider);
        await using var connections = scratch.Connect();
        await using var database = new Database(connections);
        var now = Service.Clock.GetUtcNow();

        var first = await database.SeedUnitsAsync(now, CancellationToken.None);
        var second = await database.SeedUnitsAsync(now, CancellationToken.None);

        Assert.That(first, Is.EqualTo(["haidian", "xicheng"]));
        Assert.That(second, Is.Empty);
        await using var session = await database.OpenAsync(CancellationToken.None);
        var registries = await session.RegistriesAsync();
        foreach (var (read, builtIn) in registries.Zip(UnitRegistries.All))
        {
            Assert.That(read.District.Code, Is.EqualTo(builtIn.District.Code));
            Assert.That(read.Units.Select(unit => (unit.Name, unit.Successor)), Is.EqualTo(builtIn.Units.Select(unit => (unit.Name, unit.Successor))));
            Assert.That(UnitRegistryFaults.Of(read), Is.Empty);
        }

        Assert.That(await session.ReadRegistryAsync("north"), Is.Null);
    }

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.OnAsync(Service.Database, ["units", .. words]);

    private async Task<string> FileAsync(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text, new UTF8Encoding(false));
        return file;
    }

    /// <summary>Everything that an import may touch.</summary>
    private async Task<string> StateAsync(string district)
    {
        var units = await Service.QueryAsync<string>(
            "select name || ' ' || kind || ' ' || version || ' ' || contacts from units where district_id = @district order by id", new { district });
        var aliases = await Service.QueryAsync<string>("select alias from unit_aliases where district_id = @district order by alias", new { district });
        var members = await Service.QueryAsync<long>("select group_id + unit_id from unit_members where district_id = @district order by group_id, unit_id", new { district });
        var audit = await Service.QueryAsync<long>("select count(*) from audit_entries where district_id = @district", new { district });
        return string.Join('\n', [.. units, .. aliases, .. members.Select(id => $"{id}"), $"{audit[0]}"]);
    }
}
