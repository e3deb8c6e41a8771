using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Execution;

/// <summary>Brings the values of variables that the host's storage drivers keep into a burst, and back.</summary>
internal static class DriverStorage
{
    /// <summary>Gives restored variables the values that were kept of them.</summary>
    public static async ValueTask ReadAsync(WorkflowExecutionContext run)
    {
        foreach (var kept in KeptOf(run))
        {
            if (await kept.Driver.ReadAsync(kept.Id, kept.Context) is { } value)
                kept.Block.Value = ValueConverter.Convert(value, kept.Block.Variable.GetVariableType());
        }
    }

    /// <summary>Keeps the values as they are; a null is kept by keeping nothing.</summary>
    public static async ValueTask WriteAsync(WorkflowExecutionContext run)
    {
        foreach (var kept in KeptOf(run))
            await (kept.Block.Value is { } value ? kept.Driver.WriteAsync(kept.Id, value, kept.Context) : kept.Driver.DeleteAsync(kept.Id, kept.Context));
    }

    /// <summary>Has the values of an execution that has ended deleted after the next commit: until then a crash would need them again.</summary>
    public static void Forget(ActivityExecutionContext context)
    {
        foreach (var kept in KeptOf(context).ToList())
            context.WorkflowExecutionContext.Defer(() => kept.Driver.DeleteAsync(kept.Id, kept.Context).AsTask());
    }

    /// <summary>Has all values of a run that has ended deleted after the next commit.</summary>
    public static void Forget(WorkflowExecutionContext run)
    {
        foreach (var context in run.ActivityExecutionContexts)
            Forget(context);
    }

    private static List<Kept> KeptOf(WorkflowExecutionContext run) => [.. run.ActivityExecutionContexts.SelectMany(KeptOf)];

    private static IEnumerable<Kept> KeptOf(ActivityExecutionContext context) =>
        from block in context.Blocks
        where block is { IsDynamic: false, Variable.IsKeptElsewhere: true }
        select new Kept(
            block,
            DriverOf(block.Variable, context),
            $"{context.WorkflowExecutionContext.Id}:{context.Id}:{block.Variable.Id}",
            new StorageDriverContext(context, block.Variable, context.CancellationToken));

    private static IStorageDriver DriverOf(Variable variable, ActivityExecutionContext context) =>
        context.GetServices<IStorageDriver>().FirstOrDefault(driver => driver.GetType() == variable.StorageDriverType)
        ?? throw new InvalidOperationException($"The variable '{variable.Name}' is kept by {variable.StorageDriverType!.Name}, which the host has not registered (AddStorageDriver).");

    private sealed record Kept(MemoryBlock Block, IStorageDriver Driver, string Id, StorageDriverContext Context);
}
