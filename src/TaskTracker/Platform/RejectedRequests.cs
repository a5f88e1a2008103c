using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TaskTracker.Platform;

/// <summary>
/// Requests that the web server refuses before the application sees them (a path with <c>%00</c>, a header without a colon, too long a line):
/// it answers without a body, and its only hook is a diagnostic event that is raised just before. So the connection's writer is wrapped:
/// once the event is raised, a problem goes out and the server's empty answer does not. On a connection that the server itself
/// encrypts the empty answer stays, since below the encryption nothing can be written.
/// </summary>
internal static class RejectedRequests
{
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static void AnswerRejected(this KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
        {
            var transport = connection.Transport;
            var writer = new AnswerWriter(transport.Output);
            connection.Transport = new Pipes(transport.Input, writer);
            connection.Features.Set(writer);
            return next(connection);
        }));

    public static void UseAnswersToRejected(this WebApplication app)
    {
        var subscription = app.Services.GetRequiredService<DiagnosticListener>().Subscribe(new Observer(), name => name == Event);
        app.Lifetime.ApplicationStopped.Register(subscription.Dispose);
    }

    private static byte[] AnswerOf(int status, string reason)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = Problems.TypePrefix + Problems.CodeOf(status), title = Problems.TitleOf(status), status, detail = reason }, Json.Stored);
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {status} {Problems.TitleOf(status)}
            Content-Type: application/problem+json
            Content-Length: {body.Length}
            Connection: close
            Cache-Control: no-store
            X-Content-Type-Options: nosniff
            Referrer-Policy: no-referrer
            Content-Security-Policy: {ContentPolicy.OfData}


            """);
        return [.. Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")), .. body];
    }

    private sealed class Observer : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is IFeatureCollection features
                && features.Get<IBadRequestExceptionFeature>()?.Error is Microsoft.AspNetCore.Http.BadHttpRequestException error
                && features.Get<ITlsHandshakeFeature>() is null
                && features.Get<IHttpResponseFeature>() is { HasStarted: false })
            {
                features.Get<AnswerWriter>()?.Replace(AnswerOf(error.StatusCode, error.Message));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Hands everything on until an answer is replaced; what the server writes after that goes nowhere.</summary>
    private sealed class AnswerWriter(PipeWriter inner) : PipeWriter
    {
        private byte[]? _nowhere;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public void Replace(byte[] answer)
        {
            inner.Write(answer);
            _nowhere = [];
        }

        public override void Advance(int bytes)
        {
            if (_nowhere is null)
                inner.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _nowhere is null ? inner.GetMemory(sizeHint) : Nowhere(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _nowhere is null ? inner.GetSpan(sizeHint) : Nowhere(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private byte[] Nowhere(int sizeHint)
        {
            if (_nowhere!.Length < Math.Max(sizeHint, 1))
                _nowhere = new byte[Math.Max(sizeHint, 4_096)];
            return _nowhere;
        }
    }
}
