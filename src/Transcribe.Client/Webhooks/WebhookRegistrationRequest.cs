using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>Which address shall be called.</summary>
public sealed record WebhookRegistrationRequest
{
    /// <summary>Public https address.</summary>
    public required Uri Url { get; init; }

    /// <summary>Further fields, sent as they are, since the API's exact body is not published.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; init; }
}
