using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

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
}

/// <summary>A mail server on this machine that keeps what it took, and can be told to misbehave.</summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<Mail> _mails = new();
    private readonly Task _serving;
    private int _connections;

    public FakeMailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A message as it stands on the wire, and its envelope.</summary>
    public sealed record Mail(string From, string To, string Data)
    {
        /// <summary>A header's value, folded lines joined.</summary>
        public string Header(string name) => Data.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .First(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

        public string Subject => Decoded(Header("Subject"));

        /// <summary>The first part, plain text.</summary>
        public string Text => Encoding.UTF8.GetString(Convert.FromBase64String(Part("text/plain")));

        public string Part(string type)
        {
            var part = Data[Data.IndexOf($"Content-Type: {type}", StringComparison.OrdinalIgnoreCase)..];
            return part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal);
        }

        private static string Decoded(string words) => string.Concat(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
            word.StartsWith("=?utf-8?B?", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])) : word));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public MailBehaviour Behaviour { get; set; }

    /// <summary>Misbehaves only to this recipient; all others are accepted.</summary>
    public string? OnlyTo { get; set; }

    public IReadOnlyList<Mail> Mails => [.. _mails];

    public int Connections => _connections;

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
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        if (Behaviour is MailBehaviour.Stall)
            await Task.Delay(Timeout.Infinite, _stopped.Token);
        await writer.WriteLineAsync("220 east.example");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stopped.Token) is { } line)
        {
            var behaviour = OnlyTo is null || to.Length == 0 || to == OnlyTo ? Behaviour : MailBehaviour.Accept;
            if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
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

    private static string Inside(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
