using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Transcribe.Client.Webhooks;

namespace Transcribe.Client;

/// <summary>Verifies the API's callbacks. Pure: no clock, no network, no state; see <see cref="IWebhookReplayGuard"/> for deliveries that come twice.</summary>
public static class TranscribeWebhook
{
    /// <summary>Whether a callback is genuine and fresh, compared in constant time.</summary>
    /// <param name="rawBody">The body's bytes exactly as they came; parsed and written again they would not match.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="secrets">The secrets that may have signed it, more than one while they rotate.</param>
    /// <param name="options">Header, scheme and tolerance.</param>
    /// <param name="now">The present moment, from the caller's <see cref="TimeProvider"/>.</param>
    public static WebhookVerification Verify(
        ReadOnlySpan<byte> rawBody,
        IEnumerable<KeyValuePair<string, StringValues>> headers,
        IEnumerable<string> secrets,
        WebhookOptions options,
        DateTimeOffset now)
    {
        var keys = secrets.Where(x => !string.IsNullOrEmpty(x)).ToList();
        if (keys.Count == 0)
            return WebhookVerification.Rejected(WebhookRejection.NoSecret);

        var written = headers.FirstOrDefault(x => string.Equals(x.Key, options.Header, StringComparison.OrdinalIgnoreCase)).Value;
        if (StringValues.IsNullOrEmpty(written))
            return WebhookVerification.Rejected(WebhookRejection.MissingSignature);
        if (WebhookSignature.Parse(written.ToString(), options.Scheme) is not { } signature)
            return WebhookVerification.Rejected(WebhookRejection.MalformedSignature);
        if (!signature.Matches(rawBody, keys))
            return WebhookVerification.Rejected(WebhookRejection.WrongSignature);
        if (signature.SignedAt is { } time && (now - time).Duration() > options.Tolerance)
            return WebhookVerification.Rejected(WebhookRejection.OutsideTolerance);

        return ReadEvent(rawBody, signature, options) is { } found
            ? new WebhookVerification(found, WebhookRejection.None)
            : WebhookVerification.Rejected(WebhookRejection.MalformedBody);
    }

    private static WebhookEvent? ReadEvent(ReadOnlySpan<byte> rawBody, WebhookSignature signature, WebhookOptions options)
    {
        try
        {
            var reader = new Utf8JsonReader(rawBody);
            var body = JsonElement.ParseValue(ref reader);
            if (body.ValueKind != JsonValueKind.Object)
                return null;

            return new WebhookEvent
            {
                Key = WebhookBody.Text(body, "event_id") ?? Convert.ToHexStringLower(SHA256.HashData(rawBody)),
                Type = WebhookBody.Text(body, "type") ?? WebhookBody.Text(body, "event"),
                TranscriptionId = WebhookBody.FindId(body, options.TranscriptionIdPaths),
                SignedAt = signature.SignedAt,
                Body = body,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
