using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>What a mail server does with the next message.</summary>
internal enum MailBehaviour
{
    /// <summary>Takes it.</summary>
    Accept,

    /// <summary>Says 451 to the recipient: not now.</summary>
    Refuse,

    /// <summary>Says 550 to the recipient: never.</summary>
    Reject,

    /// <summary>Says 452 when it has the whole message.</summary>
    RefuseMessage,

    /// <summary>Takes the connection and says nothing.</summary>
    Stall,

    /// <summary>Falls silent before the message is handed over.</summary>
    StallBeforeMessage,

    /// <summary>Has the whole message, and breaks the connection without a word.</summary>
    TakeAndDie,

    /// <summary>Has the whole message, and falls silent.</summary>
    TakeAndStall,

    /// <summary>Breaks the connection when the message is announced.</summary>
    DieBeforeMessage,
}

/// <summary>How a mail server's connections are encrypted.</summary>
internal enum MailEncryption
{
    None,
    StartTls,
    Implicit,
}

/// <summary>A mail server on this machine that keeps what it took, and can be told to misbehave.</summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<Mail> _mails = new();
    private readonly Task _serving;
    private int _connections;

    private readonly MailEncryption _encryption;
    private readonly (string User, string Password)? _account;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _greetings = new();

    /// <param name="encryption">What it offers.</param>
    /// <param name="account">Who may hand in; null: everybody.</param>
    /// <param name="certifiedFor">The name in its certificate, which it signed itself.</param>
    public FakeMailServer(MailEncryption encryption = MailEncryption.None, (string User, string Password)? account = null, string certifiedFor = "127.0.0.1")
    {
        (_encryption, _account) = (encryption, account);
        if (encryption is not MailEncryption.None)
            _certificate = CertificateFor(certifiedFor);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A message as it stands on the wire, and its envelope.</summary>
    public sealed record Mail(string From, string To, string Data)
    {
        public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Data)));

        public string Header(string name) => Message.Headers[name] ?? "";

        public string Subject => Message.Subject ?? "";

        public string Text => Message.TextBody ?? "";

        public string Html => Message.HtmlBody ?? "";
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public MailBehaviour Behaviour { get; set; }

    /// <summary>Misbehaves only to this recipient; all others are accepted.</summary>
    public string? OnlyTo { get; set; }

    public IReadOnlyList<Mail> Mails => [.. _mails];

    public int Connections => _connections;

    /// <summary>What clients called themselves.</summary>
    public IReadOnlyCollection<string> Greetings => _greetings;

    /// <summary>Its certificate, as the authority that a client may be told to trust.</summary>
    public string CertificatePem => _certificate!.ExportCertificatePem();

    public (string, string)[] Settings(int timeoutSeconds = 2) =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:StartTls", "false"), ("Mail:From", "tasks@east.example"),
        ("Mail:BounceAddress", "bounces@east.example"), ("Mail:TimeoutSeconds", $"{timeoutSeconds}"),
    ];

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopped.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_stopped.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using (client)
        {
            try
            {
                await TalkAsync(_encryption is MailEncryption.Implicit ? await EncryptedAsync(client.GetStream()) : client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
            {
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var reader = new StreamReader(stream, Encoding.UTF8);
        var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        if (Behaviour is MailBehaviour.Stall)
            await Task.Delay(Timeout.Infinite, _stopped.Token);
        await writer.WriteLineAsync("220 east.example");
        var isKnown = _account is null;
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stopped.Token) is { } line)
        {
            var behaviour = OnlyTo is null || to.Length == 0 || to == OnlyTo ? Behaviour : MailBehaviour.Accept;
            if (line.StartsWith("EHLO ", StringComparison.OrdinalIgnoreCase))
            {
                _greetings.Enqueue(line[5..]);
                var extensions = new List<string> { "east.example" };
                if (_encryption is MailEncryption.StartTls && stream is not SslStream)
                    extensions.Add("STARTTLS");
                if (_account is not null)
                    extensions.Add("AUTH PLAIN");
                for (var place = 0; place < extensions.Count; place++)
                    await writer.WriteLineAsync($"250{(place == extensions.Count - 1 ? ' ' : '-')}{extensions[place]}");
            }
            else if (line.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("220 go on");
                stream = await EncryptedAsync(stream);
                reader = new StreamReader(stream, Encoding.UTF8);
                writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            }
            else if (line.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase))
            {
                isKnown = Encoding.UTF8.GetString(Convert.FromBase64String(line[11..])).Split('\0') is [_, var user, var password] && (user, password) == _account;
                await writer.WriteLineAsync(isKnown ? "235 welcome" : "535 who are you");
            }
            else if (!isKnown && line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("530 authentication required");
            }
            else if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
            {
                (from, to) = (Inside(line), "");
                await writer.WriteLineAsync("250 fine");
            }
            else if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
            {
                to = Inside(line);
                behaviour = OnlyTo is null || to == OnlyTo ? Behaviour : MailBehaviour.Accept;
                if (behaviour is MailBehaviour.StallBeforeMessage)
                    await Task.Delay(Timeout.Infinite, _stopped.Token);
                await writer.WriteLineAsync(behaviour switch
                {
                    MailBehaviour.Refuse => "451 not now",
                    MailBehaviour.Reject => "550 no such mailbox",
                    _ => "250 fine",
                });
            }
            else if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
            {
                if (behaviour is MailBehaviour.DieBeforeMessage)
                    return;
                await writer.WriteLineAsync("354 go on");
                var data = new StringBuilder();
                while (await reader.ReadLineAsync(_stopped.Token) is { } text && text != ".")
                    data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                if (behaviour is MailBehaviour.RefuseMessage)
                {
                    await writer.WriteLineAsync("452 no room");
                    continue;
                }

                _mails.Enqueue(new Mail(from, to, data.ToString()));
                if (behaviour is MailBehaviour.TakeAndDie)
                    return;
                if (behaviour is MailBehaviour.TakeAndStall)
                    await Task.Delay(Timeout.Infinite, _stopped.Token);
                await writer.WriteLineAsync("250 taken");
            }
            else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else
            {
                await writer.WriteLineAsync("250 fine");
            }
        }
    }

    private async Task<Stream> EncryptedAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_certificate!);
        return encrypted;
    }

    private static X509Certificate2 CertificateFor(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
    }

    private static string Inside(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
