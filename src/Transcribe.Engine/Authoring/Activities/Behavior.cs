namespace Transcribe.Engine.Authoring;

/// <summary>
/// Adds to what an activity hears, whatever its class: it receives the signals that the activity or a descendant sends, after the
/// activity's own handlers. One object serves all executions, so nothing of a run is kept in it.
/// </summary>
public interface IBehavior : ISignalHandler
{
    /// <summary>The activity that has it.</summary>
    IActivity Owner { get; }
}

/// <summary>Base class of behaviors that handle signals by their types.</summary>
/// <param name="owner">The activity that has it.</param>
public abstract class Behavior(IActivity owner) : IBehavior
{
    private readonly SignalHandlers _handlers = new();

    /// <inheritdoc/>
    public IActivity Owner { get; } = owner;

    /// <summary>Handles signals of type <typeparamref name="T"/>.</summary>
    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler) => _handlers.Add(handler);

    /// <inheritdoc cref="OnSignalReceived{T}(Func{T, SignalContext, ValueTask})"/>
    protected void OnSignalReceived<T>(Action<T, SignalContext> handler) => _handlers.Add(handler);

    /// <summary>Receives every signal; what is overridden here replaces the handlers.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context) => _handlers.ReceiveAsync(signal, context);

    ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context) => OnSignalReceivedAsync(signal, context);
}
