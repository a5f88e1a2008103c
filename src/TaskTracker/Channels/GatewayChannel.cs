using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Channels;

/// <summary>Posts messages to a gateway: over addresses that the guard allows, with an answer that is short and in time, or not at all.</summary>
internal sealed class GatewayChannel : IMessageChannel
{
    /// <summary>As much of an answer as is read.</summary>
    private const int MaxAnswerBytes = 64 * 1024, DetailCharacters = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly MessageGateway _gateway;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public GatewayChannel(MessageGateway gateway, GatewayGuard guard, TimeProvider clock)
    {
        (_gateway, _clock) = (gateway, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = guard.ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Guard = guard;
    }

    private GatewayGuard Guard { get; }

    public async Task<SendResult> SendAsync(OutgoingMessage message)
    {
        if (Guard.FaultOf(_gateway.Url) is { } fault)
            return new SendResult(SendOutcome.NotReached, fault);

        using var content = new WatchedBody(_gateway.ParsedPayload.Render(message, _gateway.MaxCharacters));
        using var request = RequestOf(message, content);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices
                ? await TakenAsync(response, patience.Token)
                : new SendResult(SendOutcome.Refused, $"It answered {(int)response.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or GatewayRefusedException)
        {
            var detail = exception is OperationCanceledException ? $"No answer within {Patience.TotalSeconds:0} seconds."
                : exception.InnerException is GatewayRefusedException refused ? refused.Message
                : exception.Message;
            return new SendResult(content.WasSent ? SendOutcome.Unknown : SendOutcome.NotReached, detail);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Signed as Standard Webhooks are: the id is the message's, so that a second sending is recognised.</summary>
    private HttpRequestMessage RequestOf(OutgoingMessage message, WatchedBody content)
    {
        var now = _clock.GetUtcNow();
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, AddressAt(now)) { Content = content };
        request.Headers.TryAddWithoutValidation("webhook-id", message.MessageId);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", seconds);
        if (_gateway.AuthHeader is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (_gateway is { SigningSecret: { } secret, Kind: not GatewayKind.Dingtalk })
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.MessageId}.{seconds}."), .. content.Body];
            request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
        }

        return request;
    }

    /// <summary>钉钉 takes its signature in the address: HMAC-SHA256 of the time and the secret.</summary>
    private string AddressAt(DateTimeOffset now)
    {
        if (_gateway is not { Kind: GatewayKind.Dingtalk, SigningSecret: { } secret })
            return _gateway.Url;

        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}\n{secret}")));
        return $"{_gateway.Url}{(_gateway.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={time}&sign={Uri.EscapeDataString(signature)}";
    }

    private async Task<SendResult> TakenAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (_gateway.Kind is not (GatewayKind.Wecom or GatewayKind.Dingtalk))
            return SendResult.Accepted;

        var answer = await ReadAsync(response, cancellation);
        if (answer is null)
            return new SendResult(SendOutcome.Unknown, $"Its answer is longer than {MaxAnswerBytes} bytes.");

        try
        {
            return JsonNode.Parse(answer)?["errcode"]?.GetValue<int>() switch
            {
                0 => SendResult.Accepted,
                { } code => new SendResult(SendOutcome.Refused, $"errcode {code}: {Cut(Encoding.UTF8.GetString(answer))}"),
                null => new SendResult(SendOutcome.Unknown, $"Its answer has no errcode: {Cut(Encoding.UTF8.GetString(answer))}"),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return new SendResult(SendOutcome.Unknown, $"Its answer is not what such a robot says: {Cut(Encoding.UTF8.GetString(answer))}");
        }
    }

    /// <returns>Null if it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MaxAnswerBytes + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read > MaxAnswerBytes ? null : buffer[..read];
    }

    private static string Cut(string text) => Core.Messages.OneLine.Of(text, DetailCharacters);

    /// <summary>The body, which knows whether it began to be sent.</summary>
    private sealed class WatchedBody : ByteArrayContent
    {
        public WatchedBody(byte[] body)
            : base(body)
        {
            Body = body;
            Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        }

        public byte[] Body { get; }

        public bool WasSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            WasSent = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            return base.SerializeToStreamAsync(stream, context);
        }
    }
}
