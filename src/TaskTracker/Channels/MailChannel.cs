using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace TaskTracker.Channels;

/// <summary>Sends mail over one connection for many messages.</summary>
internal sealed class MailChannel(MailSettings settings) : IMessageChannel
{
    /// <summary>Replies that speak of the address, not of the server's state.</summary>
    private static readonly HashSet<SmtpStatusCode> AboutTheAddress =
    [
        SmtpStatusCode.MailboxUnavailable, SmtpStatusCode.UserNotLocalTryAlternatePath, SmtpStatusCode.MailboxNameNotAllowed,
    ];

    private SmtpClient? _client;

    public async Task<SendResult> SendAsync(OutgoingMessage message)
    {
        using var body = new WatchedText(message.Text);
        using var mail = MailOf(message, body);
        using var patience = new CancellationTokenSource(settings.Timeout);
        _client ??= Connect();
        try
        {
            await _client.SendMailAsync(mail, patience.Token).WaitAsync(settings.Timeout + TimeSpan.FromSeconds(1));
            return SendResult.Accepted;
        }
        catch (SmtpException exception) when (exception.StatusCode is not SmtpStatusCode.GeneralFailure)
        {
            return new SendResult(AboutTheAddress.Contains(exception.StatusCode) ? SendOutcome.Rejected : SendOutcome.Refused, Said(exception));
        }
        catch (Exception exception) when (exception is SmtpException or OperationCanceledException or TimeoutException or IOException or InvalidOperationException)
        {
            // The connection is in no state that anybody knows; the next message has a new one.
            Drop();
            return new SendResult(
                body.WasRead ? SendOutcome.Unknown : SendOutcome.NotReached,
                exception is SmtpException smtp ? Said(smtp) : $"No answer within {settings.Timeout.TotalSeconds:0} seconds.");
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private SmtpClient Connect() => new(settings.Host, settings.Port)
    {
        EnableSsl = settings.StartTls,
        DeliveryFormat = SmtpDeliveryFormat.SevenBit,
        Credentials = settings.User is { } user ? new NetworkCredential(user, settings.Password) : null,
    };

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    private MailMessage MailOf(OutgoingMessage message, WatchedText body)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(settings.From, settings.FromName, Encoding.UTF8),
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
        };
        // The envelope's sender is where it comes back to.
        if (settings.BounceAddress != settings.From)
            mail.Sender = new MailAddress(settings.BounceAddress);
        mail.To.Add(new MailAddress(message.Address, message.Name, Encoding.UTF8));
        mail.Headers["Message-ID"] = $"<{message.MessageId}>";
        mail.Headers["Auto-Submitted"] = "auto-generated";
        mail.AlternateViews.Add(new AlternateView(body, new ContentType("text/plain; charset=utf-8")) { TransferEncoding = TransferEncoding.Base64 });
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(message.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }

    private static string Said(SmtpException exception) =>
        exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message;

    /// <summary>
    /// The message's text, which knows whether it was asked for: the client reads it only after the server has said that it takes the
    /// message (DATA, 354). Until then nothing was handed over, whatever went wrong.
    /// </summary>
    private sealed class WatchedText(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public bool WasRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            WasRead = true;
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            WasRead = true;
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            WasRead = true;
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return base.ReadAsync(buffer, cancellationToken);
        }

        public override void CopyTo(Stream destination, int bufferSize)
        {
            WasRead = true;
            base.CopyTo(destination, bufferSize);
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            WasRead = true;
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
