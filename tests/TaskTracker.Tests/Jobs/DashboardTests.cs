using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using TaskTracker.Core.Tasks;
using TaskTracker.Jobs;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Jobs;

internal sealed class DashboardTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    protected override (string Name, string Value)[] Settings => [("Jobs:Enabled", "true")];

    [Test]
    public async Task Without_a_key_a_browser_is_sent_to_the_sign_in_and_another_client_is_refused()
    {
        using var browser = Browser();
        using var client = Service.Anonymous();

        using var page = await browser.GetAsync("/jobs/recurring");
        using var answer = await client.GetAsync("/jobs/recurring");

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(page.Headers.Location?.ToString(), Is.EqualTo("/jobs/sign-in"));
        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [TestCase(Role.Coordinator, "区甲局")]
    [TestCase(Role.Supervisor, null)]
    [TestCase(Role.Reader, null)]
    public async Task Only_admins_see_it_also_from_the_machine_itself(Role role, string? unit)
    {
        using var client = await Service.ClientAsync(role, unit);

        using var answer = await client.GetAsync("/jobs");

        await answer.AssertProblemAsync(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    [Test]
    public async Task An_admin_sees_each_schedule_and_may_start_one_now()
    {
        using var client = await Service.ClientAsync(Role.Admin);

        // The scheduler enters its schedules after the service listens.
        var page = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30) && !page.Contains("relight-tasks", StringComparison.Ordinal);)
            page = await client.GetStringAsync("/jobs/recurring");
        using var started = await client.PostAsync("/jobs/recurring/trigger", Form(("jobs[]", "open-occurrences")));

        Assert.That(page, Does.Contain("morning-reminders-daily").And.Contain("30 8 * * *").And.Contain("Asia/Shanghai"));
        Assert.That(started.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_pass_is_given_for_an_admins_key_and_ends_with_it()
    {
        var secret = await Service.CreateKeyAsync(Role.Admin, null);
        using var browser = Browser();

        using var signedIn = await browser.PostAsync("/jobs/sign-in", Form(("key", secret)));
        var pass = PassOf(signedIn);
        using var open = await GetAsync(browser, pass);
        await Service.ExecuteAsync("update api_keys set revoked_at = @Now where hash = @Hash", new { Now = Service.Clock.GetUtcNow(), Hash = TaskTracker.Auth.ApiKey.HashOf(secret) });
        using var revoked = await GetAsync(browser, pass);

        Assert.That(signedIn.Headers.GetValues("Set-Cookie").Single(), Does.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/jobs").And.Not.Contain(secret));
        Assert.That(open.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(open.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors 'none'"));
        Assert.That(revoked.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_pass_that_was_changed_or_is_older_than_eight_hours_opens_nothing()
    {
        var secret = await Service.CreateKeyAsync(Role.Admin, null);
        using var browser = Browser();
        using var signedIn = await browser.PostAsync("/jobs/sign-in", Form(("key", secret)));
        var pass = PassOf(signedIn);
        var parts = pass.Split('.');
        var later = $"{parts[0]}.{long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1}.{parts[2]}";

        foreach (var wrong in new[] { later, $"{parts[0]}.{parts[1]}.{new string('0', 64)}", $"{parts[0]}.{parts[1]}", "x.y.z", "" })
        {
            using var refused = await GetAsync(browser, wrong);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), wrong);
        }

        Service.Clock.Advance(TimeSpan.FromHours(8));
        using var ended = await GetAsync(browser, pass);
        Service.Clock.Set(Service.Clock.GetUtcNow().AddHours(-8));
        Assert.That(ended.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task No_pass_is_given_for_another_role_a_key_that_is_unknown_or_a_form_from_another_site()
    {
        using var browser = Browser();
        using var foreign = Browser();
        foreign.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        var supervisor = await Service.CreateKeyAsync(Role.Supervisor, null);
        var admin = await Service.CreateKeyAsync(Role.Admin, null);

        using var ofSupervisor = await browser.PostAsync("/jobs/sign-in", Form(("key", supervisor)));
        using var unknown = await browser.PostAsync("/jobs/sign-in", Form(("key", "ttk_0")));
        using var fromElsewhere = await foreign.PostAsync("/jobs/sign-in", Form(("key", admin)));

        Assert.That(new[] { ofSupervisor, unknown, fromElsewhere }.Select(answer => answer.StatusCode),
            Is.EqualTo(new[] { HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest }));
        Assert.That(new[] { ofSupervisor, unknown, fromElsewhere }.Select(answer => answer.Headers.Contains("Set-Cookie")), Is.All.False);
    }

    [Test]
    public async Task A_form_of_the_dashboard_sent_from_another_site_starts_nothing()
    {
        var secret = await Service.CreateKeyAsync(Role.Admin, null);
        using var browser = Browser();
        using var signedIn = await browser.PostAsync("/jobs/sign-in", Form(("key", secret)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/recurring/trigger") { Content = Form(("jobs[]", "open-occurrences")) };
        request.Headers.Add("Cookie", $"{DashboardPass.CookieName}={PassOf(signedIn)}");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await browser.SendAsync(request);

        await answer.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static string PassOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0][(DashboardPass.CookieName.Length + 1)..];

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string pass)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.Add("Cookie", $"{DashboardPass.CookieName}={pass}");
        return browser.SendAsync(request);
    }

    private HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Service.Address };
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return browser;
    }
}
