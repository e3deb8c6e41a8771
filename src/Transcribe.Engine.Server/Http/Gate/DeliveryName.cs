using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>What a sender calls a delivery: the same when it is sent again.</summary>
internal static class DeliveryName
{
    /// <summary>Whether the rules say where it stands.</summary>
    public static bool IsKnown(EndpointRules rules) => PlaceOf(rules) is not (null, null);

    /// <summary>The name of a delivery; null: it has none.</summary>
    public static string? Of(EndpointRules rules, HttpRequest request, object? body)
    {
        var (header, field) = PlaceOf(rules);
        return header is not null ? request.Headers[header] is [{ Length: > 0 } id] ? id : null : FieldOf(body, field!);
    }

    private static (string? Header, string? Field) PlaceOf(EndpointRules rules) => rules switch
    {
        { DuplicateHeader: { } header } => (header, null),
        { DuplicateField: { } field } => (null, field),
        { Authentication: EndpointAuthentication.StandardWebhooks } => (SignatureScheme.StandardId, null),
        { Authentication: EndpointAuthentication.GitHub } => ("X-GitHub-Delivery", null),
        { Authentication: EndpointAuthentication.Stripe } => (null, "id"),
        { Authentication: EndpointAuthentication.Slack } => (null, "event_id"),
        _ => (null, null),
    };

    private static string? FieldOf(object? body, string path)
    {
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            body = body is IDictionary<string, object?> members && members.TryGetValue(name, out var value) ? value : null;

        return body is string { Length: > 0 } or long or int or double or decimal or Guid ? Convert.ToString(body, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
