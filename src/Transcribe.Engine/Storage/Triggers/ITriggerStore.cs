using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Triggers of published definitions. They are written when a definition is published or retracted, with it.</summary>
public interface ITriggerStore
{
    /// <summary>All triggers.</summary>
    Task<IReadOnlyList<TriggerRow>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The triggers of the clock, paused ones too, the next run first.</summary>
    Task<IReadOnlyList<TriggerRow>> ListScheduledAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Moves a trigger of the clock on to its next run and, in the same transaction, saves the instance that the run which is due starts:
    /// whatever comes between, a run neither gets lost nor happens twice.
    /// </summary>
    /// <param name="trigger">The trigger as it was read.</param>
    /// <param name="nextRunAt">The next run; null: there is none.</param>
    /// <param name="instance">The instance, pending; null: the run is left out.</param>
    /// <param name="cancellationToken">Gives up; then nothing was saved.</param>
    /// <returns>Whether it was still due then; false: it was moved on, changed or removed meanwhile, and nothing was saved.</returns>
    Task<bool> AdvanceAsync(TriggerRow trigger, DateTimeOffset? nextRunAt, WorkflowState? instance, CancellationToken cancellationToken);

    /// <summary>Pauses a trigger of the clock since <paramref name="pausedAt"/>, or, when that is null, lets it go on at <paramref name="nextRunAt"/>.</summary>
    /// <returns>Whether there is such a trigger.</returns>
    Task<bool> PauseAsync(string id, DateTimeOffset? pausedAt, DateTimeOffset? nextRunAt, CancellationToken cancellationToken);
}
