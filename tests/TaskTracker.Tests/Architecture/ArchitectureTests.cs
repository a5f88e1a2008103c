using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Architecture;

/// <summary>The shape that docs/architecture.md promises. Each rule has a canary: the same rule on input that breaks it.</summary>
internal sealed partial class ArchitectureTests
{
    private static readonly Assembly Core = typeof(PolicyTask).Assembly;
    private static readonly Assembly ServiceAssembly = typeof(Database).Assembly;
    private static readonly IReadOnlyList<SourceFile> ServiceSource = SourceTree.FilesOf("src/TaskTracker");

    [Test]
    public void Core_references_only_the_system() => Assert.That(ForeignReferences(Core), Is.Empty);

    [Test]
    public void Canary_a_reference_to_a_package_is_seen() => Assert.That(ForeignReferences(ServiceAssembly), Does.Contain("Dapper"));

    [Test]
    public void A_folder_uses_only_what_the_table_allows() => Assert.That(FolderRules.Violations(ServiceSource), Is.Empty);

    [Test]
    public void The_table_of_folders_names_none_that_is_gone()
    {
        var folders = ServiceSource.Select(file => file.Folder).ToHashSet();

        Assert.That(FolderRules.MayUse.Keys.Where(folder => !folders.Contains(folder)), Is.Empty);
    }

    [TestCase("src/TaskTracker/Progress/X.cs", "using TaskTracker.Supervision;")]
    [TestCase("src/TaskTracker/Progress/X.cs", "var x = TaskTracker.Supervision.ReviewTask.Name;")]
    [TestCase("src/TaskTracker/Novelties/X.cs", "using TaskTracker.Platform;")]
    public void Canary_a_forbidden_or_unlisted_folder_is_seen(string path, string text) =>
        Assert.That(FolderRules.Violations([new SourceFile(path, text)]), Has.Exactly(1).Items);

    [Test]
    public void Platform_knows_no_feature() =>
        Assert.That(FolderRules.Violations(ServiceSource.Where(file => file.Folder == "Platform")), Is.Empty);

    [TestCase("using TaskTracker.Tasks;")]
    [TestCase("using TaskTracker.Auth;")]
    public void Canary_a_feature_in_Platform_is_seen(string text) =>
        Assert.That(FolderRules.Violations([new SourceFile("src/TaskTracker/Platform/OpenApi/X.cs", text)]), Has.Exactly(1).Items);

    [Test]
    public void A_table_is_written_only_by_its_owner() => Assert.That(TableRules.Violations(ServiceSource), Is.Empty);

    [TestCase("sqlite")]
    [TestCase("postgresql")]
    public void Every_table_has_an_owner(string kind)
    {
        var tables = MigrationFiles(kind).SelectMany(file => TableRules.TablesOf(File.ReadAllText(file))).ToArray();

        Assert.That(tables, Is.Not.Empty);
        Assert.That(tables.Where(table => !TableRules.OwnerOfTable.ContainsKey(table)), Is.Empty);
    }

    [TestCase("update tasks\n   set state = 1")]
    [TestCase("update tasks t set state = 1")]
    [TestCase("insert into receipts (id)")]
    [TestCase("delete from tasks where id = 1")]
    [TestCase("insert into nowhere (id)")]
    [TestCase("delete from {table}")]
    public void Canary_a_foreign_write_is_seen(string sql) =>
        Assert.That(TableRules.Violations([new SourceFile("src/TaskTracker/Statistics/X.cs", sql)]), Has.Exactly(1).Items);

    [Test]
    public void A_reader_and_an_upsert_are_no_foreign_write() =>
        Assert.That(
            TableRules.Violations([new SourceFile("src/TaskTracker/Tasks/X.cs", "select id from units; insert into tasks (id) values (1) on conflict (id) do update set id = 2")]),
            Is.Empty);

    [Test]
    public void Every_class_is_sealed_static_or_abstract() =>
        Assert.That(OpenClasses([.. Core.GetTypes(), .. ServiceAssembly.GetTypes()]), Is.Empty);

    [Test]
    public void Canary_an_open_class_is_seen() => Assert.That(OpenClasses([typeof(OpenClass)]), Has.Exactly(1).Items);

    [Test]
    public void Banned_calls_are_listed_and_watched_in_both_projects() =>
        Assert.That(BanGaps(
            File.ReadAllText(SourceTree.PathOf("BannedSymbols.txt")),
            File.ReadAllText(SourceTree.PathOf("src/Directory.Build.props")),
            File.ReadAllText(SourceTree.PathOf(".editorconfig"))), Is.Empty);

