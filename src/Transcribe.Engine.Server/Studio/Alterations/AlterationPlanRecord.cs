namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes to runs that were made together, and what came of them.</summary>
internal sealed class AlterationPlanRecord
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer to whoever asks for it, as JSON: an <see cref="AlterationPlanAnswer"/>.</summary>
    public required string Answer { get; init; }
}
