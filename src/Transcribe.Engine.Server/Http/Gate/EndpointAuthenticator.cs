using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Finds out whether callers are who the endpoint asks for. It fails closed: without a secret that can be used, nobody is. Why is for the
/// operator's log; the caller is told the same whatever was wrong.
/// </summary>
internal sealed class EndpointAuthenticator(IEndpointSecrets secrets, TimeProvider clock, ILogger<EndpointAuthenticator> logger)
{
    private const string DefaultKeyHeader = "X-API-Key";
    private const string BasicScheme = "Basic ";
    private const string BearerScheme = "Bearer ";

    /// <summary>What the answer says where a caller has to show something (RFC 9110, 11.6.1); null: nothing.</summary>
    public static string? ChallengeOf(EndpointRules rules) => rules.Authentication switch
    {
        EndpointAuthentication.Basic => "Basic realm=\"workflow\", charset=\"UTF-8\"",
        EndpointAuthentication.Jwt => "Bearer",
        _ => null,
    };

    /// <summary>The headers that prove who calls: no run gets to see them.</summary>
    public static IEnumerable<string> HiddenHeaders(EndpointRules? rules) => rules?.Authentication switch
    {
        null or EndpointAuthentication.None => [],
        EndpointAuthentication.ApiKey => [rules.Header ?? DefaultKeyHeader],
        _ => ["Authorization"],
    };

    /// <summary>Whether the headers show who calls; a signed body is looked at later: <see cref="IsSignedAsync"/>.</summary>
    public async Task<bool> IsKnownAsync(HttpRequest request, EndpointRules rules, CancellationToken cancellationToken) => rules.Authentication switch
    {
        EndpointAuthentication.None => true,
        EndpointAuthentication.ApiKey => HasKey(request.Headers[rules.Header ?? DefaultKeyHeader].ToString(), await SecretsOfAsync(request, rules, cancellationToken)),
        EndpointAuthentication.Basic => IsUser(Credentials(request, BasicScheme), rules, await SecretsOfAsync(request, rules, cancellationToken)),
        EndpointAuthentication.Jwt => Credentials(request, BearerScheme) is { } token
            && await TokenCheck.IsValidAsync(token, rules, await SecretsOfAsync(request, rules, cancellationToken), clock.GetUtcNow()),
        _ => SignatureScheme.Of(rules) is { } scheme && request.Headers[scheme.Header].Count > 0,
    };

    /// <summary>Whether the body is signed as the endpoint asks; where it does not ask, it is.</summary>
    public async Task<bool> IsSignedAsync(HttpRequest request, Stream body, EndpointRules rules, CancellationToken cancellationToken) =>
        SignatureScheme.Of(rules) is not { } scheme
        || await SignatureCheck.IsSignedAsync(request, body, scheme, await SecretsOfAsync(request, rules, cancellationToken), clock.GetUtcNow(), cancellationToken);

    private async Task<IReadOnlyList<string>> SecretsOfAsync(HttpRequest request, EndpointRules rules, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var name in rules.Secrets)
        {
            if (await secrets.FindAsync(name, cancellationToken) is { Length: > 0 } secret)
                found.Add(secret);
        }

        if (found.Count == 0)
            Log.EndpointWithoutSecret(logger, request.Path.ToString());
        return found;
    }

    private static string? Credentials(HttpRequest request, string scheme) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;

    private static bool HasKey(string given, IReadOnlyList<string> secrets)
    {
        var isKnown = false;
        foreach (var secret in secrets)
            isKnown |= AreEqual(given, secret);
        return isKnown;
    }

    private static bool IsUser(string? credentials, EndpointRules rules, IReadOnlyList<string> secrets)
    {
        var bytes = new byte[credentials?.Length ?? 0];
        if (credentials is null || !Convert.TryFromBase64String(credentials, bytes, out var length))
            return false;

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is >= 0 and var colon && AreEqual(text[..colon], rules.UserName ?? string.Empty) & HasKey(text[(colon + 1)..], secrets);
    }

    // Digests have one length, so that the time taken tells nothing of the secret's.
    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
