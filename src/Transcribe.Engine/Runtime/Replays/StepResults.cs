using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class StepResults(DefinitionCatalog catalog, IInstanceStore instances, IJournalStore journal) : IStepResults
{
    public async Task<StepResult?> FindAsync(string workflowInstanceId, string step, CancellationToken cancellationToken = default)
    {
        if (await EndedRun.ReadAsync(workflowInstanceId, instances, journal, cancellationToken) is not { } run)
            return null;

        var completed = run.Executions.Where(execution => execution.Row.Status == ActivityStatus.Completed).ToList();
        var found = completed.Find(execution => execution.Row.Id == step)
            ?? completed.FindLast(execution => execution.Row.ActivityId == step)
            ?? completed.FindLast(execution => string.Equals(execution.Row.ActivityName, step, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            return null;

        var (outcomes, outputs) = new KeptResults(run, await catalog.FindGraphAsync(run.Row.DefinitionVersionId, cancellationToken)).Read(found);
        return new StepResult(run.Row.DefinitionId, found.Row.ActivityId, found.Name, outcomes, outputs);
    }
}
