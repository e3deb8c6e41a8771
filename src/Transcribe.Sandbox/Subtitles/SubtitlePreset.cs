using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Subtitles;

/// <summary>How much text a platform shows at once: characters in a line, lines in a cue.</summary>
internal sealed record SubtitlePreset(int LineLength, int Lines)
{
    private static readonly SubtitlePreset Default = new(42, 2);

    private static readonly Dictionary<string, SubtitlePreset> Known = new()
    {
        ["youtube"] = Default,
        ["tiktok-shorts"] = new(22, 2),
        ["instagram-reels"] = new(26, 2),
        ["netflix"] = Default,
        ["podcast"] = new(60, 2),
        ["broadcast"] = new(37, 2),
    };

    public static SubtitlePreset Read(IQueryCollection query)
    {
        var name = query.OneOf("preset", string.Empty, [.. Known.Keys]);
        return name.Length == 0 ? Default : Known[name];
    }
}
