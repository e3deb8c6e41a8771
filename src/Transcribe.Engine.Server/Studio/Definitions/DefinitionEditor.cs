using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Saves what the designer sends.</summary>
internal sealed class DefinitionEditor(DefinitionCatalog catalog, IDefinitionStore definitions, ActivityDocuments activities)
{
    // What the designer says of these is what it once loaded; the database knows better.
    private static readonly string[] Stale = ["id", "version", "isLatest", "isPublished", "isSystem", "createdAt", "links", "$schema"];

    /// <summary>Saves a document as the draft of its definition, or publishes it; without a definition id it becomes a new definition.</summary>
    public Task<DefinitionRow> SaveAsync(JsonObject document, bool publish, CancellationToken cancellationToken) =>
        SaveAsync(document, publish, versionId: null, cancellationToken);

    // A version that moves to another server keeps its id there, so that its runs can follow.
    private Task<DefinitionRow> SaveAsync(JsonObject document, bool publish, string? versionId, CancellationToken cancellationToken)
    {
        foreach (var member in Stale)
            document.Remove(member);

        if (versionId is not null)
            document["id"] = versionId;
        if (document.Text("definitionId") is null)
            document["definitionId"] = Execution.Identity.NewId();
        if (document["root"] is JsonObject root && activities.Restore(root) is var restored && restored != root)
            document["root"] = restored;

        return catalog.SaveAsync(document.ToJsonString(), publish, source: null, cancellationToken);
    }

    /// <summary>Takes over a document from a file: a new definition as the file has it, a known one gets a draft.</summary>
    /// <returns>What is saved; null: it would be published, and the caller may not do that.</returns>
    /// <exception cref="InvalidRequestException">It is no definition.</exception>
    public async Task<(DefinitionRow Row, bool IsNew)?> ImportAsync(JsonObject document, bool mayPublish, CancellationToken cancellationToken)
    {
        if (document["root"] is not JsonObject)
            throw new InvalidRequestException("This is no workflow definition: it has no 'root'.");

        var isKnown = document.Text("definitionId") is { } id && await definitions.FindAsync(id, VersionOptions.Latest, cancellationToken) is not null;
        var publish = !isKnown && document["isPublished"]?.GetValueKind() == JsonValueKind.True;
        if (publish && !mayPublish)
            return null;

        var ownId = isKnown ? null : document.Text("id");
        return (await SaveAsync(document, publish, ownId, cancellationToken), !isKnown);
    }

    /// <summary>Publishes the latest version; null: there is no such definition.</summary>
    public async Task<(DefinitionRow Row, bool WasPublished)?> PublishAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is not { } latest)
            return null;

        return latest.IsPublished ? (latest, true) : (await catalog.PublishAsync(definitionId, cancellationToken), false);
    }

    /// <summary>What is wrong with a version that was saved, each with the name of its activity.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(DefinitionRow row, CancellationToken cancellationToken) =>
        [.. (await catalog.CheckAsync(row.Json, cancellationToken)).Select(problem => problem.ToString())];

    /// <summary>How many published definitions use one that was published.</summary>
    public async Task<int> CountConsumersAsync(DefinitionRow row, bool isPublished, CancellationToken cancellationToken) =>
        isPublished && row.UsableAsActivity ? (await catalog.ListConsumersAsync(row.DefinitionId, cancellationToken)).Count : 0;

    /// <summary>Makes the content of an older version the draft; null: there is no such version.</summary>
    public async Task<DefinitionRow?> RevertAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(definitionId, VersionOptions.SpecificVersion(version), cancellationToken) is not { } old)
            return null;

        return await SaveAsync(Documents.Parse(old.Json), publish: false, cancellationToken);
    }
}
