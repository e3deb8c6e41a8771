using System.Security.Cryptography;
using System.Text;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Starts the workflows that activities of other workflows ask for. The id of a child follows from the execution that asks, so whoever
/// asks again after a crash finds the child that there is.
/// </summary>
internal sealed class ChildWorkflows(IWorkflowRuntime runtime, BurstRunner runner, DefinitionCatalog catalog, IInstanceReader reader, Admission admission)
{
    // Children are committed side by side, so that they share flushes.
    private const int Parallelism = 32;

    private const int IdLength = 16;

    /// <summary>A child of <paramref name="parent"/>; <paramref name="number"/> tells the children of one execution apart.</summary>
    /// <exception cref="InvalidOperationException">The definition has no published version.</exception>
    public StartWorkflowRequest Prepare(ActivityExecutionContext parent, string definitionId, string? correlationId, IDictionary<string, object>? input, int number = 0)
    {
        if (!catalog.IsPublished(definitionId))
            throw new InvalidOperationException($"No published version of workflow definition with ID {definitionId} found.");

        var instance = parent.WorkflowExecutionContext;
        var own = new Dictionary<string, object>(input ?? new Dictionary<string, object>(), StringComparer.Ordinal) { ["ParentInstanceId"] = instance.Id };
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["ParentInstanceId"] = instance.Id, [ChildWorkflow.ScheduledBy] = parent.Id };
        if (instance.TryGetProperty(ErrorWorkflows.TellsOf, out var failedRun))
            properties[ErrorWorkflows.TellsOf] = failedRun!;

        return new StartWorkflowRequest
        {
            DefinitionId = definitionId,
            WorkflowInstanceId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{parent.Id}:{number}")))[..IdLength],
            CorrelationId = correlationId,
            ParentWorkflowInstanceId = instance.Id,
            Input = own,
            Properties = properties,
        };
    }

    /// <summary>The child, told to send a stimulus to its parent at its end, however it ends.</summary>
    public static StartWorkflowRequest Notifying(StartWorkflowRequest child, string stimulusHash) => child with
    {
        Properties = new Dictionary<string, object>(child.Properties!, StringComparer.Ordinal)
        {
            ["WaitForCompletion"] = true, [ChildWorkflow.ParentStimulus] = stimulusHash,
        },
    };

    /// <summary>The child as a part of its parent's burst: what the burst carries, such as the request that it answers, it carries in the child too.</summary>
    public static StartWorkflowRequest Within(WorkflowExecutionContext parent, StartWorkflowRequest child) => child with
    {
        Prepare = context =>
        {
            foreach (var (key, value) in parent.TransientProperties)
                context.TransientProperties[key] = value;
        },
    };

    /// <summary>Dispatches a child, unless an earlier try has.</summary>
    public async Task DispatchAsync(StartWorkflowRequest child, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.DispatchAsync(child, cancellationToken);
        }
        catch (InstanceExistsException)
        {
            // A crash came between the dispatch and the parent's next commit.
        }
    }

    /// <summary>Dispatches children.</summary>
    public Task DispatchAsync(IEnumerable<StartWorkflowRequest> children, CancellationToken cancellationToken) => System.Threading.Tasks.Parallel.ForEachAsync(
        children,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (child, token) => await DispatchAsync(child, token));

    /// <summary>Runs a child to its first wait, or its end; one that an earlier try started goes on.</summary>
    public async Task<WorkflowRun> RunAsync(StartWorkflowRequest child, CancellationToken cancellationToken)
    {
        try
        {
            var instance = NewInstance.Of(child, await catalog.GetGraphAsync(child, cancellationToken));
            using var pass = await admission.AdmitAsync(instance, cancellationToken);
            return await runner.StartAsync(instance, cancellationToken, tellsParent: false);
        }
        catch (InstanceExistsException)
        {
            await runner.RecoverAsync(child.WorkflowInstanceId!, cancellationToken);
            return new WorkflowRun((await reader.ReadStateAsync(child.WorkflowInstanceId!, cancellationToken))!);
        }
    }
}
