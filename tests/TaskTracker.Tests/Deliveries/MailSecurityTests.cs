using Microsoft.Extensions.Configuration;
using TaskTracker.Channels;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Deliveries;

/// <summary>The mail channel alone, against a mail server that encrypts, asks who it is, or does neither.</summary>
internal sealed class MailSecurityTests
{
    private static readonly OutgoingMessage Message = new()
    {
        Address = "wang@jia.example",
        Name = "王某",
        UnitName = "区甲局",
        Subject = "【逾期14天】修订办法",
        Text = "应于2018-09-07前（含当日）办结",
        Html = "<p>应办结</p>",
        MessageId = "d-7@east.example",
    };

    [TestCase(MailEncryption.StartTls, "StartTls")]
    [TestCase(MailEncryption.Implicit, "Implicit")]
    public async Task A_message_goes_encrypted_to_a_server_of_an_authority_that_is_trusted_by_setting(MailEncryption encryption, string security)
    {
        await using var server = new FakeMailServer(encryption, ("tasks", "密码"));

        var result = await SendAsync(server, ("Mail:Security", security), ("Mail:CertificateAuthorities", FileOf(server)), ("Mail:User", "tasks"), ("Mail:Password", "密码"));

        Assert.That(result, Is.EqualTo(SendResult.Accepted));
        var mail = server.Mails.Single();
        Assert.That((mail.From, mail.To, mail.Subject, mail.Text), Is.EqualTo(("bounces@east.example", "wang@jia.example", Message.Subject, Message.Text)));
    }

    [Test]
    public async Task Nothing_shows_the_name_of_the_machine()
    {
        await using var server = new FakeMailServer();

        await SendAsync(server, ("Mail:Security", "None"));

        Assert.That(server.Greetings, Is.EqualTo(new[] { "east.example" }));
        Assert.That(server.Mails.Single().Header("Message-ID"), Is.EqualTo("<d-7@east.example>"));
        Assert.That(server.Mails.Single().Data, Does.Not.Contain(System.Net.Dns.GetHostName() + ">").And.Not.Contain("@" + System.Net.Dns.GetHostName()));
        Assert.That(server.Mails.Single().Data, Has.All.LessThanOrEqualTo('~'), "seven bits");
    }

    [Test]
    public async Task A_server_that_offers_no_encryption_is_not_spoken_to_and_the_setting_is_named()
    {
        await using var server = new FakeMailServer();

        var result = await SendAsync(server);

        Assert.That(result.Outcome, Is.EqualTo(SendOutcome.NotReached));
        Assert.That(result.Detail, Does.Contain("offers no STARTTLS").And.Contain("Mail:Security"));
        Assert.That(server.Mails, Is.Empty);
    }

    [Test]
    public async Task A_certificate_of_an_authority_that_nobody_named_is_refused()
    {
        await using var server = new FakeMailServer(MailEncryption.StartTls);

        var result = await SendAsync(server);

        Assert.That((result.Outcome, server.Mails.Count), Is.EqualTo((SendOutcome.NotReached, 0)));
        Assert.That(result.Detail, Does.StartWith("No encrypted connection to the mail server"));
    }

    [Test]
    public async Task A_certificate_for_another_name_is_refused_whoever_signed_it()
    {
        await using var server = new FakeMailServer(MailEncryption.Implicit, certifiedFor: "mail.west.example");

        var result = await SendAsync(server, ("Mail:Security", "Implicit"), ("Mail:CertificateAuthorities", FileOf(server)));

        Assert.That((result.Outcome, server.Mails.Count), Is.EqualTo((SendOutcome.NotReached, 0)));
    }

    [Test]
    public async Task A_wrong_password_is_said_and_the_message_can_be_sent_later()
    {
        await using var server = new FakeMailServer(account: ("tasks", "right"));

        var result = await SendAsync(server, ("Mail:Security", "None"), ("Mail:User", "tasks"), ("Mail:Password", "wrong"));

        Assert.That(result.Outcome, Is.EqualTo(SendOutcome.NotReached));
        Assert.That(result.Detail, Does.Contain("does not accept Mail:User and Mail:Password").And.Not.Contain("wrong"));
    }

    [TestCase("587", null, null, "StartTls")]
    [TestCase("465", null, null, "SslOnConnect")]
    [TestCase("25", "false", null, "None")]
    [TestCase("465", "true", "StartTls", "StartTls")]
    [TestCase("25", null, "implicit", "SslOnConnect")]
    public void How_it_is_encrypted_follows_the_setting_else_the_port(string port, string? startTls, string? security, string expected) =>
        Assert.That(Read(("Mail:Port", port), ("Mail:StartTls", startTls), ("Mail:Security", security)).Security.ToString(), Is.EqualTo(expected));

    [TestCase("Mail:Security", "tls", "StartTls, Implicit or None")]
    [TestCase("Mail:CertificateAuthorities", "none.pem", "a PEM file")]
    public void A_setting_that_cannot_be_is_refused_with_what_is_allowed(string name, string value, string allowed) =>
        Assert.That(() => Read((name, value)), Throws.InstanceOf<SettingException>().With.Message.Contains(name).And.Message.Contains(value).And.Message.Contains(allowed));

    private static async Task<SendResult> SendAsync(FakeMailServer server, params (string, string?)[] settings)
    {
        await using var channel = new MailChannel(Read([("Mail:Port", $"{server.Port}"), ("Mail:TimeoutSeconds", "10"), .. settings]), new FakeClock());
        return await channel.SendAsync(Message);
    }

    private static MailSettings Read(params (string Name, string? Value)[] settings) => MailSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:From"] = "tasks@east.example",
            ["Mail:BounceAddress"] = "bounces@east.example",
        })
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value)).Build());

    private static string FileOf(FakeMailServer server)
    {
        var file = Path.Combine(ScratchFolder.New("mail"), "authority.pem");
        File.WriteAllText(file, server.CertificatePem);
        return file;
    }
}
