using System.Globalization;

namespace Transcribe.Engine.Server.Http;

/// <summary>Finds rules that cannot work before an endpoint is published.</summary>
internal static class EndpointRulesCheck
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>The first thing that is wrong, in words; null: nothing is.</summary>
    public static string? Find(EndpointRules rules, IEndpointSecrets secrets) =>
        FindInSecrets(rules, secrets) ?? FindInSignature(rules) ?? FindInLimits(rules) ?? FindInDuplicates(rules) ?? FindInOrigins(rules);

    // A name that is none is not repeated: it may be the value of the secret, given by an expression.
    private static string? FindInSecrets(EndpointRules rules, IEndpointSecrets secrets) => rules switch
    {
        { Authentication: EndpointAuthentication.None } => null,
        { Secrets.Count: 0 } => $"The authentication {rules.Authentication} needs the name of a secret.",
        { Authentication: EndpointAuthentication.Basic, UserName: null } => "The authentication Basic needs a user name.",
        _ when rules.Secrets.FirstOrDefault(name => !secrets.Exists(name)) is not null => "There is no secret of the name that the endpoint asks for. Create it, or choose another one.",
        _ => null,
    };

    private static string? FindInSignature(EndpointRules rules)
    {
        try
        {
            SignatureScheme.Of(rules);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static string? FindInLimits(EndpointRules rules) => rules switch
    {
        { RequestsPerMinute: < 1 or > 100_000 } => "The requests per minute must be between 1 and 100,000.",
        _ when rules.AllowedAddresses.FirstOrDefault(text => CallerAddress.TryParse(text) is null) is { } wrong =>
            $"'{wrong}' is no address and no network. Give one such as 203.0.113.7 or 203.0.113.0/24.",
        _ => null,
    };

    private static string? FindInDuplicates(EndpointRules rules) => rules.DuplicateWindow switch
    {
        null => rules.DuplicateHeader is null && rules.DuplicateField is null ? null : "What names a delivery is chosen, but not for how long it counts.",
        { } window when window <= TimeSpan.Zero || window > LongestWindow => "The time for which a delivery counts as a duplicate must be more than zero and at most 90 days.",
        _ when !DeliveryName.IsKnown(rules) => string.Create(
            CultureInfo.InvariantCulture, $"Choose the header or the field that names a delivery: with the authentication {rules.Authentication} there is no usual one."),
        _ => null,
    };

    private static string? FindInOrigins(EndpointRules rules) =>
        rules.AllowedOrigins.FirstOrDefault(origin => origin != EndpointCors.Any && !IsOrigin(origin)) is { } wrong
            ? $"'{wrong}' is no origin. Give one such as https://app.example.com, or * for all."
            : null;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && origin.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}
