namespace Transcribe.Engine.Storage;

/// <summary>Triggers of published definitions. They are written when a definition is published or retracted, with it.</summary>
public interface ITriggerStore
{
    /// <summary>All triggers.</summary>
    Task<IReadOnlyList<TriggerRow>> ListAsync(CancellationToken cancellationToken);
}
