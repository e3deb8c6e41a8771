namespace Transcribe.Engine.Authoring;

/// <summary>Who handles signals of which type.</summary>
internal sealed class SignalHandlers
{
    private readonly Dictionary<Type, Func<object, SignalContext, ValueTask>> _handlers = [];

    public void Add<T>(Func<T, SignalContext, ValueTask> handler) => Add(typeof(T), (signal, context) => handler((T)signal, context));

    public void Add<T>(Action<T, SignalContext> handler) => Add(typeof(T), (signal, context) =>
    {
        handler((T)signal, context);
        return ValueTask.CompletedTask;
    });

    public void Add(Type signalType, Func<object, SignalContext, ValueTask> handler) => _handlers[signalType] = handler;

    public bool Hear(Type signalType) => _handlers.ContainsKey(signalType);

    public ValueTask ReceiveAsync(object signal, SignalContext context) =>
        _handlers.TryGetValue(signal.GetType(), out var handler) ? handler(signal, context) : ValueTask.CompletedTask;
}
