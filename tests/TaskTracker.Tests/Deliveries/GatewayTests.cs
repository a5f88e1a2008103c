using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using TaskTracker.Channels;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Reminders;

namespace TaskTracker.Tests.Deliveries;

/// <summary>Reminders by message gateways that answer well, badly, or not at all.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class GatewayTests(DatabaseProvider provider)
{
    private const string Phone = "13800001111";
    private static readonly DateOnly Due = new(2018, 9, 28);
    private static readonly DateOnly WeekBefore = new(2018, 9, 21);
    private FakeGateway _gateway = null!;
    private TestService _service = null!;
    private HttpClient _office = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _service = await TestService.StartAsync(provider, ("Gateways:AllowedHosts", $"{_gateway.Url}, https://sms.inner.example"));
        _office = await _service.ClientAsync(Role.Supervisor);
        await _service.RemindWeeklyAsync();
        await _service.ExecuteAsync(
            "update units set contacts = @Contacts where district_id = 'east' and name = '区甲局'",
            new { Contacts = Json.Write(new[] { new { Role = "contact", Name = "王某", Phone } }) });
        _service.Clock.SetDay(2018, 8, 1);
        await _service.TickAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _office.Dispose();
        await _service.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Test]
    public async Task A_short_message_goes_to_the_contacts_number_and_says_under_which_name()
    {
        await UseAsync(new { code = "sms", name = "短信", kind = "sms", url = $"{_gateway.Url}/send", authorization = "Bearer s3cret", signingSecret = "k" });
        var task = await _service.AddTaskAsync(deadline: Due, measure: "修订“办法”。");

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        var post = _gateway.Posts.Single();
        Assert.That(post.Body.ToJsonString(), Is.EqualTo(System.Text.Json.Nodes.JsonNode.Parse($$"""{"phone":"{{Phone}}","content":"【还有7天到期】修订“办法”。"}""")!.ToJsonString()));
        Assert.That(post.Headers["authorization"], Is.EqualTo("Bearer s3cret"));
        var signed = $"{post.Headers["webhook-id"]}.{post.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(post.Body))}";
        Assert.That(post.Headers["webhook-signature"], Is.EqualTo($"v1,{Convert.ToBase64String(HMACSHA256.HashData("k"u8, Encoding.UTF8.GetBytes(signed)))}"));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 sms contact sent" }));
        Assert.That((string?)(await _service.DeliveryAsync())["messageId"], Is.EqualTo(post.Headers["webhook-id"]));
    }

    [Test]
    public async Task A_robot_that_answers_200_with_an_error_code_has_not_taken_the_message()
    {
        await UseAsync(new { code = "wecom", name = "企业微信", kind = "wecom", url = $"{_gateway.Url}/send?key=abc" });
        var task = await _service.AddTaskAsync(deadline: Due, measure: "修订办法。");
        await _service.TickOnAsync(WeekBefore);
        _gateway.Answer = http => http.Response.WriteAsync("""{"errcode":45009,"errmsg":"api freq out of limit"}""");
        await _service.SendAsync();
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 wecom contact failed" }));
        Assert.That((string?)(await _service.DeliveryAsync())["detail"], Does.StartWith("errcode 45009"));

        _gateway.Answer = http => http.Response.WriteAsync("""{"errcode":0}""");
        _service.Clock.Advance(TimeSpan.FromMinutes(2));
        await _service.SendAsync();

        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 wecom contact sent" }));
        Assert.That((string?)_gateway.Posts[^1].Body["text"]!["content"], Does.StartWith("【还有7天到期】修订办法。\n"));
        Assert.That((string?)_gateway.Posts[^1].Body["text"]!["mentioned_mobile_list"]![0], Is.EqualTo(Phone));
    }

    [Test]
    public async Task A_dingtalk_robot_is_called_with_its_signature_in_the_address()
    {
        await UseAsync(new { code = "ding", name = "钉钉", kind = "dingtalk", url = $"{_gateway.Url}/robot/send?access_token=t", signingSecret = "SEC1" });
        await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        var query = System.Web.HttpUtility.ParseQueryString(new Uri($"http://x{_gateway.Posts.Single().Path}").Query);
        var expected = Convert.ToBase64String(HMACSHA256.HashData("SEC1"u8, Encoding.UTF8.GetBytes($"{query["timestamp"]}\nSEC1")));
        Assert.That((query["access_token"], query["sign"]), Is.EqualTo(("t", expected)));
    }

    [Test]
    public async Task An_answer_of_20_megabytes_or_none_at_all_leaves_the_fate_unknown_and_holds_nothing_up()
    {
        await UseAsync(new { code = "wecom", name = "企业微信", kind = "wecom", url = $"{_gateway.Url}/send" });
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _gateway.Answer = async http =>
        {
            var chunk = new byte[64 * 1024];
            for (var i = 0; i < 320 && !http.RequestAborted.IsCancellationRequested; i++)
                await http.Response.Body.WriteAsync(chunk);
        };
        await _service.SendAsync();
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 wecom contact unknown" }));
        Assert.That((string?)(await _service.DeliveryAsync())["detail"], Does.Contain("longer than 65536 bytes"));

        _gateway.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await _office.PostCreatedAsync($"deliveries/{(await _service.DeliveryAsync())["id"]}/resends", new { reason = "再试。" });
        await _service.SendAsync();
        Assert.That((string?)(await _service.DeliveryAsync())["detail"], Does.Contain("No answer within 15 seconds"));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 wecom contact unknown" }));
    }

    [Test]
    public async Task A_gateway_that_fails_again_and_again_is_given_up_after_a_day_and_a_half_and_the_office_is_told()
    {
        await UseAsync(new { code = "sms", name = "短信", kind = "sms", url = $"{_gateway.Url}/send" });
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _gateway.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        for (var hour = 0; hour < 24 * 7; hour++)
        {
            await _service.SendAsync();
            _service.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(_gateway.Posts, Has.Count.EqualTo(8));
        Assert.That(_gateway.Posts.Select(post => post.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((bool)(await _service.DeliveryAsync())["gaveUp"]!);
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 sms contact failed" }));
        Assert.That((await _service.NotificationsOfAsync()).Select(told => (string?)told["title"]), Is.EqualTo(new[] { "【发送失败】区甲局联络员（“sms”消息网关）" }));
    }

    [TestCase("http://sms.example.org/send", "Only https:// is allowed")]
    [TestCase("https://127.0.0.1/send", "points inward")]
    [TestCase("https://localhost/send", "points inward")]
    [TestCase("https://10.1.2.3/send", "points inward")]
    [TestCase("https://[fd00::1]/send", "points inward")]
    [TestCase("https://[::ffff:192.168.1.1]/send", "points inward")]
    [TestCase("https://user:password@sms.example.org/", "user name in it")]
    [TestCase("ftp://sms.example.org/", "Only https:// is allowed")]
    [TestCase("sms.example.org", "no address of the web")]
    public async Task An_address_that_is_not_https_or_points_inward_is_refused_by_name(string url, string says)
    {
        using var answer = await _office.PostAsJsonAsync("message-gateways", new { code = "sms", name = "短信", kind = "sms", url });

        var problem = await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That(problem.ErrorOf("url"), Does.Contain(says));
    }

    [Test]
    public async Task A_payload_that_is_no_json_or_has_an_unknown_field_and_a_code_that_is_taken_are_refused()
    {
        await FaultAsync(new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/", payload = "{" }, "payload", "This is no JSON (line 1).");
        await FaultAsync(new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/", payload = """{"to":"{{telephone}}"}""" }, "payload", "There is no field {{telephone}}; allowed: subject, text, phone");
        await FaultAsync(new { code = "mail", name = "短信", kind = "sms", url = "https://sms.inner.example/" }, "code", "\"mail\" is no code");
        await FaultAsync(new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/", authorization = "a\r\nb" }, "authorization", "printable");
        await _office.PostCreatedAsync("message-gateways", new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/" });
        using var again = await _office.PostAsJsonAsync("message-gateways", new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/" });
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "code-taken");
        using var unknown = await _office.PatchAsync("rules", """{"reminding":{"channels":{"contact":["pigeon"]}}}""", "*");
        Assert.That((await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("reminding.channels"), Is.EqualTo("There is no channel \"pigeon\"; allowed: mail, sms. Enter a gateway first (POST /api/v1/message-gateways)."));
    }

    [Test]
    public async Task Secrets_go_in_and_are_never_shown_and_stay_when_other_things_change()
    {
        var gateway = await UseAsync(new { code = "wecom", name = "企业微信", kind = "wecom", url = $"{_gateway.Url}/send?key=hidden-key", authorization = "hidden-header", signingSecret = "hidden-secret" });
        using var changed = await _office.PatchAsync($"message-gateways/{gateway}", """{"name":"新名"}""", "*");

        var shown = await changed.Content.ReadAsStringAsync() + await _office.GetStringAsync("message-gateways");
        Assert.That(shown, Does.Contain("新名").And.Not.Contain("hidden"));
        Assert.That((await _service.QueryAsync<string>("select changes from audit_entries where subject = 'message_gateway'")).Where(entry => entry.Contains("hidden")), Is.Empty);
        await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();
        Assert.That(_gateway.Posts.Single().Path, Is.EqualTo("/send?key=hidden-key"));
        Assert.That(_gateway.Posts.Single().Headers["authorization"], Is.EqualTo("hidden-header"));
    }

    [Test]
    public async Task A_gateway_is_tried_before_it_is_used_and_turned_off_again()
    {
        var gateway = await UseAsync(new { code = "sms", name = "短信", kind = "sms", url = $"{_gateway.Url}/send" });
        var result = await _office.PostCreatedAsync($"message-gateways/{gateway}/tests", new { phone = Phone });
        Assert.That((string?)result["outcome"], Is.EqualTo("accepted"));
        using (var noPhone = await _office.PostAsJsonAsync($"message-gateways/{gateway}/tests", new { phone = "x" }))
            Assert.That((await noPhone.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("phone"), Does.Contain("no telephone number"));

        using (await _office.PatchAsync($"message-gateways/{gateway}", """{"active":false}""", "*"))
            await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That(_gateway.Posts, Has.Count.EqualTo(1), "the trial");
    }

    [Test]
    public async Task A_name_that_points_inward_is_not_connected_to_even_if_it_did_not_when_it_was_entered()
    {
        var gateway = await UseAsync(new { code = "sms", name = "短信", kind = "sms", url = "https://sms.inner.example/" });
        await _service.ExecuteAsync("update message_gateways set url = @Url", new { Url = _gateway.Url.Replace("http://127.0.0.1", "https://localhost.localdomain", StringComparison.Ordinal) });
        var named = await _office.PostCreatedAsync($"message-gateways/{gateway}/tests", new { phone = Phone });
        await _service.ExecuteAsync("update message_gateways set url = @Url", new { Url = _gateway.Url.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal) });
        var literal = await _office.PostCreatedAsync($"message-gateways/{gateway}/tests", new { phone = Phone });

        Assert.That((string?)named["outcome"], Is.EqualTo("not_reached"));
        Assert.That((string?)literal["outcome"], Is.EqualTo("not_reached"));
        Assert.That(_gateway.Posts, Is.Empty);
    }

    [TestCase("8.8.8.8", true)]
    [TestCase("2400:3200::1", true)]
    [TestCase("127.0.0.1", false)]
    [TestCase("10.255.0.1", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("172.32.0.1", true)]
    [TestCase("192.168.0.1", false)]
    [TestCase("0.0.0.0", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("::1", false)]
    [TestCase("::", false)]
    [TestCase("fe80::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("64:ff9b::a00:1", false)]
    public void The_guard_knows_the_open_network(string address, bool open) => Assert.That(GatewayGuard.IsPublic(IPAddress.Parse(address)), Is.EqualTo(open));

    private async Task<long> UseAsync(object gateway)
    {
        var created = await _office.PostCreatedAsync("message-gateways", gateway);
        using var used = await _office.PatchAsync("rules", Json.Write(new { reminding = new { channels = new { contact = new[] { (string)created["code"]! } } } }), "*");
        Assert.That(used.IsSuccessStatusCode, await used.Content.ReadAsStringAsync());
        return (long)created["id"]!;
    }

    private async Task FaultAsync(object gateway, string field, string says)
    {
        using var answer = await _office.PostAsJsonAsync("message-gateways", gateway);
        Assert.That((await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf(field), Does.Contain(says));
    }
}
