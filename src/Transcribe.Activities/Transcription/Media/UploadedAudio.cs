using System.Text.Json;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>A recording that the vendor has, as Upload Audio hands it on.</summary>
public sealed record UploadedAudio
{
    /// <summary>The API's id of the upload.</summary>
    public string UploadId { get; init; } = string.Empty;

    /// <summary>The file's name.</summary>
    public string FileName { get; init; } = string.Empty;

    /// <summary>The recording's length in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The lower-case hexadecimal SHA-256 of its bytes.</summary>
    public string ContentHash { get; init; } = string.Empty;

    /// <summary>The named connection whose account has it.</summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>Reads one, as it is or after it went through JSON; null when the value is none.</summary>
    internal static UploadedAudio? From(object? value)
    {
        if (value is UploadedAudio upload)
            return upload;
        if (value is null or "" or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
            return null;

        try
        {
            var read = value is string text
                ? JsonSerializer.Deserialize<UploadedAudio>(text, JsonSerializerOptions.Web)
                : JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web).Deserialize<UploadedAudio>(JsonSerializerOptions.Web);
            return read is { UploadId.Length: > 0 } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
