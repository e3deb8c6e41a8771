using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Execution;

/// <inheritdoc/>
internal sealed class InProcessRunner(IServiceScopeFactory scopes, WorkflowMaterializer materializer, BurstOptions burstOptions, TimeProvider clock) : IWorkflowRunner
{
    private static readonly RunWorkflowOptions Defaults = new();
    private static readonly NullCommitSink Nowhere = new();

    public Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(materializer.Materialize(activity), options, cancellationToken);

    public async Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await new WorkflowBuilder().BuildWorkflowAsync(workflow, cancellationToken), options, cancellationToken);

    public Task<RunWorkflowResult> RunAsync<TWorkflow>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where TWorkflow : IWorkflow, new() => RunAsync(new TWorkflow(), options, cancellationToken);

    public async Task<TResult> RunAsync<TWorkflow, TResult>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where TWorkflow : WorkflowBase<TResult>, new() =>
        ValueConverter.To<TResult>((await RunAsync<TWorkflow>(options, cancellationToken)).Result)!;

    public Task<RunWorkflowResult> RunAsync(WorkflowGraph graph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunCoreAsync(graph, null, options, cancellationToken);

    public Task<RunWorkflowResult> RunAsync(WorkflowGraph graph, WorkflowState state, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunCoreAsync(graph, state, options, cancellationToken);

    private async Task<RunWorkflowResult> RunCoreAsync(WorkflowGraph graph, WorkflowState? state, RunWorkflowOptions? options, CancellationToken cancellationToken)
    {
        options ??= Defaults;
        await using var scope = scopes.CreateAsyncScope();
        var context = new WorkflowExecutionContext(
            state?.Id ?? options.WorkflowInstanceId ?? Identity.NewId(), graph, scope.ServiceProvider, clock, burstOptions, cancellationToken);
        if (state is not null)
            StateApplier.Apply(state, context);

        Prepare(context, options);
        var request = new BurstRequest { BookmarkId = options.BookmarkId, ActivityHandle = options.ActivityHandle, TriggerActivityId = options.TriggerActivityId, Input = options.Input };
        await WorkflowRunner.RunAsync(context, request, Nowhere);
        return RunWorkflowResult.Of(context);
    }

    private static void Prepare(WorkflowExecutionContext context, RunWorkflowOptions options)
    {
        context.CorrelationId = options.CorrelationId ?? context.CorrelationId;
        context.ParentWorkflowInstanceId = options.ParentWorkflowInstanceId ?? context.ParentWorkflowInstanceId;
        if (options.Properties is { } properties)
        {
            foreach (var (key, value) in properties)
                context.Properties[key] = value;
        }

        context.Declare(options.Variables);
    }
}
