namespace Transcribe.Engine.Server.Http;

/// <summary>Where and how workflows answer requests.</summary>
public sealed class HttpWorkflowOptions
{
    /// <summary>The path below which endpoints are found; default <c>/workflows</c>.</summary>
    public string BasePath { get; set; } = "/workflows";

    /// <summary>How many bytes a body may have where the endpoint does not say; default 30 MB, as Kestrel's.</summary>
    public long MaxRequestBytes { get; set; } = 30_000_000;
}
