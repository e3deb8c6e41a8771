using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class EarlierSteps(IJournalStore journal) : IEarlierSteps
{
    public async ValueTask<bool> TryRepeatAsync(ActivityExecutionContext context, IReadOnlyCollection<string> outcomes)
    {
        foreach (var id in context.Earlier)
        {
            if (await journal.FindExecutionAsync(id, context.CancellationToken) is not { Status: ActivityStatus.Completed } row)
                continue;

            var facts = new StepFacts(row);
            if (!facts.Outcomes.Any(outcomes.Contains) || facts.NotKept.Count > 0 || facts.Outputs.Values.Any(JournalText.IsNote) || !HasSameInputs(context, row))
                continue;

            await StepAnswers.CompleteAsync(context, $"run {row.WorkflowInstanceId}", facts.Outcomes, facts.Outputs);
            return true;
        }

        return false;
    }

    // What is not kept cannot be compared, so it counts as another one.
    private static bool HasSameInputs(ActivityExecutionContext context, ActivityExecutionRow row)
    {
        var inputs = KeptValues.InputsOf(context);
        return inputs?.Count == context.ActivityNode.Inputs.Length && Json.Of(inputs) == row.Inputs && !StepFacts.Read(row.Inputs).Values.Any(JournalText.IsNote);
    }
}
