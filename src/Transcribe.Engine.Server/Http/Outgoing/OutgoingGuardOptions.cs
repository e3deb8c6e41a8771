namespace Transcribe.Engine.Server.Http;

/// <summary>Where calls from workflows may go. By default only to public addresses.</summary>
public sealed class OutgoingGuardOptions
{
    /// <summary>Hosts and addresses that are allowed although they are private, such as <c>intranet.example</c>, <c>10.0.0.5</c> or <c>127.0.0.1:5000</c>; default none.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>How many redirects are followed, each checked; default 5.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How many bytes of an answer are read; default 10 MB.</summary>
    public long MaxResponseBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How long a call may take; default 100 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);
}
