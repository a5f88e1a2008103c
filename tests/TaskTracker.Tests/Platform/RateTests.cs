using System.Net;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

/// <summary>How much the service answers: per key, per costly read, per address that sends wrong keys.</summary>
[TestFixture]
internal sealed class RateTests
{
    private const string Wrong = "ttk_0000000000000000000000000000000000000000000000000000000000000000";

    [Test]
    public async Task A_key_that_asks_too_often_gets_429_and_when_to_go_on_while_other_keys_and_health_go_on()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite, ("Rates:PerKeyPerMinute", "5"));
        using var busy = await service.ClientAsync(Role.Supervisor);
        using var other = await service.ClientAsync(Role.Reader);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            answers.Add((await busy.GetAsync("tasks")).StatusCode);
        using var refused = await busy.GetAsync("tasks");

        Assert.That(answers.Take(5), Is.All.EqualTo(HttpStatusCode.OK));
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        await other.GetJsonAsync("tasks");
        Assert.That((await service.Anonymous().GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_idempotency_key_is_not_used_up_by_a_request_that_was_refused()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite, ("Rates:PerKeyPerMinute", "1"));
        using var office = await service.ClientAsync(Role.Supervisor);
        office.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        await office.GetAsync("tasks");

        using var refused = await office.PostAsync("tasks", Answers.RawJson("{}"));

        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.That(await service.ReadAsync<long>("select count(*) from idempotency_keys"), Is.EqualTo(new long[] { 0 }));
    }

    [Test]
    public async Task Costly_reads_beyond_what_runs_and_waits_get_503_and_cheap_ones_go_on()
    {
        await using var service = await TestService.StartAsync(
            DatabaseProvider.Sqlite, ("Rates:CostlyAtOnce", "1"), ("Rates:CostlyWaiting", "0"));
        using var office = await service.ClientAsync(Role.Supervisor);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => office.GetAsync("statistics/overview")));
        var refused = answers.Where(answer => answer.StatusCode is not HttpStatusCode.OK).ToArray();

        Assert.That(answers, Has.Some.Property(nameof(HttpResponseMessage.StatusCode)).EqualTo(HttpStatusCode.OK));
        Assert.That(refused, Is.Not.Empty);
        await refused[0].AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "too-busy");
        Assert.That(refused[0].Headers.RetryAfter, Is.Not.Null);
        var cheap = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.GetAsync("units")));
        Assert.That(cheap, Has.All.Property(nameof(HttpResponseMessage.StatusCode)).EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Wrong_keys_of_an_address_are_slowed_and_logged_once_while_a_valid_key_of_the_same_address_goes_on()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite, ("Rates:WrongKeysPerMinute", "10"));
        using var guesser = service.ClientWith(Wrong);
        using var office = await service.ClientAsync(Role.Supervisor);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => guesser.GetAsync("tasks")));
        using var late = await guesser.GetAsync("tasks");

        Assert.That(answers.Count(answer => answer.StatusCode is HttpStatusCode.Unauthorized), Is.InRange(10, 12));
        await late.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.That(late.Headers.RetryAfter, Is.Not.Null);
        await office.GetJsonAsync("tasks");
        var warnings = service.Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("wrong keys", StringComparison.Ordinal)).ToArray();
        Assert.That(warnings, Has.Length.EqualTo(1));
        Assert.That(warnings[0], Does.Contain("127.0.0.1").And.Not.Contain("ttk_"));
    }

    [TestCase("10.1.2.3", "10.1.2.3")]
    [TestCase("::ffff:10.1.2.3", "10.1.2.3")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [TestCase(null, "unknown")]
    public void An_IPv6_caller_counts_as_its_network(string? address, string name) =>
        Assert.That(WrongKeys.NameOf(address is null ? null : IPAddress.Parse(address)), Is.EqualTo(name));

    [TestCase("Rates:PerKeyPerMinute", "many")]
    [TestCase("Rates:PerKeyPerMinute", "-1")]
    [TestCase("Rates:CostlyAtOnce", "0")]
    [TestCase("Rates:WrongKeysPerMinute", "0")]
    [TestCase("Proxy:Trusted", "10.0.0.0/33")]
    [TestCase("Proxy:Trusted", "10.0.0.1, proxy.example")]
    public void A_setting_that_is_wrong_is_one_clear_line(string name, string value) =>
        Assert.That(() => Service.Build([$"--{name}={value}"]), Throws.TypeOf<SettingException>().With.Message.Contains(name));
}
