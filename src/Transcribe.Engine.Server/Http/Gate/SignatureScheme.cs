namespace Transcribe.Engine.Server.Http;

/// <summary>How senders sign bodies: HMAC-SHA-256 over a content that has the body in it, in a header.</summary>
/// <param name="Header">The header of the signature.</param>
/// <param name="Prefix">What stands before each signature.</param>
/// <param name="IsHex">Whether it is written in hexadecimal digits; else in base64.</param>
/// <param name="Content">What is signed, with <c>{body}</c>, and <c>{timestamp}</c> and <c>{id}</c> where they are part of it.</param>
internal sealed record SignatureScheme(string Header, string Prefix, bool IsHex, string Content)
{
    /// <summary>The header in which Standard Webhooks names a delivery.</summary>
    public const string StandardId = "webhook-id";

    /// <summary>What stands for the body in <see cref="Content"/>.</summary>
    public const string Body = "{body}";

    /// <summary>What stands for the time.</summary>
    public const string Timestamp = "{timestamp}";

    /// <summary>What stands for the delivery's name.</summary>
    public const string Id = "{id}";

    private const string Hex = "{hex}";
    private const string Base64 = "{base64}";

    /// <summary>What separates several signatures in the header; null: there is one.</summary>
    public char? Separator { get; init; }

    /// <summary>The header of the signed time; null: it stands beside the signature, or there is none.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>What stands before the time in the signature's own header.</summary>
    public string? TimestampPrefix { get; init; }

    /// <summary>Whether secrets are base64, as Standard Webhooks has them.</summary>
    public bool HasBase64Key { get; init; }

    /// <summary>Whether a time is signed, and so must be near.</summary>
    public bool HasTimestamp => Content.Contains(Timestamp, StringComparison.Ordinal);

    /// <summary>The scheme of an endpoint; null: bodies are not signed.</summary>
    /// <exception cref="FormatException">A custom one cannot work; the message says why.</exception>
    public static SignatureScheme? Of(EndpointRules rules) => rules.Authentication switch
    {
        EndpointAuthentication.StandardWebhooks => new("webhook-signature", "v1,", false, $"{Id}.{Timestamp}.{Body}")
        {
            Separator = ' ', TimestampHeader = "webhook-timestamp", HasBase64Key = true,
        },
        EndpointAuthentication.GitHub => new("X-Hub-Signature-256", "sha256=", true, Body),
        EndpointAuthentication.Stripe => new("Stripe-Signature", "v1=", true, $"{Timestamp}.{Body}") { Separator = ',', TimestampPrefix = "t=" },
        EndpointAuthentication.Slack => new("X-Slack-Signature", "v0=", true, $"v0:{Timestamp}:{Body}") { TimestampHeader = "X-Slack-Request-Timestamp" },
        EndpointAuthentication.Hmac => Custom(rules),
        _ => null,
    };

    private static SignatureScheme Custom(EndpointRules rules)
    {
        var format = rules.SignatureFormat ?? Hex;
        var isHex = format.EndsWith(Hex, StringComparison.Ordinal);
        if (!isHex && !format.EndsWith(Base64, StringComparison.Ordinal))
            throw new FormatException($"The signature format '{format}' must end with {Hex} or {Base64}, such as sha256={Hex}.");

        var content = rules.SignedContent ?? Body;
        if (content.Split(Body).Length != 2)
            throw new FormatException($"The signed content '{content}' must have {Body} in it, once.");
        if (content.Contains(Timestamp, StringComparison.Ordinal) != rules.TimestampHeader is not null)
            throw new FormatException($"A signature over {Timestamp} needs the header that has the time, and only such a one does.");

        return new(rules.Header ?? "X-Signature", format[..format.LastIndexOf('{')], isHex, content) { TimestampHeader = rules.TimestampHeader };
    }
}
