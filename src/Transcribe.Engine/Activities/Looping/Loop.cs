using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Base class of loops: a <see cref="Break"/> in the body ends them.</summary>
public abstract class Loop : Activity
{
    private protected Loop(string? source, int? line)
        : base(source, line) => OnSignalReceived<BreakSignal>(OnBreak);

    private static void OnBreak(BreakSignal signal, SignalContext context)
    {
        context.StopPropagation();
        context.ReceiverActivityExecutionContext.SetIsBreaking();
    }
}
