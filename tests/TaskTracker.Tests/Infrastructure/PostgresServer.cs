using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Npgsql;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>
/// A scratch PostgreSQL server for one test run, made from the machine's own binaries and removed afterwards. It runs as an unprivileged
/// user where the tests run as root, since the server refuses to be root.
/// </summary>
internal static class PostgresServer
{
    private const string Unprivileged = "nobody";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lock Starting = new();
    private const int MadeAhead = 4;
    private static readonly Channel<string> Ahead = Channel.CreateBounded<string>(MadeAhead);
    private static readonly ConcurrentQueue<string> Done = new();
    private static string? s_folder;
    private static int s_port;
    private static Process? s_server;
    private static bool s_makesAhead;

    /// <summary>Starts the server if it does not run yet; skips the test where the machine has no PostgreSQL, fails it in CI.</summary>
    /// <param name="migrate">Brings an empty database to the current schema, once; all others are copies of that one.</param>
    /// <returns>The connection string of a new database with the current schema.</returns>
    public static string NewDatabase(Action<string> migrate)
    {
        lock (Starting)
        {
            Start();
            if (!s_makesAhead)
            {
                Execute("create database template_tasktracker");
                migrate(ConnectionStringOf("template_tasktracker"));
                s_makesAhead = true;
                _ = Task.Run(MakeAheadAsync);
            }
        }

        return ConnectionStringOf(Ahead.Reader.ReadAsync().AsTask().GetAwaiter().GetResult());
    }

    /// <summary>Says that a database made by <see cref="NewDatabase"/> is not used any more; it is removed in the background.</summary>
    public static void Drop(string connectionString) => Done.Enqueue(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    /// <summary>The connection string of a new database without any table.</summary>
    public static string NewEmptyDatabase(string name)
    {
        lock (Starting)
        {
            Start();
            Execute($"create database {name}");
        }

        return ConnectionStringOf(name);
    }

    /// <summary>Stops the server, if one was started, and removes all of it.</summary>
    public static void Stop()
    {
        if (s_server is null)
            return;

        // At once: nothing in it is wanted any more.
        Run("kill", "-QUIT", PostmasterId());
        if (!s_server.WaitForExit(TimeSpan.FromSeconds(10)))
            s_server.Kill(entireProcessTree: true);
        s_server.Dispose();
    }

    /// <summary>Copies the template while the tests run, so that none of them waits for it, and removes what they are done with.</summary>
    private static async Task MakeAheadAsync()
    {
        try
        {
            for (var number = 1; ; number++)
            {
                while (Done.TryDequeue(out var done))
                    Execute($"drop database {done} with (force)");
                // Files are copied as such; the other way writes each page into the log and takes twice as long.
                Execute($"create database t{number} template template_tasktracker strategy file_copy");
                await Ahead.Writer.WriteAsync($"t{number}");
            }
        }
        catch (NpgsqlException fault)
        {
            // For the next test that asks for one; after the last test it is the server that has ended.
            Ahead.Writer.Complete(fault);
        }
    }

    private static void Start()
    {
        if (s_server is not null)
            return;

        if (FindBinaries() is not { } binaries)
        {
            const string Missing = "No PostgreSQL on this machine (initdb and postgres, on the PATH or under /usr/lib/postgresql): the tests on it are skipped.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Missing + " In CI they must run.");
            Assert.Ignore(Missing);
            return;
        }

        s_folder = ScratchFolder.New("postgres");
        if (Environment.IsPrivilegedProcess)
            Run("chown", "-R", Unprivileged, s_folder);
        var data = Path.Combine(s_folder, "data");
        RunAsServer(Path.Combine(binaries, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        s_port = FreePort();
        s_server = Process.Start(AsServer(
            Path.Combine(binaries, "postgres"), "-D", data, "-p", $"{s_port}", "-k", s_folder, "-c", "listen_addresses=127.0.0.1",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=300",
            // What depends on statistics is analysed by its test, not by chance; a statement of a test never runs so long that compiling it pays.
            "-c", "autovacuum=off", "-c", "jit=off"))!;
        // A server whose messages nobody takes stands still when the pipe is full.
        _ = s_server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = s_server.StandardError.BaseStream.CopyToAsync(Stream.Null);
        WaitUntilReady();
    }

    private static string? FindBinaries()
    {
        var candidates = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).ToList();
        if (Directory.Exists("/usr/lib/postgresql"))
            candidates.AddRange(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")));
        return candidates.Find(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static void WaitUntilReady()
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Execute("select 1");
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < Patience && !s_server!.HasExited)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionStringOf("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string ConnectionStringOf(string database) => $"Host=127.0.0.1;Port={s_port};Username=postgres;Database={database};Maximum Pool Size=20";

    private static string PostmasterId() => File.ReadLines(Path.Combine(s_folder!, "data", "postmaster.pid")).First();

    private static ProcessStartInfo AsServer(string program, params string[] arguments)
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", Unprivileged, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = s_folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }

    private static void RunAsServer(string program, params string[] arguments) => Run(AsServer(program, arguments));

    private static void Run(string program, params string[] arguments) =>
        Run(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });

    private static void Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {error.Result}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