    [Test]
    public void Canary_a_ban_that_is_lifted_is_seen() => Assert.That(BanGaps("", "", ""), Has.Length.EqualTo(6));

    [Test]
    public void The_ban_is_lifted_only_where_the_clock_is_made()
    {
        var lifted = ServiceSource.Concat(SourceTree.FilesOf("src/TaskTracker.Core"))
            .Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal)).Select(file => file.Path);
        var projects = Directory.EnumerateFiles(SourceTree.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("RS0030", StringComparison.Ordinal));

        Assert.That(lifted, Is.EqualTo(["src/TaskTracker/Platform/Clock.cs"]));
        Assert.That(projects, Is.Empty);
    }

    [Test]
    public void Both_migration_folders_hold_the_same_names_without_gaps() =>
        Assert.That(MigrationGaps(NamesOf("sqlite"), NamesOf("postgresql")), Is.Empty);

    [Test]
    public void Canary_a_migration_that_is_missing_or_misnumbered_is_seen()
    {
        Assert.That(MigrationGaps(["0001_a.sql", "0002_b.sql"], ["0001_a.sql"]), Is.Not.Empty);
        Assert.That(MigrationGaps(["0001_a.sql"], ["0001_b.sql"]), Is.Not.Empty);
        Assert.That(MigrationGaps(["0001_a.sql", "0003_b.sql"], ["0001_a.sql", "0003_b.sql"]), Is.Not.Empty);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task An_empty_database_migrates(DatabaseProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-empty-");
        try
        {
            var connection = provider is DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(folder.FullName, "empty.db")};Pooling=false"
                : PostgresServer.NewEmptyDatabase($"empty_{Environment.ProcessId}");
            await using var connections = new DatabaseConnections(new DatabaseSettings(provider, connection, true));
            var migrator = new Migrator(connections, new FakeClock());

            var applied = await migrator.ApplyAsync(CancellationToken.None);

            Assert.That(applied, Has.Count.EqualTo(NamesOf("sqlite").Length));
            Assert.That(await migrator.PendingAsync(CancellationToken.None), Is.Empty);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> ForeignReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal));

    private static IEnumerable<string> OpenClasses(IEnumerable<Type> types) => types
        // The compiler makes the class around the statements of Program.cs.
        .Where(type => type.IsClass && !type.IsAbstract && !type.IsSealed && !IsGenerated(type) && type != type.Assembly.EntryPoint?.DeclaringType)
        .Select(type => type.FullName!);

    private static bool IsGenerated(Type? type) =>
        type is not null
        && (type.Name.Contains('<', StringComparison.Ordinal)
            || type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.IsDefined(typeof(GeneratedCodeAttribute)) || IsGenerated(type.DeclaringType));

    private static string[] BanGaps(string symbols, string props, string editorConfig) =>
    [
        .. new[] { "P:System.DateTime.Now;", "P:System.DateTimeOffset.UtcNow;", "M:System.Guid.NewGuid;" }
            .Where(symbol => !symbols.Contains(symbol, StringComparison.Ordinal)),
        .. new[] { "Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", "AdditionalFiles Include=\"$(MSBuildThisFileDirectory)../BannedSymbols.txt\"" }
            .Where(line => !props.Contains(line, StringComparison.Ordinal)),
        .. new[] { "dotnet_diagnostic.RS0030.severity = error" }.Where(line => !editorConfig.Contains(line, StringComparison.Ordinal)),
    ];

    private static IEnumerable<string> MigrationFiles(string kind) =>
        Directory.EnumerateFiles(SourceTree.PathOf($"migrations/{kind}")).Order(StringComparer.Ordinal);

    private static string[] NamesOf(string kind) => [.. MigrationFiles(kind).Select(file => Path.GetFileName(file))];

    private static IEnumerable<string> MigrationGaps(string[] sqlite, string[] postgres)
    {
        foreach (var name in sqlite.Except(postgres).Concat(postgres.Except(sqlite)))
            yield return $"{name} stands in one folder only.";
        for (var index = 0; index < sqlite.Length; index++)
        {
            if (!MigrationName.IsMatch(sqlite[index]) || !sqlite[index].StartsWith($"{index + 1:0000}_", StringComparison.Ordinal))
                yield return $"{sqlite[index]} is not number {index + 1:0000}.";
        }
    }

    [GeneratedRegex(@"^\d{4}_[a-z0-9_]+\.sql$")]
    private static partial Regex MigrationName { get; }

#pragma warning disable CA1852 // The canary is a class that is not sealed.
    private class OpenClass;
#pragma warning restore CA1852
}
