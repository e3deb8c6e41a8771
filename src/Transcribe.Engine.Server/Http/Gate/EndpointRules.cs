namespace Transcribe.Engine.Server.Http;

/// <summary>What an endpoint asks of its callers and how it answers, beyond what upstream's has. It is stored with the trigger, so it names secrets and never has them.</summary>
public sealed record EndpointRules
{
    /// <summary>How callers prove who they are.</summary>
    public EndpointAuthentication Authentication { get; init; }

    /// <summary>The names of secrets, one of which must fit: more than one while they rotate.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The user of basic authentication.</summary>
    public string? UserName { get; init; }

    /// <summary>The header of an API key or of a custom signature; null: the usual one.</summary>
    public string? Header { get; init; }

    /// <summary>Who must have issued a JWT; null: anybody who has the key.</summary>
    public string? Issuer { get; init; }

    /// <summary>For whom a JWT must be; null: anybody.</summary>
    public string? Audience { get; init; }

    /// <summary>How a custom signature is written: <c>{hex}</c> or <c>{base64}</c> behind a prefix.</summary>
    public string? SignatureFormat { get; init; }

    /// <summary>What a custom signature signs: <c>{body}</c>, with <c>{timestamp}</c> where there is one.</summary>
    public string? SignedContent { get; init; }

    /// <summary>The header with the time that a custom signature signs, in seconds since 1970.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>Addresses and networks from which callers may come; empty: any.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>How many requests a minute are taken; null: any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>For how long a delivery that comes again starts nothing; null: each request starts a run.</summary>
    public TimeSpan? DuplicateWindow { get; init; }

    /// <summary>The header that names a delivery; null: the sender's usual one, or <see cref="DuplicateField"/>.</summary>
    public string? DuplicateHeader { get; init; }

    /// <summary>The field of the body that names a delivery, such as <c>event.id</c>.</summary>
    public string? DuplicateField { get; init; }

    /// <summary>When and with what callers are answered.</summary>
    public EndpointAnswer Answer { get; init; }

    /// <summary>Origins of pages whose scripts may call, or <c>*</c>; empty: none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}

/// <summary>How callers of an endpoint prove who they are.</summary>
public enum EndpointAuthentication
{
    /// <summary>They need not, unless the endpoint asks for signed-in callers.</summary>
    None,

    /// <summary>A header has a secret.</summary>
    ApiKey,

    /// <summary>A user name and a password (RFC 7617).</summary>
    Basic,

    /// <summary>A signed token (RFC 7519) that has not expired.</summary>
    Jwt,

    /// <summary>The body is signed as Standard Webhooks has it.</summary>
    StandardWebhooks,

    /// <summary>The body is signed as GitHub does.</summary>
    GitHub,

    /// <summary>The body is signed as Stripe does.</summary>
    Stripe,

    /// <summary>The body is signed as Slack does.</summary>
    Slack,

    /// <summary>The body is signed in a way that the endpoint describes: HMAC-SHA-256.</summary>
    Hmac,
}

/// <summary>When and with what callers of an endpoint are answered.</summary>
public enum EndpointAnswer
{
    /// <summary>With what the workflow writes up to its first wait; 200 and nothing when it writes nothing.</summary>
    ByWorkflow,

    /// <summary>202 and the run's id, once nothing can get lost any more.</summary>
    AtOnce,

    /// <summary>At the run's end, over all its waits: with what the workflow writes, or else its output.</summary>
    AtEnd,

    /// <summary>With what happens, as it happens, as server-sent events.</summary>
    Progress,
}
