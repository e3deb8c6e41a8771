using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Authoring;

/// <content>What authors rarely need: what is queued, who hears of whom, what the burst began with, activities by name.</content>
public sealed partial class WorkflowExecutionContext
{
    /// <summary>The bookmark that this burst resumes; null: it begins with something else.</summary>
    public ResumedBookmarkContext? ResumedBookmarkContext { get; internal set; }

    /// <summary>What is queued in this burst.</summary>
    public ActivityScheduler Scheduler => new(this);

    /// <summary>The variables of the workflow.</summary>
    public MemoryRegister MemoryRegister => new(RootContext);

    /// <summary>Who hears that a scheduled activity has completed.</summary>
    public IEnumerable<ActivityCompletionCallbackEntry> CompletionCallbacks =>
    [
        .. ActivityExecutionContexts.Where(context => context is { CompletionCallback: not null, ParentActivityExecutionContext: not null })
            .Select(context => new ActivityCompletionCallbackEntry(context.ParentActivityExecutionContext!, context.ActivityNode, context.CompletionCallback!, context.Tag)),
        .. Queue.Where(item => item is { Callback: not null, Owner: not null }).Select(item => new ActivityCompletionCallbackEntry(item.Owner!, item.Node, item.Callback!, item.Tag)),
    ];

    /// <summary>What activities put out in this burst.</summary>
    public ActivityOutputRegister GetActivityOutputRegister() => new(Outputs);

    /// <summary>An activity by its id; null: the workflow has none. Of those with one id in several workflows used as activities, the first.</summary>
    public IActivity? FindActivityById(string activityId) => Graph.FindNodeByActivityId(activityId)?.Activity;

    /// <summary>An activity by its place in the graph; null: the workflow has none.</summary>
    public IActivity? FindActivityByNodeId(string nodeId) => FindNodeById(nodeId)?.Activity;

    /// <summary>An activity by its handle; null: the workflow has none, or the execution has ended.</summary>
    public IActivity? FindActivity(ActivityHandle handle) =>
        handle.ActivityInstanceId is { } instanceId ? ActivityExecutionContexts.FirstOrDefault(context => context.Id == instanceId)?.Activity
        : handle.FindNode(Graph)?.Activity;

    /// <summary>A place in the graph by its id; null: there is none.</summary>
    public ActivityNode? FindNodeById(string nodeId) => Graph.FindNode(nodeId);

    /// <summary>The place of an activity in the graph.</summary>
    /// <exception cref="InvalidOperationException">The activity is not part of the workflow.</exception>
    public ActivityNode FindNodeByActivity(IActivity activity) => Graph.NodeOf(activity);
}

/// <summary>The bookmark that a burst resumes.</summary>
/// <param name="Bookmark">The bookmark.</param>
public sealed record ResumedBookmarkContext(Bookmark Bookmark);

/// <summary>An execution that hears when an activity which it scheduled has completed.</summary>
/// <param name="Owner">Who hears.</param>
/// <param name="Child">The place of the scheduled activity.</param>
/// <param name="CompletionCallback">What it runs then.</param>
/// <param name="Tag">What it attached.</param>
public sealed record ActivityCompletionCallbackEntry(ActivityExecutionContext Owner, ActivityNode Child, ActivityCompletionCallback CompletionCallback, object? Tag);
