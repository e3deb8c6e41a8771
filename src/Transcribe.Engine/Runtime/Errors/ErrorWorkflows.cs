using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Prepares the run that tells of a failed one. It is saved in the transaction of the failed run's end, under an id that follows from that
/// end: a crash starts it neither twice nor never.
/// </summary>
internal sealed class ErrorWorkflows(DefinitionCatalog catalog, IRunLinker links, IOptions<WorkflowEngineOptions> options, TimeProvider clock, ILogger<ErrorWorkflows> logger)
    : IErrorWorkflows
{
    /// <summary>
    /// The property of a run that tells of failures, and of those that it starts: when they fail, nobody is told, or it would never end.
    /// </summary>
    public const string TellsOf = "TellsOfFailedRun";

    private const int IdLength = 32;

    public string? MissingDefault => options.Value.Errors.Workflow is { Length: > 0 } name && FindTrigger(name) is null ? name : null;

    /// <summary>The run that tells of the end of another one; null: it has not failed, or there is nobody to tell.</summary>
    public ValueTask<WorkflowState?> OfAsync(WorkflowState run, WorkflowGraph graph, CancellationToken cancellationToken) =>
        run.SubStatus != WorkflowSubStatus.Faulted || run.Properties.ContainsKey(TellsOf)
            ? default
            : StartOfAsync($"{run.Id}|{run.RetriedAt?.UtcTicks}", graph.Workflow, () => RunFailures.Of(run, graph, links.LinkTo(run.Id)), cancellationToken);

    /// <summary>The run that tells of a pause; null: there is nobody to tell.</summary>
    public ValueTask<WorkflowState?> OfPauseAsync(RunFailure failure, Workflow workflow, CancellationToken cancellationToken) =>
        StartOfAsync($"{failure.DefinitionId}|{failure.At.UtcTicks}|pause", workflow, () => failure, cancellationToken);

    private async ValueTask<WorkflowState?> StartOfAsync(string occasion, Workflow failed, Func<RunFailure> tell, CancellationToken cancellationToken)
    {
        foreach (var definitionId in new[] { failed.ErrorWorkflow, options.Value.Errors.Workflow })
        {
            if (definitionId is not { Length: > 0 })
                continue;

            // It would be told of itself.
            if (definitionId == failed.DefinitionId)
                return null;

            if (FindTrigger(definitionId) is { } trigger && await catalog.FindGraphAsync(trigger.DefinitionVersionId, cancellationToken) is { } graph)
                return PendingInstance.Of(new NewInstance(IdOf(occasion), graph, RequestOf(tell(), trigger.ActivityId)), clock.GetUtcNow()).State;

            Log.ErrorWorkflowMissing(logger, definitionId, failed.DefinitionId);
        }

        return null;
    }

    private TriggerRow? FindTrigger(string definitionId) => catalog.Triggers.OfDefinition(definitionId).FirstOrDefault(trigger => trigger.Name == RunFailed.TypeName);

    private static StartWorkflowRequest RequestOf(RunFailure failure, string activityId) => new()
    {
        TriggerActivityId = activityId,
        CorrelationId = failure.CorrelationId,
        ParentWorkflowInstanceId = failure.RunId,
        Input = new Dictionary<string, object>(StringComparer.Ordinal) { [RunFailed.FailureInput] = failure },
        Properties = new Dictionary<string, object>(StringComparer.Ordinal) { [TellsOf] = failure.RunId },
    };

    private static string IdOf(string occasion) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(occasion)))[..IdLength];
}
