using Transcribe.Engine.Execution;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Activities;

/// <summary>The names under which payloads of the engine's own activities are persisted.</summary>
internal static class PayloadAliases
{
    public static void Register()
    {
        TypeAliases.Register(typeof(TimerTriggerPayload), nameof(TimerTriggerPayload));
        TypeAliases.Register(typeof(CronTriggerPayload), nameof(CronTriggerPayload));
        TypeAliases.Register(typeof(StartAtTriggerPayload), nameof(StartAtTriggerPayload));
        TypeAliases.Register(typeof(ExecuteWorkflowResult), nameof(ExecuteWorkflowResult));
        TypeAliases.Register(typeof(RetryWaitPayload), nameof(RetryWaitPayload));
        TypeAliases.Register(typeof(RunFailure), nameof(RunFailure));
    }
}
