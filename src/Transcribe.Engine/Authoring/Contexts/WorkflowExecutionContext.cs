using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <summary>One instance while a burst runs it.</summary>
public sealed partial class WorkflowExecutionContext
{
    private Dictionary<string, object>? _properties;
    private List<ActivityIncident>? _incidents;

    internal WorkflowExecutionContext(
        string id, WorkflowGraph graph, IServiceProvider serviceProvider, TimeProvider clock, BurstOptions options, CancellationToken cancellationToken)
    {
        Id = id;
        Graph = graph;
        ServiceProvider = serviceProvider;
        Clock = clock;
        Options = options;
        CancellationToken = cancellationToken;
        CreatedAt = UpdatedAt = Now;
        RootContext = new ActivityExecutionContext(this, null, graph.Root);
    }

    /// <summary>The instance's id.</summary>
    public string Id { get; }

    /// <summary>The compiled definition version that it runs.</summary>
    public WorkflowGraph Graph { get; }

    /// <summary>Services of the burst.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>Ends the burst early: a request's time-out or the host's shutdown.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether it runs or is finished.</summary>
    public WorkflowStatus Status => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled
        ? WorkflowStatus.Finished
        : WorkflowStatus.Running;

    /// <summary>Where it stands exactly.</summary>
    public WorkflowSubStatus SubStatus { get; private set; }

    /// <summary>What relates it to the world outside, such as an order number; later bookmarks carry it.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; set; }

    /// <summary>The instance that dispatched it.</summary>
    public string? ParentWorkflowInstanceId { get; internal set; }

    /// <summary>The trigger that started this burst.</summary>
    public string? TriggerActivityId { get; internal set; }

    /// <summary>Whether this burst repeats what a crash or shutdown interrupted: whoever called the first time is gone.</summary>
    public bool IsRecovering { get; internal set; }

    /// <summary>The input of the burst.</summary>
    public IDictionary<string, object> Input => field ??= new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The output so far.</summary>
    public IDictionary<string, object> Output => field ??= new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Persisted properties of the instance.</summary>
    public IDictionary<string, object> Properties => _properties ??= new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Data of this burst.</summary>
    public IDictionary<object, object> TransientProperties => field ??= new Dictionary<object, object>();

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<ActivityIncident> Incidents => _incidents ?? (IReadOnlyList<ActivityIncident>)[];

    /// <summary>The places where it waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => BookmarkList;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; internal set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>When it last began again after it had faulted; null: never.</summary>
    internal DateTimeOffset? RetriedAt { get; set; }

    /// <summary>Which attempt this is, from 1: a run whose fault may pass is tried again where its workflow has a retry policy.</summary>
    public int Attempt => Retries + 1;

    /// <summary>Whether it has gone on after it had faulted, now or earlier: whoever called the first time is gone.</summary>
    public bool WasRetried => Attempt > 1 || RetriedAt is not null;

    /// <summary>How often it was tried again since it was started, or since somebody tried it anew.</summary>
    internal int Retries { get; set; }

    /// <summary>From when its duration counts.</summary>
    internal DateTimeOffset RunsSince => RetriedAt ?? CreatedAt;

    /// <summary>The present moment by the engine's clock.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The version of its row; 0: it has none yet.</summary>
    public long RowVersion { get; set; }

    /// <summary>Whether this burst begins the run: its input is still all that it was started with.</summary>
    internal bool IsBeginning { get; set; }

    /// <summary>The run that this one replays, and those which that one replays in its turn, the latest first; empty: it replays none.</summary>
    public IReadOnlyList<string> ReplayedInstanceIds => Replay?.InstanceIds ?? [];

    /// <summary>The run that this one replays; null: it replays none.</summary>
    internal RunReplay? Replay { get; set; }

    /// <summary>Whether pinned samples answer steps of this run.</summary>
    internal TestMode Test => TryGetProperty(RunProperties.Test, out var value) && Enum.TryParse<TestMode>(value as string, out var test) ? test : TestMode.None;

    /// <summary>Whether a step with a pinned sample is answered with it.</summary>
    internal bool IsAnsweredBySample(ActivityExecutionContext context) => Test switch
    {
        TestMode.None => false,
        TestMode.Steps => !context.IsTriggerOfWorkflow(),
        _ => true,
    };

    internal BurstOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal bool TryGetProperty(string key, out object? value)
    {
        value = null;
        return _properties?.TryGetValue(key, out value) == true;
    }

