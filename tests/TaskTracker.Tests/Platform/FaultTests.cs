using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

/// <summary>The machine breaks: each fault gets one clear answer, reading goes on where it can, and nothing is half done.</summary>
[TestFixture]
internal sealed class FaultTests
{
    private static readonly object NewTask = new { origin = "meeting", basis = "纪要", measure = "落实。", leadUnits = new[] { "区甲局" } };

    [Test]
    public async Task A_database_locked_by_another_process_is_said_and_changes_nothing()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        await using var impatient = await TestService.StartOnAsync(
            service.Database, service.Clock, [("ConnectionStrings:Default", $"{service.Database.ConnectionString};Default Timeout=1")]);
        var key = await service.CreateKeyAsync(Role.Supervisor, null);
        using var office = impatient.ClientWith(key);
        await office.GetJsonAsync("tasks");
        await using var other = new SqliteConnection(service.Database.ConnectionString);
        await other.OpenAsync();
        await using var lockingTransaction = other.BeginTransaction(deferred: false);

        using var refused = await office.PostAsJsonAsync("tasks", NewTask);
        var read = await office.GetJsonAsync("tasks");
        await lockingTransaction.RollbackAsync();
        await office.PostCreatedAsync("tasks", NewTask);

        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "database-busy");
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
        Assert.That(read["items"]!.AsArray(), Is.Empty);
        Assert.That((await office.GetJsonAsync("tasks"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_read_only_database_can_be_read_and_says_that_it_cannot_be_written()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        var key = await service.CreateKeyAsync(Role.Supervisor, null);
        await service.AddTaskAsync();
        await using var readOnly = await TestService.StartOnAsync(
            service.Database, service.Clock, [("ConnectionStrings:Default", $"{service.Database.ConnectionString};Mode=ReadOnly")]);
        using var office = readOnly.ClientWith(key);

        var read = await office.GetJsonAsync("tasks");
        using var refused = await office.PostAsJsonAsync("tasks", NewTask);

        Assert.That(read["items"]!.AsArray(), Has.Count.EqualTo(1));
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-read-only");
        Assert.That(readOnly.Log.Lines, Has.Some.Contains("storage-read-only"));
    }

    [Test]
    public async Task A_full_disk_is_said_and_everything_confirmed_before_is_there()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("A small file system of its own needs root: the test of a full disk is skipped.");

        var folder = Directory.CreateTempSubdirectory("tasktracker-small-disk-").FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder);
        try
        {
            await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
            var key = await service.CreateKeyAsync(Role.Supervisor, null);
            var file = Path.Combine(folder, "small.db");
            await using (var session = await new Database(service.Connections).OpenAsync(CancellationToken.None))
                await session.ExecuteAsync($"vacuum into '{file}'");
            await using var small = await TestService.StartOnAsync(
                service.Database, service.Clock, [("ConnectionStrings:Default", $"Data Source={file}")]);
            using var office = small.ClientWith(key);

            var confirmed = 0;
            HttpResponseMessage? refused = null;
            while (refused is null && confirmed < 2_000)
            {
                var answer = await office.PostAsJsonAsync("tasks", new { origin = "other", basis = "x", measure = $"{confirmed} {new string('满', 5_000)}", leadUnits = new[] { "区甲局" } });
                if (answer.StatusCode == HttpStatusCode.Created)
                    confirmed++;
                else
                    refused = answer;
            }

            await refused!.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-full");
            Assert.That(confirmed, Is.Positive);
            Assert.That(await small.ReadAsync<long>("select count(*) from tasks"), Is.EqualTo(new long[] { confirmed }));
            Assert.That(await small.ReadAsync<long>("select count(*) from audit_entries where act = 'created' and subject = 'task'"), Is.EqualTo(new long[] { confirmed }));
            Assert.That(await small.ReadAsync<string>("pragma integrity_check"), Is.EqualTo(new[] { "ok" }));
        }
        finally
        {
            Run("umount", "-l", folder);
            Directory.Delete(folder);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, program);
    }
}
