using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Workflows that fail so often that what starts them is paused (<c>customProperties.failing</c>). People, other workflows and tests still
/// start them; runs that go on or wait are left alone.
/// </summary>
public interface ITriggerPauses
{
    /// <summary>A workflow was paused, durably. Handlers only take note, and never throw.</summary>
    event EventHandler<TriggersPausedEventArgs> Paused;

    /// <summary>The workflows that are paused, the oldest pause first.</summary>
    IReadOnlyList<TriggerPauseRow> List();

    /// <summary>Lets a workflow be started again; what its schedules were to start meanwhile is left out.</summary>
    /// <returns>Whether it was paused.</returns>
    Task<bool> ResumeAsync(string definitionId, CancellationToken cancellationToken = default);
}

/// <summary>A workflow was paused.</summary>
/// <param name="pause">The pause.</param>
public sealed class TriggersPausedEventArgs(TriggerPauseRow pause) : EventArgs
{
    /// <summary>The pause.</summary>
    public TriggerPauseRow Pause { get; } = pause;
}