    internal ActivityExecutionContext RootContext { get; }

    internal OutputRegister Outputs => field ??= new OutputRegister();

    internal Queue<WorkItem> Queue { get; private set; } = new();

    internal List<ActivityIncident> IncidentList => _incidents ??= [];

    internal List<Bookmark> BookmarkList { get; } = [];

    /// <summary>Where a run waited that has faulted; no stimulus finds it there.</summary>
    internal IReadOnlyList<Bookmark>? ParkedBookmarks { get; set; }

    /// <summary>The root activity with the definition's facts.</summary>
    public Activities.Workflow Workflow => Graph.Workflow;

    /// <summary>The compiled definition version, as upstream's authors call it.</summary>
    public WorkflowGraph WorkflowGraph => Graph;

    /// <summary>All executions that have not ended, parents before children.</summary>
    public IEnumerable<ActivityExecutionContext> ActivityExecutionContexts => RootContext.GetDescendants().Prepend(RootContext);

    /// <summary>Cancels the run: every execution is given up, every bookmark removed.</summary>
    public void Cancel()
    {
        AddExecutionLogEntry("Workflow cancelled");
        Completion.CancelAll(this);
        Enter(WorkflowSubStatus.Cancelled);
    }

    /// <summary>Adds an entry to the journal on behalf of the run.</summary>
    /// <returns>The entry; null: nobody keeps a journal.</returns>
    public JournalEntry? AddExecutionLogEntry(string eventName, string? message = null) => AddJournal(RootContext, eventName, message);

    /// <summary>
    /// Makes what the run did so far durable, before an effect outside. After a crash the activity that asked for it executes again, with
    /// the same execution id.
    /// </summary>
    public ValueTask CommitAsync() => Sink is { } sink ? WorkflowRunner.CommitAsync(this, sink) : ValueTask.CompletedTask;

    /// <summary>Where the burst commits; null: none runs.</summary>
    internal ICommitSink? Sink { get; set; }

    /// <summary>The host's middleware; null: it has none.</summary>
    internal ExecutionPipelines? Pipelines { get; set; }

    /// <summary>Whether somebody resumes what is due; else everything runs in the burst.</summary>
    internal bool HasBackground { get; set; }

    internal ITimer After(TimeSpan delay, Action action) => Clock.CreateTimer(static state => ((Action)state!)(), action, delay, Timeout.InfiniteTimeSpan);

    internal void Enter(WorkflowSubStatus subStatus)
    {
        // A finished instance never changes again; the first end is the one that counts.
        if (Status == WorkflowStatus.Finished)
            return;

        SubStatus = subStatus;
        if (Status == WorkflowStatus.Finished)
            FinishedAt = Now;
    }

    internal void Restore(WorkflowSubStatus subStatus) => SubStatus = subStatus;

    /// <summary>Takes back that it has ended.</summary>
    internal void Reopen(WorkflowSubStatus subStatus) => (SubStatus, FinishedAt) = (subStatus, null);

    /// <summary>Gives variables of the workflow their values by name. Declared before the run begins, they keep these instead of their defaults.</summary>
    internal void Declare(IDictionary<string, object>? variables)
    {
        foreach (var variable in variables is null ? [] : Graph.Workflow.Variables)
        {
            if (variables!.TryGetValue(variable.Name, out var value))
                RootContext.Declare(variable).Value = value;
        }
    }

    internal void Schedule(ActivityExecutionContext owner, ActivityNode node, ScheduleWorkOptions options)
    {
        if (options.PreventDuplicateScheduling && Queue.Any(item => item.Node == node && item.Owner == owner))
            return;

        Queue.Enqueue(new WorkItem(node, owner)
        {
            Callback = options.CompletionCallback,
            Tag = options.Tag,
            Variables = options.Variables,
            Existing = options.ExistingActivityExecutionContext,
            Input = options.Input,
        });
    }

    /// <summary>Puts work back that was taken from the queue and not done.</summary>
    internal void RequeueFirst(WorkItem item) => Queue = new Queue<WorkItem>(Queue.Prepend(item));

    /// <summary>Takes queued work back, such as that of an execution that ended.</summary>
    internal void Withdraw(Func<WorkItem, bool> predicate)
    {
        if (Queue.Any(predicate))
            Queue = new Queue<WorkItem>(Queue.Where(item => !predicate(item)));
    }
}
