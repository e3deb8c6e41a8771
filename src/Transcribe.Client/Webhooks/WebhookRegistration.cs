using System.Text.Json;
using System.Text.Json.Serialization;
using Transcribe.Client.Api;

namespace Transcribe.Client;

/// <summary>A key's webhook. The API's exact fields are not published: what is not named here is in <see cref="Extra"/>.</summary>
public sealed class WebhookRegistration
{
    /// <summary>Its id, as the API gave it.</summary>
    [JsonConverter(typeof(OpaqueTextConverter))]
    public string? Id { get; init; }

    /// <summary>The address that is called.</summary>
    public string? Url { get; init; }

    /// <summary>The HMAC key that signs its calls; given when it is created. A secret: never printed.</summary>
    public string? Secret { get; init; }

    /// <summary>Whatever else the API says.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(WebhookRegistration)} {{ Url = {Url}, Secret = {Errors.Redaction.Of(Secret)} }}";
}
