using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Keeps two endpoints from answering one path and method: at run time neither would.</summary>
internal sealed class EndpointPaths : ITriggerValidator
{
    public IEnumerable<DefinitionProblem> Validate(IReadOnlyList<TriggerRow> triggers, TriggerSnapshot published)
    {
        foreach (var trigger in triggers.Where(trigger => trigger.Name == HttpEndpointStimulus.Name))
        {
            var rival = published.Find(trigger.Hash).Concat(triggers).FirstOrDefault(other => other.Hash == trigger.Hash && IsRival(trigger, other));
            if (rival is not null && HttpRouteTable.Read(trigger.Payload) is { } endpoint)
            {
                yield return new DefinitionProblem(
                    trigger.ActivityId, "Path", $"The {endpoint.Path} path and {endpoint.Method} method are already in use by {OwnerOf(rival, trigger)}.");
            }
        }
    }

    // Its own predecessor steps back when it is published.
    private static bool IsRival(TriggerRow trigger, TriggerRow other) =>
        other.DefinitionId != trigger.DefinitionId || (other.DefinitionVersionId == trigger.DefinitionVersionId && other.ActivityId != trigger.ActivityId);

    private static string OwnerOf(TriggerRow rival, TriggerRow trigger) =>
        rival.DefinitionId == trigger.DefinitionId ? $"the activity '{rival.ActivityId}'" : $"the workflow '{rival.DefinitionId}'";
}
