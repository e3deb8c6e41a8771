namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>Links that let whoever was given one resume a run, or tell it of an event, without signing in.</summary>
public sealed class TriggerUrlOptions
{
    /// <summary>The address under which people reach this server; null, the default: links have only their path.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>How long a link works that was made without a lifetime; default 30 days. More than 0.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);
}
