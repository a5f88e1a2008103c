using System.Net;
using System.Net.Http.Json;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Reminders;

namespace TaskTracker.Tests.Deliveries;

/// <summary>Reminders by mail, through a real connection to a mail server that can misbehave.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MailTests(DatabaseProvider provider)
{
    private const string Contact = "wang@jia.example";
    private static readonly DateOnly Due = new(2018, 9, 28);
    private static readonly DateOnly WeekBefore = new(2018, 9, 21);
    private FakeMailServer _mail = null!;
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _mail = new FakeMailServer();
        _service = await TestService.StartAsync(provider, _mail.Settings());
        await _service.RemindWeeklyAsync();
        await _service.ReachAsync("区甲局", ("contact", Contact));
        _service.Clock.SetDay(2018, 8, 1);
        await _service.TickAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Test]
    public async Task A_digest_goes_to_the_contact_in_words_and_as_html_and_comes_back_to_the_bounce_address()
    {
        var late = await _service.AddTaskAsync(deadline: WeekBefore.AddDays(-14), measure: "完善目录<1>。", no: "4");
        await _service.AddTaskAsync(deadline: Due, measure: "修订办法。", no: "3");

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        var mail = _mail.Mails.Single();
        Assert.That((mail.From, mail.To), Is.EqualTo(("bounces@east.example", Contact)));
        Assert.That(mail.Subject, Is.EqualTo("2 项任务提醒：1 项逾期，1 项临近到期"));
        Assert.That(mail.Text, Does.StartWith("1. 【逾期14天】完善目录<1>。（第4项）（牵头单位：区甲局），应于2018-09-07前（含当日）办结"));
        Assert.That(mail.Html, Does.Contain("完善目录&lt;1&gt;。"));
        Assert.That(mail.Header("From"), Does.Contain("tasks@east.example"));
        Assert.That(mail.Header("Auto-Submitted"), Is.EqualTo("auto-generated"));
        Assert.That(await _service.DeliveriesAsync(), Is.EqualTo(new[] { $"sent 区甲局 {Contact}" }));
        Assert.That(mail.Header("Message-ID"), Is.EqualTo($"<{(await _service.DeliveryAsync())["messageId"]}>"));
        Assert.That(await _service.SentAsync(late), Is.EqualTo(new[] { "D+14 mail contact sent" }));
    }

    [Test]
    public async Task Many_messages_share_one_connection()
    {
        await _service.ReachAsync("一街道", ("contact", "a@one.example"));
        await _service.ReachAsync("二街道", ("contact", "b@two.example"));
        await _service.AddTaskAsync(deadline: Due);
        await _service.AddTaskAsync(lead: "各街道办事处", deadline: Due);

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => mail.To), Is.EquivalentTo(new[] { Contact, "a@one.example", "b@two.example" }));
        Assert.That(_mail.Connections, Is.EqualTo(1));
    }

    [TestCase(MailBehaviour.Refuse, "refused")]
    [TestCase(MailBehaviour.RefuseMessage, "refused")]
    [TestCase(MailBehaviour.Stall, "not_reached")]
    [TestCase(MailBehaviour.StallBeforeMessage, "not_reached")]
    [TestCase(MailBehaviour.DieBeforeMessage, "not_reached")]
    public async Task What_was_not_taken_is_tried_again_and_arrives_once(MailBehaviour behaviour, string failure)
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _mail.Behaviour = behaviour;
        await _service.SendAsync();
        var failed = await _service.DeliveryAsync();
        Assert.That(((string)failed["state"]!, (string)failed["failure"]!), Is.EqualTo(("failed", failure)));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact failed" }));

        _mail.Behaviour = MailBehaviour.Accept;
        await _service.SendAsync();
        Assert.That(_mail.Mails, Is.Empty, "it waits before it tries again");
        _service.Clock.Advance(TimeSpan.FromMinutes(2));
        await _service.SendAsync();
        await _service.SendAsync();

        Assert.That(_mail.Mails, Has.Count.EqualTo(1));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact sent" }));
        Assert.That((int)(await _service.DeliveryAsync())["attempts"]!, Is.EqualTo(2));
    }

    [TestCase(MailBehaviour.TakeAndDie)]
    [TestCase(MailBehaviour.TakeAndStall)]
    public async Task What_was_taken_without_an_answer_is_unknown_and_sent_again_only_by_hand(MailBehaviour behaviour)
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _mail.Behaviour = behaviour;
        await _service.SendAsync();
        _mail.Behaviour = MailBehaviour.Accept;

        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact unknown" }));
        _service.Clock.Advance(TimeSpan.FromHours(5));
        await _service.SendAsync();
        Assert.That(_mail.Mails, Has.Count.EqualTo(1), "nobody knows whether it arrived; it is not sent again by itself");
        Assert.That((string?)(await _service.NotificationsOfAsync())[0]["title"], Is.EqualTo("【送达情况不明】区甲局联络员（邮件）"));

        using var office = await _service.ClientAsync(Role.Supervisor);
        var delivery = await _service.DeliveryAsync();
        await office.PostCreatedAsync($"deliveries/{delivery["id"]}/resends", new { reason = "收件人称未收到。" });
        await _service.SendAsync();

        Assert.That(_mail.Mails, Has.Count.EqualTo(2));
        Assert.That(_mail.Mails[1].Header("Message-ID"), Is.EqualTo(_mail.Mails[0].Header("Message-ID")), "so that the second can be recognised");
        Assert.That(_mail.Mails[1].Text, Is.EqualTo(_mail.Mails[0].Text));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact sent" }));
    }

    [Test]
    public async Task A_district_can_have_what_is_unknown_sent_again_once()
    {
        using var office = await _service.ClientAsync(Role.Supervisor);
        using (var changed = await office.PatchAsync("rules", """{"reminding":{"unknown":"once"}}""", "*"))
            Assert.That(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
        await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _mail.Behaviour = MailBehaviour.TakeAndDie;

        for (var hour = 0; hour < 5; hour++)
        {
            await _service.SendAsync();
            _service.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(_mail.Mails, Has.Count.EqualTo(2));
        Assert.That(_mail.Mails.Select(mail => mail.Header("Message-ID")).Distinct().Count(), Is.EqualTo(1));
        Assert.That((string)(await _service.DeliveryAsync())["state"]!, Is.EqualTo("unknown"));
    }

    [Test]
    public async Task A_dead_server_costs_one_attempt_and_nothing_is_lost()
    {
        await _service.ReachAsync("区乙局", ("contact", "b@yi.example"));
        await _service.ReachAsync("区丙局", ("contact", "c@bing.example"));
        foreach (var lead in new[] { "区甲局", "区乙局", "区丙局" })
            await _service.AddTaskAsync(lead: lead, deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        _mail.Behaviour = MailBehaviour.Stall;
        await _service.SendAsync();
        await _service.SendAsync();
        Assert.That(_mail.Connections, Is.EqualTo(1), "one message told that the server is dead; the others do not try");

        _mail.Behaviour = MailBehaviour.Accept;
        for (var minute = 0; minute < 5; minute++)
        {
            _service.Clock.Advance(TimeSpan.FromMinutes(1));
            await _service.SendAsync();
        }

        Assert.That(_mail.Mails.Select(mail => mail.To), Is.EquivalentTo(new[] { Contact, "b@yi.example", "c@bing.example" }));
    }

    [Test]
    public async Task An_address_that_bounces_is_told_to_the_office_and_not_used_again_before_it_is_changed()
    {
        await _service.ReachAsync("区乙局", ("contact", "b@yi.example"));
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.AddTaskAsync(lead: "区乙局", deadline: Due);
        _mail.Behaviour = MailBehaviour.Reject;
        _mail.OnlyTo = Contact;
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();
        await _service.TickOnAsync(Due);
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => mail.To), Is.EqualTo(new[] { "b@yi.example", "b@yi.example" }), "one bad address never stops the rest");
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact failed", "D0 mail contact failed" }));
        Assert.That((await _service.NotificationsOfAsync()).Count(told => (string?)told["kind"] == "recipient_unreachable"), Is.EqualTo(1));
        using var office = await _service.ClientAsync(Role.Supervisor);
        var ledger = await office.GetJsonAsync($"reminders/ledger?day={Due:yyyy-MM-dd}");
        Assert.That((bool)ledger["holds"]!);
        Assert.That((string?)ledger["failures"]![0]!["failure"], Is.EqualTo("bounced"));
        Assert.That((string?)(await office.GetJsonAsync("unreachable-recipients"))["items"]![0]!["address"], Is.EqualTo(Contact));

        await _service.ReachAsync("区甲局", ("contact", "li@jia.example"));
        await _service.TickOnAsync(Due.AddDays(3));
        await _service.SendAsync();

        Assert.That(_mail.Mails[^1].To, Is.EqualTo("li@jia.example"));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact failed", "D0 mail contact sent" }));
        Assert.That((await office.GetJsonAsync("unreachable-recipients"))["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_message_that_comes_back_later_is_recorded_as_a_bounce()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();
        using var office = await _service.ClientAsync(Role.Supervisor);
        var delivery = (long)(await _service.DeliveryAsync())["id"]!;

        await office.PostCreatedAsync($"deliveries/{delivery}/bounces", new { reason = "550 5.1.1 user unknown" });

        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact failed" }));
        using var again = await office.PostAsJsonAsync($"deliveries/{delivery}/bounces", new { reason = "550" });
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "not-sent");
    }

    [TestCase(null, "no_address")]
    [TestCase("王某@@", "malformed_address")]
    public async Task A_unit_without_a_usable_address_is_said_on_the_equation_and_told_to_the_office(string? address, string failure)
    {
        await _service.ReachAsync("区乙局", address is null ? [] : [("contact", address)]);
        var task = await _service.AddTaskAsync(lead: "区乙局", deadline: Due);
        await _service.AddTaskAsync(deadline: Due);
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => mail.To), Is.EqualTo(new[] { Contact }));
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact failed" }));
        using var office = await _service.ClientAsync(Role.Supervisor);
        var ledger = await office.GetJsonAsync($"reminders/ledger?day={WeekBefore:yyyy-MM-dd}");
        Assert.That((bool)ledger["holds"]!);
        Assert.That(ledger["failures"]!.AsArray().Select(line => $"{line!["recipientName"]} {line["channel"]} {line["failure"]} {line["reminders"]}"),
            Is.EqualTo(new[] { $"区乙局 mail {failure} 1" }));
        Assert.That((await _service.NotificationsOfAsync()).Select(told => (string?)told["title"]), Is.EqualTo(new[] { "【无法送达】区乙局联络员（邮件）" }));
        Assert.That((await _service.NotificationsOfAsync("区乙局")), Is.Not.Empty, "it stands in the inbox all the same");
    }

    [Test]
    public async Task What_changed_while_it_waited_is_looked_at_again_before_it_is_sent()
    {
        var closed = await _service.AddTaskAsync(deadline: Due, measure: "已完成。");
        var extended = await _service.AddTaskAsync(deadline: Due, measure: "已延期。");
        var passedOn = await _service.AddTaskAsync(deadline: Due, measure: "已移交。");
        var open = await _service.AddTaskAsync(deadline: Due, measure: "未完成。");
        await _service.TickOnAsync(WeekBefore);
        _mail.Behaviour = MailBehaviour.Refuse;
        await _service.SendAsync();
        _mail.Behaviour = MailBehaviour.Accept;
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        await unit.PostCreatedAsync($"tasks/{closed}/completion-requests", new { statement = "已完成。" });
        using (await office.PatchAsync($"tasks/{extended}", """{"deadline":"2019-09-30"}""", "*"))
        using (await office.PatchAsync($"tasks/{passedOn}", """{"leadUnits":["区丙局"]}""", "*"))
            _service.Clock.Advance(TimeSpan.FromMinutes(2));

        await _service.SendAsync();

        Assert.That(_mail.Mails.Single().Subject, Is.EqualTo("【还有7天到期】未完成。"));
        Assert.That(await _service.SentAsync(open), Is.EqualTo(new[] { "D-7 mail contact sent" }));
        foreach (var task in new[] { closed, extended, passedOn })
            Assert.That(await _service.SentAsync(task), Is.Empty, "superseded");
        using var http = await _service.ClientAsync(Role.Supervisor);
        Assert.That((bool)(await http.GetJsonAsync($"reminders/ledger?day={WeekBefore:yyyy-MM-dd}"))["holds"]!);
    }

    [Test]
    public async Task Quiet_hours_and_days_off_shift_the_sending_and_never_the_threshold()
    {
        var task = await _service.AddTaskAsync(deadline: Due);
        _service.Clock.Set(new DateTimeOffset(2018, 9, 21, 21, 0, 0, TimeSpan.FromHours(8)));
        await _service.TickAsync();
        await _service.SendAsync();
        Assert.That(_mail.Mails, Is.Empty);
        Assert.That(await _service.SentAsync(task), Is.EqualTo(new[] { "D-7 mail contact pending" }));

        _service.Clock.Set(new DateTimeOffset(2018, 9, 25, 7, 59, 0, TimeSpan.FromHours(8)));
        await _service.SendAsync();
        Assert.That(_mail.Mails, Is.Empty, "22 to 24 September were the Mid-Autumn holiday");

        _service.Clock.Set(new DateTimeOffset(2018, 9, 25, 8, 1, 0, TimeSpan.FromHours(8)));
        await _service.SendAsync();

        Assert.That(_mail.Mails.Single().Subject, Does.StartWith("【还有3天到期】"), "the words are those of the day on which it is read");
    }

    [Test]
    public async Task A_recipient_chooses_the_time_of_day_and_single_messages_but_is_told_of_what_is_overdue_whatever_it_chose()
    {
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        var id = await _service.UnitIdAsync("区甲局");
        using var chosen = await PutAsync(unit, $"units/{id}/preferences/contact", """{"at":"14:00:00","single":true,"silenced":["upcoming"]}""");
        Assert.That(chosen.StatusCode, Is.EqualTo(HttpStatusCode.OK), await chosen.Content.ReadAsStringAsync());
        using var silencing = await PutAsync(unit, $"units/{id}/preferences/contact", """{"silenced":["overdue"]}""");
        Assert.That((await silencing.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("silenced"), Does.Contain("overdue cannot be silenced"));
        using var night = await PutAsync(unit, $"units/{id}/preferences/contact", """{"at":"22:00:00"}""");
        Assert.That((await night.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("at"), Does.Contain("22:00 lies in the district's quiet hours, 20:00 to 08:00"));

        await _service.AddTaskAsync(deadline: WeekBefore.AddDays(7), measure: "临期。");
        await _service.AddTaskAsync(deadline: WeekBefore, measure: "今天。");
        await _service.AddTaskAsync(deadline: WeekBefore.AddDays(-7), measure: "逾期。");
        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();
        Assert.That(_mail.Mails, Is.Empty, "it is nine o'clock");
        _service.Clock.Advance(TimeSpan.FromHours(5));
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => mail.Subject), Is.EqualTo(new[] { "【逾期7天】逾期。", "【今天到期】今天。" }));
    }

    [Test]
    public async Task Escalations_go_alone_to_the_head_the_office_and_the_leader()
    {
        using var office = await _service.ClientAsync(Role.Supervisor);
        await _service.ReachAsync("区甲局", ("contact", Contact), ("head", "head@jia.example"));
        using var contacts = await PutAsync(
            office, "district-contacts",
            """{"office":{"email":"office@east.example"},"leaders":[{"name":"张三","email":"zhang@east.example","standsForOthers":true}]}""");
        Assert.That(contacts.StatusCode, Is.EqualTo(HttpStatusCode.OK), await contacts.Content.ReadAsStringAsync());
        await _service.RemindByAsync([
            Ledger.Line(ReminderOccasion.TaskDue, 7) with { Every = 7 },
            Ledger.Line(ReminderOccasion.TaskDue, 14, RecipientRole.Head, RecipientRole.Office, RecipientRole.Leader) with { Alone = true },
        ]);
        await _service.AddTaskAsync(deadline: WeekBefore.AddDays(-14), measure: "甲。");
        await _service.AddTaskAsync(deadline: WeekBefore.AddDays(-14), measure: "乙。");

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => $"{mail.To} {mail.Subject}").Order(), Is.EqualTo(new[]
        {
            "head@jia.example 【逾期14天】甲。", "head@jia.example 【逾期14天】乙。", "office@east.example 【逾期14天】甲。", "office@east.example 【逾期14天】乙。",
            "wang@jia.example 2 项任务提醒：2 项逾期", "zhang@east.example 【逾期14天】甲。", "zhang@east.example 【逾期14天】乙。",
        }.Order()));
    }

    [Test]
    public async Task What_is_urgent_goes_at_once_and_other_news_rides_with_the_mornings_digest()
    {
        var task = await _service.AddTaskAsync(deadline: Due, measure: "修订办法。");
        _service.Clock.Set(new DateTimeOffset(2018, 9, 20, 10, 0, 0, TimeSpan.FromHours(8)));
        using var office = await _service.ClientAsync(Role.Supervisor);
        await office.PostCreatedAsync($"tasks/{task}/urgings", new { words = "请抓紧。" });
        await office.PostCreatedAsync($"tasks/{task}/milestones", new { words = "初稿", dueOn = "2018-12-01" });
        await Outbox.Dispatching.DispatchAsync(_service);
        await _service.SendAsync();
        Assert.That(_mail.Mails.Select(mail => mail.Subject), Is.EqualTo(new[] { "【催办】修订办法。" }));

        _service.Clock.Set(new DateTimeOffset(2018, 9, 21, 8, 30, 0, TimeSpan.FromHours(8)));
        await _service.TickAsync();
        await _service.SendAsync();
        _service.Clock.Advance(TimeSpan.FromHours(1));
        await _service.SendAsync();

        Assert.That(_mail.Mails, Has.Count.EqualTo(2), "one message a morning");
        Assert.That(_mail.Mails[1].Text, Does.Contain("修订办法。").And.Contain("其他通知：\n1. 【新增节点】修订办法。"));
    }

    [Test]
    public async Task A_person_named_for_a_task_is_told_of_that_task()
    {
        var named = await _service.AddTaskAsync(deadline: Due, measure: "专项。");
        await _service.AddTaskAsync(deadline: Due, measure: "日常。");
        using var unit = await _service.ClientAsync(Role.Coordinator, "区甲局");
        using var persons = await PutAsync(unit, $"tasks/{named}/parties/{await _service.UnitIdAsync("区甲局")}/persons", """{"contact":{"name":"李某","email":"li@jia.example"}}""");
        Assert.That(persons.IsSuccessStatusCode, await persons.Content.ReadAsStringAsync());

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That(_mail.Mails.Select(mail => $"{mail.To} {mail.Subject}"), Is.EquivalentTo(new[]
        {
            "li@jia.example 【还有7天到期】专项。", $"{Contact} 【还有7天到期】日常。",
        }));
    }

    [Test]
    public async Task A_district_writes_its_own_words_and_an_unknown_field_is_refused()
    {
        using var office = await _service.ClientAsync(Role.Supervisor);
        using var unknown = await PutAsync(office, "message-templates/reminder", """{"subject":"{{titel}}","text":"x"}""");
        var problem = await unknown.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That(problem.ErrorOf("subject"), Does.StartWith("There is no field {{titel}}; allowed: urgency, title"));
        using var written = await PutAsync(office, "message-templates/reminder", """{"subject":"[{{unit}}] {{title}}","text":"请办：{{matter}}"}""");
        Assert.That(written.StatusCode, Is.EqualTo(HttpStatusCode.OK), await written.Content.ReadAsStringAsync());
        await _service.AddTaskAsync(deadline: Due, measure: "修订办法。");

        await _service.TickOnAsync(WeekBefore);
        await _service.SendAsync();

        Assert.That((_mail.Mails.Single().Subject, _mail.Mails.Single().Text), Is.EqualTo(("[区甲局] 修订办法。", "请办：修订办法。")));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Answers.RawJson(json) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }
}
