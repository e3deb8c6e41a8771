namespace Transcribe.Engine.Authoring;

/// <summary>Hears the signals that an activity or one below it sends.</summary>
public interface ISignalHandler
{
    /// <summary>Receives a signal of any type.</summary>
    ValueTask ReceiveSignalAsync(object signal, SignalContext context);
}
