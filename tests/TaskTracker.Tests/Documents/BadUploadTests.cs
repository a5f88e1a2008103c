using System.Net;
using System.Net.Http.Json;
using System.Text;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class BadUploadTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static IEnumerable<TestCaseData> Unreadable()
    {
        yield return new TestCaseData(Array.Empty<byte>(), "unreadable-document").SetName("An_empty_file_is_refused");
        yield return new TestCaseData("  \n\n\t\n"u8.ToArray(), "unreadable-document").SetName("A_blank_file_is_refused");
        yield return new TestCaseData(new byte[] { 0xB9, 0xAB, 0xFF, 0xA8, 0x0A }, "unreadable-document").SetName("A_file_in_no_known_encoding_is_refused");
        yield return new TestCaseData("工作\0任务"u8.ToArray(), "unreadable-document").SetName("A_file_that_is_no_text_is_refused");
        yield return new TestCaseData(Encoding.UTF8.GetBytes("今天天气很好。\n\n我们去公园。\n"), "no-task-list").SetName("A_text_without_a_task_list_is_refused");
        yield return new TestCaseData(Encoding.UTF8.GetBytes("物价表\n\n序号\t品名\t单价\n1\t白菜\t2.5\n2\t萝卜\t1.8\n"), "no-task-list").SetName("A_table_of_prices_is_refused");
    }

    [TestCaseSource(nameof(Unreadable))]
    public async Task What_cannot_be_taken_in_is_said_and_nothing_is_stored(byte[] bytes, string code)
    {
        using var office = await SupervisorAsync();
        using var form = SampleText.Form("a.txt", bytes);

        using var response = await office.PostAsync("documents", form);

        await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, code);
        Assert.That(await Service.QueryAsync<long>("select count(*) from documents"), Is.EqualTo(new[] { 0L }));
    }

    [Test]
    public async Task An_upload_over_the_limit_is_refused_with_the_limit()
    {
        using var office = await SupervisorAsync();
        using var form = SampleText.Form("a.txt", new byte[21 * 1024 * 1024]);

        using var response = await office.PostAsync("documents", form);

        var problem = await response.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.That((string?)problem["detail"], Does.Contain("20,971,520").Or.Contain("21,037,056"));
    }

    [Test]
    public async Task A_body_that_is_no_form_and_a_form_without_a_file_are_told_apart()
    {
        using var office = await SupervisorAsync();
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "other" } };

        using var json = await office.PostAsJsonAsync("documents", new { file = "x" });
        using var noFile = await office.PostAsync("documents", empty);

        await json.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.That((await noFile.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("file"), Is.Not.Empty);
    }

    [Test]
    public async Task A_JSON_body_of_ten_megabytes_is_refused_with_the_limit()
    {
        var task = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();

        using var response = await unit.PostAsync($"tasks/{task}/progress-reports", Answers.RawJson($$"""{"percent":1,"done":"{{new string((char)120, 10_000_000)}}"}"""));

        await response.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Test]
    public async Task A_text_longer_than_its_field_takes_is_refused_by_the_field()
    {
        var task = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();

        using var response = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports", new { percent = 1, done = new string('x', 100_000) });

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("done"), Does.Contain("4000"));
    }

    [TestCase("not json", "application/json", HttpStatusCode.BadRequest)]
    [TestCase("", "application/json", HttpStatusCode.BadRequest)]
    [TestCase("{\"percent\":1,\"done\":\"\\u0000\"}", "application/json", HttpStatusCode.BadRequest)]
    [TestCase("{\"percent\":1,\"percent\":2,\"done\":\"x\"}", "application/json", HttpStatusCode.BadRequest)]
    [TestCase("percent=1", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_not_what_it_should_be_is_a_clear_problem(string body, string type, HttpStatusCode status)
    {
        var task = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var response = await unit.PostAsync($"tasks/{task}/progress-reports", content);

        Assert.That(response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
        Assert.That((string?)(await response.JsonAsync())["type"], Does.StartWith("urn:tasktracker:"));
    }

    [Test]
    public async Task Unknown_routes_and_methods_are_problems_too()
    {
        using var office = await SupervisorAsync();

        using var nowhere = await office.GetAsync("nowhere");
        using var wrongMethod = await office.DeleteAsync("tasks");

        await nowhere.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
        await wrongMethod.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }
}
