namespace Transcribe.Sandbox.Transcriptions;

/// <summary>Where media comes from.</summary>
internal static class Sources
{
    public const string ExternalUrl = "external_url";
    public const string Upload = "upload";
    public const string YouTube = "youtube";
    public const string PlatformUrl = "platform_url";
}
