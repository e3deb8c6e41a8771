using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>How the vendor is to read an address.</summary>
public enum MediaSource
{
    /// <summary>As the address looks: YouTube, a platform's page, else a direct link to the recording.</summary>
    Auto,

    /// <summary>A direct link to audio or video.</summary>
    Direct,

    /// <summary>A YouTube page.</summary>
    YouTube,

    /// <summary>A page of Apple Podcasts, Spotify (episodes), SoundCloud, Vimeo, Twitch or Loom.</summary>
    Platform,
}

/// <summary>Chooses the source of an address.</summary>
internal static class MediaSources
{
    private static readonly string[] YouTube = ["youtube.com", "youtu.be", "youtube-nocookie.com"];
    private static readonly string[] Platforms = ["podcasts.apple.com", "soundcloud.com", "vimeo.com", "twitch.tv", "loom.com"];
    private static readonly string[] MediaExtensions = [".mp3", ".wav", ".m4a", ".mp4", ".aac", ".ogg", ".oga", ".webm", ".flac", ".mov", ".avi", ".mpga"];

    public static TranscriptionSource Choose(Uri url, MediaSource chosen) => chosen switch
    {
        MediaSource.Direct => TranscriptionSource.ExternalUrl,
        MediaSource.YouTube => TranscriptionSource.YouTube,
        MediaSource.Platform => TranscriptionSource.PlatformUrl,

        // Platforms also serve plain files, such as a podcast host's enclosures.
        _ when MediaExtensions.Contains(Path.GetExtension(url.AbsolutePath), StringComparer.OrdinalIgnoreCase) => TranscriptionSource.ExternalUrl,
        _ when IsOn(url, YouTube) => TranscriptionSource.YouTube,
        _ when IsOn(url, Platforms) || (IsOn(url, ["open.spotify.com"]) && url.AbsolutePath.Contains("/episode/", StringComparison.Ordinal)) => TranscriptionSource.PlatformUrl,
        _ => TranscriptionSource.ExternalUrl,
    };

    private static bool IsOn(Uri url, string[] hosts) =>
        hosts.Any(host => url.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));
}
