namespace Transcribe.Activities.Approval;

/// <summary>Where people decide.</summary>
public sealed class ApprovalOptions
{
    /// <summary>
    /// The address under which people reach this server, such as <c>https://flows.example.com/</c>. Default: none, and then links lead to where the
    /// server listens, which works on its own machine.
    /// </summary>
    public Uri? PublicBaseUrl { get; set; }

    internal const string Path = "/approval";

    internal const string SlackPath = "/callbacks/slack/{connection}";

    internal const int MaxTextLength = 100_000;

    internal bool HasUsableAddress => PublicBaseUrl is null or { IsAbsoluteUri: true, Query: "", Scheme: "http" or "https" };
}
