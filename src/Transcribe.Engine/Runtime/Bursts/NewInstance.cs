using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <summary>An instance that is about to begin.</summary>
internal sealed record NewInstance(string Id, WorkflowGraph Graph, StartWorkflowRequest Request)
{
    public static NewInstance Of(StartWorkflowRequest request, WorkflowGraph graph) => new(request.WorkflowInstanceId ?? Identity.NewId(), graph, request);

    /// <summary>The properties that it is born with; null: none.</summary>
    public IDictionary<string, object>? Properties => Request.Test == TestMode.None
        ? Request.Properties
        : new Dictionary<string, object>(Request.Properties ?? new Dictionary<string, object>(), StringComparer.Ordinal) { [RunProperties.Test] = Request.Test.ToString() };

    /// <summary>Gives the run what it is born with.</summary>
    public void Prepare(WorkflowExecutionContext context)
    {
        context.CorrelationId = Request.CorrelationId;
        context.Name = Request.Name;
        context.ParentWorkflowInstanceId = Request.ParentWorkflowInstanceId;
        foreach (var (key, value) in Properties ?? new Dictionary<string, object>())
            context.Properties[key] = value;

        context.Replay = Request.Replay is { } replay ? new RunReplay(replay) : null;
        context.Declare(Request.Variables);

        Request.Prepare?.Invoke(context);
    }
}
