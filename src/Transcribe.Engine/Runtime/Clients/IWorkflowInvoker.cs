using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Runs definition versions of the catalog as durable instances and gives the whole run, not only where it stands;
/// <see cref="IWorkflowRunner"/> runs anything, and keeps nothing.
/// </summary>
public interface IWorkflowInvoker
{
    /// <summary>Runs a version to its first wait, or its end; with <see cref="RunWorkflowOptions.BookmarkId"/>, resumes an instance.</summary>
    /// <exception cref="DefinitionNotFoundException">The version is not in the catalog, so after a crash nobody could go on with its run.</exception>
    /// <exception cref="InvalidOperationException">Nobody waits at the bookmark any more.</exception>
    Task<RunWorkflowResult> InvokeAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="InvokeAsync(WorkflowGraph, RunWorkflowOptions?, CancellationToken)"/>
    Task<RunWorkflowResult> InvokeAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);
}
