using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client.Api;

/// <summary>How the API writes JSON.</summary>
internal static class TranscribeJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}
