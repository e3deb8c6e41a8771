using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Moves workflows that use another one as an activity to its newest version.</summary>
internal sealed class WorkflowReferences(DefinitionCatalog catalog, DefinitionEditor editor, ActivityRegistry registry)
{
    private const string Definition = "WorkflowDefinitionId";

    /// <summary>Publishes consumers of a definition again, with its newest published version in all its places.</summary>
    /// <param name="definitionId">The definition that is used.</param>
    /// <param name="consumerIds">Only these consumers; null or empty: all.</param>
    /// <param name="cancellationToken">Gives up; what is saved stays.</param>
    /// <returns>The definition ids of the consumers that changed.</returns>
    public async Task<IReadOnlyList<string>> UpdateAsync(string definitionId, IReadOnlyCollection<string>? consumerIds, CancellationToken cancellationToken)
    {
        var types = TypesOf(definitionId);
        if (types.MaxBy(type => type.Version) is not { } newest)
            return [];

        var changed = new List<string>();
        foreach (var consumer in await catalog.ListConsumersAsync(definitionId, cancellationToken))
        {
            // Whoever has a draft of it decides about the draft too.
            var document = Documents.Parse(consumer.Json);
            if (consumer is not { IsLatest: true, IsReadonly: false } || (consumerIds is { Count: > 0 } && !consumerIds.Contains(consumer.DefinitionId)) || !Point(document, types, newest))
                continue;

            await editor.SaveAsync(document, publish: true, cancellationToken);
            changed.Add(consumer.DefinitionId);
        }

        return changed;
    }

    // As an activity, each version of a workflow is a type of its own.
    private IReadOnlyList<ActivityDescriptor> TypesOf(string definitionId) =>
        [.. registry.Descriptors.Where(type => type.CustomProperties.GetValueOrDefault(Definition) as string == definitionId)];

    private static bool Point(JsonObject document, IReadOnlyList<ActivityDescriptor> types, ActivityDescriptor newest)
    {
        var outdated = UsesOf(document, types).Where(activity => VersionOf(activity) != newest.Version).ToList();
        foreach (var activity in outdated)
        {
            activity["type"] = newest.TypeName;
            activity["version"] = newest.Version;
            activity["workflowDefinitionVersionId"] = (string)newest.CustomProperties["WorkflowDefinitionVersionId"];
        }

        return outdated.Count > 0;
    }

    private static IEnumerable<JsonObject> UsesOf(JsonNode? node, IReadOnlyList<ActivityDescriptor> types) => node switch
    {
        JsonObject members => members.SelectMany(member => UsesOf(member.Value, types)).Concat(
            types.Any(type => type.TypeName == members.Text("type") && type.Version == VersionOf(members)) ? [members] : []),
        JsonArray items => items.SelectMany(item => UsesOf(item, types)),
        _ => [],
    };

    private static int VersionOf(JsonObject activity) => activity["version"]?.GetValueKind() == JsonValueKind.Number ? (int)activity["version"]! : 1;
}
