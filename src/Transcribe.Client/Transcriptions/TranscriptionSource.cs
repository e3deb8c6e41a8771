using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>Where the API takes the media from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TranscriptionSource>))]
public enum TranscriptionSource
{
    /// <summary>A direct http(s) link to the media.</summary>
    [JsonStringEnumMemberName("external_url")]
    ExternalUrl,

    /// <summary>A YouTube link.</summary>
    [JsonStringEnumMemberName("youtube")]
    YouTube,

    /// <summary>A page of Apple Podcasts, Spotify (episodes), SoundCloud, Vimeo, Twitch or Loom.</summary>
    [JsonStringEnumMemberName("platform_url")]
    PlatformUrl,

    /// <summary>A file sent before; needs its id and its duration. At the concurrency cap such a job is refused, not queued.</summary>
    [JsonStringEnumMemberName("upload")]
    Upload,
}
