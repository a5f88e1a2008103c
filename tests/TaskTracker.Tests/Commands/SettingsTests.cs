using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Commands;

internal sealed class SettingsTests
{
    private static readonly string[] Names = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS"];

    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:7001", null, "http://127.0.0.1:7001")]
    [TestCase("ASPNETCORE_HTTP_PORTS", "7002", null, "7002")]
    [TestCase(null, null, "--urls=http://127.0.0.1:7003", "http://127.0.0.1:7003")]
    [TestCase(null, null, "--Urls=http://127.0.0.1:7003", "http://127.0.0.1:7003")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:7001", "--urls=http://127.0.0.1:7003", "http://127.0.0.1:7003")]
    [TestCase(null, null, null, "http://localhost:5080")]
    [NonParallelizable]
    public async Task Where_it_listens_is_said_as_in_every_Asp_Net_application(string? variable, string? value, string? word, string expected)
    {
        foreach (var name in Names)
            Environment.SetEnvironmentVariable(name, name == variable ? value : null);
        try
        {
            await using var app = Service.Build(word is null ? [] : [word]);

            Assert.That(ListenAddresses.Told(app.Configuration), Is.EqualTo(new[] { expected }));
        }
        finally
        {
            foreach (var name in Names)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    [TestCase("http://127.0.0.1:{0}", "The service cannot listen on http://127.0.0.1:")]
    [TestCase("http://192.0.2.1:7004", "The service cannot listen on http://192.0.2.1:7004: ")]
    [TestCase("http://127.0.0.1:notaport", "The setting Urls is \"http://127.0.0.1:notaport\"; allowed is ")]
    [TestCase("ftp://127.0.0.1:7004", "The setting Urls is \"ftp://127.0.0.1:7004\"; allowed is ")]
    public async Task An_address_that_cannot_be_had_ends_the_start_with_one_line(string address, string said)
    {
        using var database = new ScratchDatabase(DatabaseProvider.Sqlite);
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var url = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, ((System.Net.IPEndPoint)taken.LocalEndpoint).Port);

        var run = await CommandRun.OnAsync(database, "serve", $"--urls={url}", "--Samples:Load=false");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error.Trim().Split('\n'), Has.Length.EqualTo(1).And.All.StartWith(said), run.Error);
    }

    [Test]
    public async Task A_setting_after_several_files_is_not_taken_for_a_file()
    {
        using var database = new ScratchDatabase(DatabaseProvider.Sqlite);

        var run = await CommandRun.OnAsync(database, "import", "none-1.txt", "none-2.txt");

        Assert.That(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Is.EqualTo(new[] { "import: none-1.txt: file not found", "import: none-2.txt: file not found" }));
    }
}
