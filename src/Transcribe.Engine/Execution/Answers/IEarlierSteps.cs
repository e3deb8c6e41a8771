using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>What steps did in runs that are replayed.</summary>
internal interface IEarlierSteps
{
    /// <summary>Completes an execution as an earlier one of the same step with the same inputs; false: there is none.</summary>
    ValueTask<bool> TryRepeatAsync(ActivityExecutionContext context, IReadOnlyCollection<string> outcomes);
}
