using System.Reflection;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

public enum ActivityKind
{
    Action,
    Trigger,
    Job,
    Task,
}

public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);

public interface IActivity
{
    string Id { get; set; }

    string NodeId { get; set; }

    string? Name { get; set; }

    string Type { get; set; }

    int Version { get; set; }

    IDictionary<string, object> CustomProperties { get; set; }

    IDictionary<string, object> SyntheticProperties { get; set; }

    IDictionary<string, object> Metadata { get; set; }

    ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context);

    ValueTask ExecuteAsync(ActivityExecutionContext context);
}

public abstract class Activity : IActivity
{
    protected Activity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    protected Activity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    public string Id { get; set; } = default!;

    public string NodeId { get; set; } = default!;

    public string? Name { get; set; }

    public string Type { get; set; } = default!;

    public int Version { get; set; }

    public bool CanStartWorkflow { get; set; }

    public bool? RunAsynchronously { get; set; }

    public string? CommitStrategy { get; set; }

    public IDictionary<string, object> CustomProperties { get; set; } = default!;

    public IDictionary<string, object> SyntheticProperties { get; set; } = default!;

    public IDictionary<string, object> Metadata { get; set; } = default!;

    protected virtual ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context) => default;

    protected virtual bool CanExecute(ActivityExecutionContext context) => default;

    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context) => default;

    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler)
    {
    }

    ValueTask<bool> IActivity.CanExecuteAsync(ActivityExecutionContext context) => default;

    ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context) => default;
}

public abstract class Activity<T> : Activity
{
    protected Activity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    protected Activity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    protected Activity(MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    protected Activity(Output<T>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
    }

    [Output]
    public Output<T>? Result { get; set; }
}

public class ActivityExecutionContext
{
    public string Id { get; set; } = default!;

    public IActivity Activity { get; set; } = default!;

    public WorkflowExecutionContext WorkflowExecutionContext { get; } = default!;

    public ExpressionExecutionContext ExpressionExecutionContext { get; } = default!;

    public IDictionary<string, object> JournalData { get; } = default!;

    public CancellationToken CancellationToken { get; }

    public ValueTask CompleteActivityAsync(object? result = null) => default;

    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => default;

    public Bookmark CreateBookmark(CreateBookmarkArgs? options = null) => default!;

    public void ClearBookmarks()
    {
    }

    public T? Get<T>(Input<T>? input) => default;

    public void Set<T>(Output<T>? output, T? value, string? outputName = null)
    {
    }

    public T? GetProperty<T>(string key) => default;

    public void SetProperty<T>(string key, T? value)
    {
    }

    public T GetRequiredService<T>()
        where T : notnull => default!;

    public WorkflowExecutionLogEntry AddExecutionLogEntry(string eventName, string? message = null, string? source = null, object? payload = null) => default!;
}

public class SignalContext
{
    public ActivityExecutionContext ReceiverActivityExecutionContext { get; init; } = default!;

    public ActivityExecutionContext SenderActivityExecutionContext { get; init; } = default!;

    public CancellationToken CancellationToken { get; init; }
}

public class WorkflowExecutionLogEntry;

public class WorkflowExecutionContext
{
    public string Id { get; set; } = default!;

    public string? CorrelationId { get; set; }

    public Workflow Workflow { get; } = default!;

    public WorkflowGraph WorkflowGraph { get; } = default!;

    public IDictionary<string, object> Input { get; set; } = default!;
}

public interface IPropertyUIHandler
{
    float Priority { get; }

    ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default);
}
