using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace TaskTracker.Channels;

/// <summary>Sends mail over one connection for many messages.</summary>
internal sealed class MailChannel(MailSettings settings, TimeProvider clock) : IMessageChannel
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Replies to a recipient that speak of the address, not of the server's state.</summary>
    private static readonly HashSet<SmtpStatusCode> AboutTheAddress =
    [
        SmtpStatusCode.MailboxUnavailable, SmtpStatusCode.UserNotLocalTryAlternatePath, SmtpStatusCode.MailboxNameNotAllowed,
    ];

    private SmtpClient? _client;

    public async Task<SendResult> SendAsync(OutgoingMessage message)
    {
        using var mail = MailOf(message);
        using var patience = new CancellationTokenSource(settings.Timeout);
        var handingOver = new HandingOver();
        try
        {
            // The wait is for a step that does not look at the token, such as a handshake.
            await SendAsync(mail, handingOver, patience.Token).WaitAsync(settings.Timeout + TimeSpan.FromSeconds(1));
            return SendResult.Accepted;
        }
        catch (SmtpCommandException refusal)
        {
            return new SendResult(
                refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted && AboutTheAddress.Contains(refusal.StatusCode) ? SendOutcome.Rejected : SendOutcome.Refused,
                $"{(int)refusal.StatusCode} {refusal.Message}");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The connection is in a state that is not known; the next message has a new one.
            Drop();
            return new SendResult(handingOver.HasBegun ? SendOutcome.Unknown : SendOutcome.NotReached, Said(fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Farewell);
            if (_client is { IsConnected: true })
                await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ProtocolException)
        {
            // Everything that was accepted has been answered already.
        }

        Drop();
    }

    private async Task SendAsync(MimeMessage mail, HandingOver handingOver, CancellationToken cancellation)
    {
        if (_client is not { IsConnected: true })
        {
            Drop();
            _client = NewClient();
            await _client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancellation);
            if (settings.User is { } user)
                await _client.AuthenticateAsync(user, settings.Password ?? "", cancellation);
        }

        // The envelope's sender is where it comes back to.
        var sender = new MailboxAddress(null, settings.BounceAddress);
        await _client.SendAsync(FormatOptions.Default, mail, sender, mail.To.Mailboxes, cancellation, handingOver);
    }

    private SmtpClient NewClient() => new()
    {
        // The name in EHLO is the sender's domain: the library would show the machine's.
        LocalDomain = settings.Domain,
        Timeout = (int)settings.Timeout.TotalMilliseconds,
        // A network without a way out cannot ask for lists of revoked certificates.
        CheckCertificateRevocation = false,
        ServerCertificateValidationCallback = settings.Authorities is { } authorities
            ? (_, certificate, _, errors) => CertificateTrust.Accepts(certificate, errors, authorities)
            : null,
    };

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    private MimeMessage MailOf(OutgoingMessage message)
    {
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Date = clock.GetLocalNow(),
            // Set in any case: the one that the library makes shows the machine's name.
            MessageId = message.MessageId,
            Body = new MultipartAlternative { Part(TextFormat.Plain, message.Text), Part(TextFormat.Html, message.Html) },
        };
        mail.From.Add(new MailboxAddress(settings.FromName, settings.From));
        if (settings.BounceAddress != settings.From)
            mail.Sender = new MailboxAddress(null, settings.BounceAddress);
        mail.To.Add(new MailboxAddress(message.Name, message.Address));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>In seven bits, so that every server on the way takes it.</summary>
    private static TextPart Part(TextFormat format, string text) => new(format) { Text = text, ContentTransferEncoding = ContentEncoding.Base64 };

    private string Said(Exception fault) => fault switch
    {
        OperationCanceledException or TimeoutException => $"No answer within {settings.Timeout.TotalSeconds:0} seconds.",
        NotSupportedException when settings.Security is SecureSocketOptions.StartTls =>
            "The mail server offers no STARTTLS; see Mail:Security. None is for a trusted network only.",
        AuthenticationException => $"The mail server does not accept Mail:User and Mail:Password: {fault.Message}",
        SslHandshakeException => $"No encrypted connection to the mail server (Mail:Security, Mail:CertificateAuthorities): {fault.InnerException?.Message ?? fault.Message.Split('\n')[0]}",
        _ => fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message,
    };

    /// <summary>Hears that bytes of the message left: only then can the server have it, whatever goes wrong afterwards.</summary>
    private sealed class HandingOver : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}

/// <summary>Whether a server's certificate is good, where authorities besides the machine's are trusted.</summary>
internal static class CertificateTrust
{
    public static bool Accepts(X509Certificate? certificate, System.Net.Security.SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (errors is System.Net.Security.SslPolicyErrors.None)
            return true;

        // A wrong name stays wrong, whoever signed it.
        if (errors is not System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
            return false;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
