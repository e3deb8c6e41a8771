namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>A workflow as the server lists it.</summary>
/// <param name="DefinitionId">Its id, the same over its versions.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The latest version.</param>
/// <param name="IsPublished">Whether that one is published.</param>
/// <param name="Description">What it does.</param>
internal sealed record WorkflowSummary(string DefinitionId, string? Name, int Version, bool IsPublished, string? Description)
{
    /// <summary>Why nothing starts it at present; null: it is not paused.</summary>
    public string? Paused { get; init; }
}
