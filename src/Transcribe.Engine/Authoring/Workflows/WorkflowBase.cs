namespace Transcribe.Engine.Authoring;

/// <summary>Base class of workflows written in code.</summary>
public abstract class WorkflowBase : IWorkflow
{
    async ValueTask IWorkflow.BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken)
    {
        builder.DefinitionId ??= GetType().Name;
        builder.Name ??= GetType().Name;
        await BeforeBuildAsync(builder, cancellationToken);
        await BuildAsync(builder, cancellationToken);
        await AfterBuildAsync(builder, cancellationToken);
    }

    /// <summary>Runs before <see cref="BuildAsync"/>.</summary>
    protected virtual ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Says what the workflow consists of.</summary>
    protected virtual ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        Build(builder);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="BuildAsync"/>
    protected virtual void Build(IWorkflowBuilder builder)
    {
    }

    /// <summary>Runs after <see cref="BuildAsync"/>.</summary>
    protected virtual ValueTask AfterBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}

/// <summary>A <see cref="WorkflowBase"/> with a result.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public abstract class WorkflowBase<TResult> : WorkflowBase
{
    /// <summary>The variable that holds the result when the workflow has ended.</summary>
    protected Variable<TResult> Result { get; } = new("Result", default(TResult)!);

    /// <inheritdoc/>
    protected override ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        builder.WithVariable(Result);
        builder.Result = Result;
        return ValueTask.CompletedTask;
    }
}
