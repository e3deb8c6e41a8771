using System.Text.Json.Nodes;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>The version rules: a draft is overwritten, a published version never is.</summary>
internal static class NewVersion
{
    /// <summary>The row under which a document is saved next.</summary>
    /// <param name="definition">The document.</param>
    /// <param name="versions">The versions that there are, newest first.</param>
    /// <param name="isIdFree">Whether the version id of the document, if it has one, is unused.</param>
    /// <param name="source">Who provides it.</param>
    /// <param name="now">The present moment.</param>
    public static DefinitionRow Of(WorkflowDefinition definition, IReadOnlyList<DefinitionRow> versions, bool isIdFree, DefinitionSource? source, DateTimeOffset now)
    {
        // What a person drafts and what a provider brings do not overwrite each other.
        var draft = versions is [{ IsPublished: false } latest, ..] && (latest.ProviderName == source?.ProviderName || (source?.TakesOver is { } other && latest.ProviderName == other)) ? latest : null;
        var number = draft?.Version ?? (versions is [var newest, ..] ? newest.Version + 1 : Math.Max(definition.Version, 1));
        var id = draft?.Id ?? (isIdFree && definition.Id is { Length: > 0 } given ? given : Identity.NewId());
        return new DefinitionRow
        {
            Id = id,
            DefinitionId = definition.DefinitionId,
            Name = definition.Name,
            Description = definition.Description,
            Version = number,
            IsLatest = true,
            IsReadonly = source?.IsReadonly == true || definition.IsReadonly,
            ProviderName = source?.ProviderName,
            ToolVersion = definition.ToolVersion?.ToString(),
            UsableAsActivity = definition.IsUsableAsActivity,
            CreatedAt = draft?.CreatedAt ?? now,
            Json = Stamp(definition, id, number),
        };
    }

    /// <summary>The same version, published.</summary>
    public static DefinitionRow Published(DefinitionRow row) => new()
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        Name = row.Name,
        Description = row.Description,
        Version = row.Version,
        IsLatest = row.IsLatest,
        IsPublished = true,
        IsReadonly = row.IsReadonly,
        IsSystem = row.IsSystem,
        ProviderName = row.ProviderName,
        ToolVersion = row.ToolVersion,
        UsableAsActivity = row.UsableAsActivity,
        CreatedAt = row.CreatedAt,
        Json = row.Json,
    };

    /// <summary>Whether two documents say the same, whatever ids and numbers they were saved under.</summary>
    public static bool SaysTheSame(string json, string other) => JsonNode.DeepEquals(Content(json), Content(other));

    private static JsonObject Content(string json)
    {
        var document = JsonNode.Parse(json, documentOptions: Tolerant)!.AsObject();
        foreach (var member in new[] { "id", "version" })
            document.Remove(member);

        return document;
    }

    private static System.Text.Json.JsonDocumentOptions Tolerant { get; } =
        new() { AllowTrailingCommas = true, CommentHandling = System.Text.Json.JsonCommentHandling.Skip };

    private static string Stamp(WorkflowDefinition definition, string id, int version)
    {
        var document = JsonObject.Create(definition.Document)!;
        document["id"] = id;
        document["version"] = version;
        return document.ToJsonString();
    }
}
