using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Keeps two endpoints from answering one path and method: at run time neither would, or one of them never.</summary>
internal sealed class EndpointPaths : ITriggerValidator
{
    public IEnumerable<DefinitionProblem> Validate(IReadOnlyList<TriggerRow> triggers, TriggerSnapshot published)
    {
        var all = PlacesOf(triggers.Concat(published.All));
        foreach (var own in PlacesOf(triggers))
        {
            if (all.FirstOrDefault(other => own.Method == other.Method && own.Shape == other.Shape && IsRival(own.Trigger, other.Trigger)) is { } rival)
            {
                yield return new DefinitionProblem(
                    own.Trigger.ActivityId, "Path", $"The {own.Path} path and {own.Method} method are already in use by {OwnerOf(rival, own)}.");
            }
        }
    }

    private static List<Place> PlacesOf(IEnumerable<TriggerRow> triggers) =>
    [
        .. from trigger in triggers
           where trigger.Name == HttpEndpointStimulus.Name
           let endpoint = HttpRouteTable.Read(trigger.Payload)
           where endpoint is not null
           select new Place(trigger, endpoint.Path, endpoint.Method, HttpRoute.TryParse(endpoint.Path)?.Shape ?? endpoint.Path),
    ];

    // Its own predecessor steps back when it is published.
    private static bool IsRival(TriggerRow trigger, TriggerRow other) =>
        other.DefinitionId != trigger.DefinitionId || (other.DefinitionVersionId == trigger.DefinitionVersionId && other.ActivityId != trigger.ActivityId);

    private static string OwnerOf(Place rival, Place own)
    {
        var owner = rival.Trigger.DefinitionId == own.Trigger.DefinitionId ? $"the activity '{rival.Trigger.ActivityId}'" : $"the workflow '{rival.Trigger.DefinitionId}'";
        return rival.Path == own.Path ? owner : $"{owner} ({rival.Path})";
    }

    private sealed record Place(TriggerRow Trigger, string Path, string Method, string Shape);
}
