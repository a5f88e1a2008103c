using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Tasks;
using TaskTracker.Evidence;
using TaskTracker.Platform;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Evidence;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class EvidenceTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes(300_000)];

    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 10);

    [Test]
    public async Task A_file_comes_back_as_it_was_as_an_attachment()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        using var added = await unit.PostAsync(path, SampleText.Form("检查 台账.exe", Pdf));
        var view = await added.JsonAsync();
        using var sent = await office.GetAsync(added.Headers.Location);

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((string?)view["mediaType"], Is.EqualTo("application/pdf"));
        Assert.That((long?)view["bytes"], Is.EqualTo(Pdf.Length));
        Assert.That((string?)view["sha256"], Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Pdf))));
        Assert.That(await sent.Content.ReadAsByteArrayAsync(), Is.EqualTo(Pdf));
        Assert.That(sent.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(sent.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That(sent.Content.Headers.ContentDisposition?.FileNameStar, Is.EqualTo("检查 台账.exe.pdf"));
        Assert.That(sent.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(Files().Select(file => new FileInfo(file).Length), Does.Contain(Pdf.Length));
        Assert.That(Files(), Has.None.Contains("incoming"));

        var again = new HttpRequestMessage(HttpMethod.Get, added.Headers.Location);
        again.Headers.IfNoneMatch.Add(sent.Headers.ETag!);
        using var known = await office.SendAsync(again);
        Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That((await office.GetJsonAsync(path))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_file_is_is_told_by_what_is_in_it()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();

        Assert.That(await TypeOfAsync(unit, path, Package("word/document.xml")), Does.EndWith("wordprocessingml.document"));
        Assert.That(await TypeOfAsync(unit, path, Package("xl/workbook.xml")), Does.EndWith("spreadsheetml.sheet"));
        Assert.That(await TypeOfAsync(unit, path, Encoding.UTF8.GetBytes("单位,完成\r\n区甲局,3")), Is.EqualTo("text/plain"));
        foreach (var bytes in new[] { Package("setup.exe"), Package("word/document.xml", "word/vbaProject.bin"), [.. "MZ"u8, 0, 1, 2], "PK\u0003\u0004 broken"u8.ToArray(), [] })
        {
            using var refused = await unit.PostAsync(path, SampleText.Form("台账.pdf", bytes));
            await refused.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "evidence-type");
        }

        Assert.That(Files(), Has.None.Contains("incoming"));
    }

    [Test]
    public async Task A_file_of_20_MiB_is_taken_and_one_byte_more_is_not()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        var largest = new byte[20 * 1024 * 1024];
        Pdf.AsSpan(0, 1000).CopyTo(largest);

        using var added = await unit.PostAsync(path, SampleText.Form("大.pdf", largest));
        using var refused = await unit.PostAsync(path, SampleText.Form("大.pdf", [.. largest, 0]));
        using var form = SampleText.Form("大.pdf", new byte[21 * 1024 * 1024]);
        using var larger = await unit.PostAsync(path, form);

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await refused.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await larger.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.That(Files(), Has.None.Contains("incoming"));
    }

    [Test]
    public async Task Only_a_form_with_a_file_is_taken()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();

        using var json = await unit.PostAsJsonAsync(path, new { file = "x" });
        using var other = await unit.PostAsync(path, new MultipartFormDataContent { { new StringContent("x"), "note" } });
        var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf"u8.ToArray());
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var broken = await unit.PostAsync(path, cut);

        await json.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.That((await other.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("file"), Is.Not.Empty);
        await broken.AssertProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        Assert.That(Files(), Has.None.Contains("incoming"));
    }

    [Test]
    public async Task An_accepted_report_takes_no_file_and_an_open_one_twenty()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        for (var count = 0; count < 20; count++)
        {
            using var added = await unit.PostAsync(path, SampleText.Form($"{count}.txt", $"第{count}份"));
            Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        using var tooMany = await unit.PostAsync(path, SampleText.Form("x.txt", "再一份"));
        await office.PostCreatedAsync(path.Replace("/evidence", "/reviews", StringComparison.Ordinal), new { decision = "accept", revision = 1 });
        using var late = await unit.PostAsync(path, SampleText.Form("x.txt", "又一份"));

        await tooMany.AssertProblemAsync(HttpStatusCode.Conflict, "too-many-files");
        await late.AssertProblemAsync(HttpStatusCode.Conflict, "report-accepted");
    }

    [Test]
    public async Task Nobody_reaches_a_file_through_another_task_or_district()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var added = await unit.PostAsync(path, SampleText.Form("台账.txt", "台账"));
        var id = (long)(await added.JsonAsync())["id"]!;
        var other = await Service.AddTaskAsync(lead: "区丙局");
        using var stranger = await CoordinatorAsync("区丙局");
        using var foreign = await Service.ClientAsync(Role.Supervisor, null, "west");
        var report = path.Split('/')[3];

        foreach (var (client, tried) in new[]
        {
            (stranger, $"{path}/{id}"), (stranger, $"tasks/{other}/progress-reports/{report}/evidence/{id}"), (foreign, $"{path}/{id}"),
        })
        {
            using var response = await client.GetAsync(tried);
            await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Test]
    public async Task The_same_idempotency_key_keeps_one_file()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        unit.DefaultRequestHeaders.Add("Idempotency-Key", path);
        var body = await SampleText.Form("台账.txt", "台账").ReadAsByteArrayAsync();
        var form = SampleText.Form("台账.txt", "台账");
        var type = form.Headers.ContentType!;
        body = await form.ReadAsByteArrayAsync();

        var answers = new List<string>();
        for (var count = 0; count < 2; count++)
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = type;
            using var added = await unit.PostAsync(path, content);
            Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created), await added.Content.ReadAsStringAsync());
            answers.Add(await added.Content.ReadAsStringAsync());
        }

        Assert.That(answers[1], Is.EqualTo(answers[0]));
        Assert.That((await unit.GetJsonAsync(path))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_crash_left_behind_is_cleared_after_a_day_and_nothing_else()
    {
        var path = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var added = await unit.PostAsync(path, SampleText.Form("台账.txt", "台账"));
        var files = Service.Services.GetRequiredService<EvidenceFiles>();
        var (incoming, moved) = (EvidenceFiles.NewKey(), EvidenceFiles.NewKey());
        foreach (var key in new[] { incoming, moved })
        {
            await Service.ExecuteAsync("insert into evidence_uploads (district_id, storage_key, started_at) values ('east', @Key, @Now)", new { Key = key, Now = Service.Clock.Now() });
            await files.ReceiveAsync(key, new MemoryStream(Pdf), default);
        }

        files.Keep(moved);
        var before = Files();
        await ClearAsync();
        var tooSoon = Files();
        Service.Clock.SetDay(2018, 8, 12);
        await ClearAsync();

        Assert.That(tooSoon, Is.EquivalentTo(before));
        Assert.That(before.Except(Files()).Select(Path.GetFileName), Is.EquivalentTo(new[] { incoming, moved }));
        Assert.That(await Service.QueryAsync<int>("select count(*) from evidence_uploads"), Is.EqualTo(new[] { 0 }));
        using var sent = await unit.GetAsync(added.Headers.Location);
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_full_disk_is_said_and_nothing_half_written_stays()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("A small file system of its own needs root: the test of a full disk is skipped.");

        var folder = Directory.CreateTempSubdirectory("tasktracker-evidence-disk-").FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);
        try
        {
            await using var small = await TestService.StartOnAsync(Service.Database, Service.Clock, [("Evidence:Path", Path.Combine(folder, "evidence"))]);
            var path = await AddReportAsync();
            using var unit = small.ClientWith(await Service.CreateKeyAsync(Role.Coordinator, "区甲局"));
            using var added = await unit.PostAsync(path, SampleText.Form("台账.pdf", Pdf));

            using var refused = await unit.PostAsync(path, SampleText.Form("大.pdf", [.. Pdf, .. new byte[2_000_000]]));

            Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-full");
            Assert.That((await unit.GetJsonAsync(path))["items"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(), Is.EqualTo(1));
        }
        finally
        {
            Run("umount", "-l", folder);
            Directory.Delete(folder);
        }
    }

    [Test]
    public void A_folder_below_the_web_root_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-webroot-").FullName;
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder()
            .Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = [new("Evidence:Path", Path.Combine(folder, "files"))],
            }).Build();
        var environment = Service.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.IWebHostEnvironment>();
        var before = environment.WebRootPath;
        environment.WebRootPath = folder;

        Assert.That(() => EvidenceSettings.From(configuration, Service.Connections, environment), Throws.TypeOf<SettingException>());

        environment.WebRootPath = before;
        Assert.That(EvidenceSettings.From(configuration, Service.Connections, environment).Path, Does.EndWith("files"));
        Directory.Delete(folder);
    }

    private static async Task<string?> TypeOfAsync(HttpClient unit, string path, byte[] bytes)
    {
        using var added = await unit.PostAsync(path, SampleText.Form("未知", bytes));
        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created), await added.Content.ReadAsStringAsync());
        return (string?)(await added.JsonAsync())["mediaType"];
    }

    private static byte[] Package(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.Prepend("[Content_Types].xml"))
                zip.CreateEntry(part).Open().Dispose();
        }

        return bytes.ToArray();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, program);
    }

    private string[] Files() => Directory.Exists(Service.Database.EvidenceFolder)
        ? Directory.GetFiles(Service.Database.EvidenceFolder, "*", SearchOption.AllDirectories)
        : [];

    private async Task ClearAsync()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ClearAbandonedUploads>().RunAsync(CancellationToken.None);
    }

    private async Task<string> AddReportAsync()
    {
        var task = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();
        var report = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。" });
        return $"tasks/{task}/progress-reports/{(long)report["id"]!}/evidence";
    }
}
