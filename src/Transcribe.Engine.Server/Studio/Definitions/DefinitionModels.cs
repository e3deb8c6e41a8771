using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>A row of the list of definitions.</summary>
internal sealed record DefinitionSummary
{
    public IReadOnlyList<Link>? Links { get; init; }
    public bool? IsMaterializerAvailable { get; init; }
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public required int Version { get; init; }
    public required bool IsLatest { get; init; }
    public required bool IsPublished { get; init; }
    public string MaterializerName { get; } = "Json";
    public required DateTimeOffset CreatedAt { get; init; }
    public required bool IsReadonly { get; init; }
}

/// <summary>What the designer saves.</summary>
internal sealed record SaveRequest
{
    public JsonObject? Model { get; init; }
    public bool? Publish { get; init; }
}

/// <summary>What became of a definition that was saved or published.</summary>
/// <param name="WorkflowDefinition">The definition.</param>
/// <param name="AlreadyPublished">Whether there was nothing to publish.</param>
/// <param name="ConsumingWorkflowCount">How many definitions use it as an activity and were published with the new version.</param>
/// <param name="ValidationErrors">What is wrong with a draft; of what was published, warnings: with mistakes the answer is a 400 that lists them.</param>
internal sealed record SavedDefinition(JsonObject WorkflowDefinition, bool AlreadyPublished, int ConsumingWorkflowCount, IReadOnlyList<string> ValidationErrors);

/// <summary>Definitions, or versions of them, to do something with.</summary>
internal sealed record BulkRequest
{
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];
    public IReadOnlyList<string> Ids { get; init; } = [];
    public bool IncludeConsumingWorkflows { get; init; }
}

/// <summary>What became of definitions that were to be published.</summary>
internal sealed record BulkPublished
{
    public List<string> Published { get; } = [];
    public List<string> AlreadyPublished { get; } = [];
    public List<string> NotFound { get; } = [];
    public List<string> Skipped { get; } = [];
    public List<string> UpdatedConsumers { get; } = [];
    public List<string> Failed { get; } = [];
    public Dictionary<string, IReadOnlyList<string>> Warnings { get; } = [];
}

/// <summary>What became of definitions that were to be retracted.</summary>
internal sealed record BulkRetracted
{
    public List<string> Retracted { get; } = [];
    public List<string> AlreadyRetracted { get; } = [];
    public List<string> Skipped { get; } = [];
    public List<string> NotPublished { get; } = [];
    public List<string> NotFound { get; } = [];
}
