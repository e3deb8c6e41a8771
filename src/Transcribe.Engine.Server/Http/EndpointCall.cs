using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>A request that found its endpoint: either it starts a run or it resumes one.</summary>
/// <param name="Path">Its path below the base path.</param>
/// <param name="RouteValues">The parameters of the path.</param>
/// <param name="Endpoint">The endpoint's settings; null: it has none.</param>
internal sealed record EndpointCall(string Path, Dictionary<string, object> RouteValues, HttpEndpointStimulus? Endpoint)
{
    /// <summary>What it starts; null: it resumes.</summary>
    public StartWorkflowRequest? Start { get; init; }

    /// <summary>What it resumes; null: it starts.</summary>
    public ResumeBookmarkRequest? Resume { get; init; }

    /// <summary>Why nothing starts the workflow at present; null: it can be started.</summary>
    public TriggerPauseRow? Pause { get; init; }

    /// <summary>Where names of deliveries are looked for: those of other endpoints are others.</summary>
    public string DeliveryScope { get; init; } = string.Empty;

    /// <summary>The endpoint's rules; null: upstream's.</summary>
    public EndpointRules? Rules => Endpoint?.Rules;

    /// <summary>What the run is told beside the request.</summary>
    public Dictionary<string, object> Input => new(StringComparer.Ordinal) { ["HttpContext"] = true, ["Path"] = Path };
}
