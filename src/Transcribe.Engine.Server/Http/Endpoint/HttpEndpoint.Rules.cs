using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <content>What upstream's endpoint has not: who may call, how often, what comes twice, and when callers are answered.</content>
public sealed partial class HttpEndpoint
{
    private const string AuthenticationGroup = "Authentication";
    private const string LimitsGroup = "Limits";
    private const string DuplicatesGroup = "Duplicates";
    private const string AnswerGroup = "Answer";

    private static readonly EndpointRules Upstream = new();

    /// <summary>How callers prove who they are; default they need not.</summary>
    [Input(Description = "How callers prove who they are. Whoever does not is answered 401.", Category = AuthenticationGroup, DefaultValue = EndpointAuthentication.None, Order = 20)]
    public Input<EndpointAuthentication> Authentication { get; set; } = new(EndpointAuthentication.None);

    /// <summary>The names of secrets, one of which must fit; never a secret itself.</summary>
    [Input(
        DisplayName = "Secret Names", Description = "The names of secrets, one of which must fit: more than one while they rotate. A key, a password, a signing secret, or a public key in PEM.",
        Category = AuthenticationGroup, UIHint = InputUIHints.MultiText, Order = 21)]
    public Input<ICollection<string>?> SecretNames { get; set; } = null!;

    /// <summary>The user of basic authentication.</summary>
    [Input(DisplayName = "User Name", Description = "Basic: the user.", Category = AuthenticationGroup, Order = 22)]
    public Input<string?> UserName { get; set; } = null!;

    /// <summary>The header of a key or custom signature; default <c>X-API-Key</c>, <c>X-Signature</c>.</summary>
    [Input(DisplayName = "Header", Description = "ApiKey and Hmac: the header; empty: X-API-Key, X-Signature.", Category = AuthenticationGroup, Order = 23)]
    public Input<string?> AuthenticationHeader { get; set; } = null!;

    /// <summary>Who must have issued a JWT; default anybody who has the key.</summary>
    [Input(Description = "Jwt: who must have issued it; empty: anybody who has the key.", Category = AuthenticationGroup, Order = 24)]
    public Input<string?> Issuer { get; set; } = null!;

    /// <summary>For whom a JWT must be; default anybody.</summary>
    [Input(Description = "Jwt: for whom it must be; empty: anybody.", Category = AuthenticationGroup, Order = 25)]
    public Input<string?> Audience { get; set; } = null!;

    /// <summary>How a custom signature is written; default <c>{hex}</c>.</summary>
    [Input(DisplayName = "Signature Format", Description = "Hmac: how it is written, such as sha256={hex} or {base64}; empty: {hex}.", Category = AuthenticationGroup, Order = 26)]
    public Input<string?> SignatureFormat { get; set; } = null!;

    /// <summary>What a custom signature signs; default <c>{body}</c>.</summary>
    [Input(DisplayName = "Signed Content", Description = "Hmac: what is signed, such as {timestamp}.{body}; empty: {body}.", Category = AuthenticationGroup, Order = 27)]
    public Input<string?> SignedContent { get; set; } = null!;

    /// <summary>The header with the time that a custom signature signs, in seconds since 1970.</summary>
    [Input(DisplayName = "Timestamp Header", Description = "Hmac: the header with the signed time, in seconds since 1970; it may be five minutes off.", Category = AuthenticationGroup, Order = 28)]
    public Input<string?> TimestampHeader { get; set; } = null!;

    /// <summary>Addresses and networks from which callers may come; default any.</summary>
    [Input(DisplayName = "Allowed Addresses", Description = "Addresses and networks from which callers may come, such as 203.0.113.0/24; empty: any.", Category = LimitsGroup, UIHint = InputUIHints.MultiText, Order = 30)]
    public Input<ICollection<string>?> AllowedAddresses { get; set; } = null!;

    /// <summary>How many requests a minute are taken; default any number.</summary>
    [Input(DisplayName = "Requests Per Minute", Description = "How many requests a minute are taken, of all callers together; empty: any number.", Category = LimitsGroup, Order = 31)]
    public Input<int?> RequestsPerMinute { get; set; } = null!;

    /// <summary>Origins of pages whose scripts may call; default none.</summary>
    [Input(DisplayName = "Allowed Origins", Description = "Origins of pages whose scripts may call (CORS), such as https://app.example.com, or * for all; empty: none.", Category = LimitsGroup, UIHint = InputUIHints.MultiText, Order = 32)]
    public Input<ICollection<string>?> AllowedOrigins { get; set; } = null!;

    /// <summary>For how long a delivery that comes again starts nothing; default each request starts a run.</summary>
    [Input(DisplayName = "Duplicate Window", Description = "For how long a delivery that comes again starts nothing, such as 1.00:00:00 for a day; empty: each request starts a run.", Category = DuplicatesGroup, Order = 40)]
    public Input<TimeSpan?> DuplicateWindow { get; set; } = null!;

    /// <summary>The header that names a delivery; default the sender's usual one.</summary>
    [Input(DisplayName = "Delivery Header", Description = "The header that names a delivery; empty: the sender's usual one, or the field below.", Category = DuplicatesGroup, Order = 41)]
    public Input<string?> DuplicateHeader { get; set; } = null!;

    /// <summary>The field of the body that names a delivery.</summary>
    [Input(DisplayName = "Delivery Field", Description = "The field of the body that names a delivery, such as event.id.", Category = DuplicatesGroup, Order = 42)]
    public Input<string?> DuplicateField { get; set; } = null!;

    /// <summary>When and with what callers are answered; default by the workflow, as upstream does.</summary>
    [Input(
        Description = "ByWorkflow: what HTTP Response writes before the first wait. AtOnce: 202. AtEnd: when the run has ended. Progress: events as they happen.",
        Category = AnswerGroup, DefaultValue = EndpointAnswer.ByWorkflow, Order = 50)]
    public Input<EndpointAnswer> Answer { get; set; } = new(EndpointAnswer.ByWorkflow);

    private EndpointRules? RulesOf(ExpressionExecutionContext context)
    {
        var rules = new EndpointRules
        {
            Authentication = Authentication.Get(context),
            Secrets = ListOf(SecretNames.Get(context)),
            UserName = TextOf(UserName.Get(context)),
            Header = TextOf(AuthenticationHeader.Get(context)),
            Issuer = TextOf(Issuer.Get(context)),
            Audience = TextOf(Audience.Get(context)),
            SignatureFormat = TextOf(SignatureFormat.Get(context)),
            SignedContent = TextOf(SignedContent.Get(context)),
            TimestampHeader = TextOf(TimestampHeader.Get(context)),
            AllowedAddresses = ListOf(AllowedAddresses.Get(context)),
            RequestsPerMinute = RequestsPerMinute.Get(context),
            AllowedOrigins = ListOf(AllowedOrigins.Get(context)),
            DuplicateWindow = DuplicateWindow.Get(context),
            DuplicateHeader = TextOf(DuplicateHeader.Get(context)),
            DuplicateField = TextOf(DuplicateField.Get(context)),
            Answer = Answer.Get(context),
        };

        // What is as upstream has it is stored as upstream stores it.
        if (rules == Upstream)
            return null;

        return EndpointRulesCheck.Find(rules, context.GetRequiredService<IEndpointSecrets>()) is { } problem ? throw new FormatException(problem) : rules;
    }

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // One empty list, so that rules without any are equal.
    private static IReadOnlyList<string> ListOf(ICollection<string>? texts) =>
        texts?.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text.Trim()).ToArray() is { Length: > 0 } list ? list : Upstream.Secrets;
}
