using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Definition documents as JSON that can be changed.</summary>
internal static class Documents
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static JsonObject Parse(string json) => JsonNode.Parse(json, documentOptions: Tolerant)!.AsObject();

    /// <summary>A member as text; null: it is missing, null or empty.</summary>
    public static string? Text(this JsonObject document, string member) =>
        document[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;
}
