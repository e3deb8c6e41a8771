using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>A run as its records tell it: its executions as a tree, in the order in which they began.</summary>
internal sealed class EndedRun
{
    private const int PageSize = 1000;

    private EndedRun(InstanceRow row, WorkflowState state, IReadOnlyList<EndedExecution> executions) => (Row, State, Executions) = (row, state, executions);

    public InstanceRow Row { get; }

    public WorkflowState State { get; }

    public IReadOnlyList<EndedExecution> Executions { get; }

    public string Id => Row.Id;

    /// <summary>The runs that it replays itself; null: none.</summary>
    public IReadOnlyList<string>? EarlierIds => State.Replay is { } replay ? [replay.InstanceId, .. replay.EarlierInstanceIds ?? []] : null;

    public bool IsTest => State.Properties.ContainsKey(RunProperties.Test);

    /// <summary>Reads a run; null: there is none.</summary>
    public static async Task<EndedRun?> ReadAsync(string id, IInstanceStore instances, IJournalStore journal, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(id, cancellationToken) is not { } row || await instances.LoadAsync(id, cancellationToken) is not { } snapshot)
            return null;

        var rows = await journal.ListExecutionsAsync(id, null, cancellationToken);
        var (began, cancelled) = await ReadOrderAsync(id, journal, cancellationToken);
        var executions = rows.Select((execution, index) => new EndedExecution(
            execution, began.GetValueOrDefault(execution.Id, began.Count == 0 ? index : int.MaxValue), cancelled.TryGetValue(execution.Id, out var moment) ? moment : null));
        var ordered = executions.OrderBy(execution => execution.Order).ToList();
        var byId = ordered.ToDictionary(execution => execution.Row.Id, StringComparer.Ordinal);
        foreach (var execution in ordered)
            execution.JoinTo(execution.Row.ParentId is { } parentId ? byId.GetValueOrDefault(parentId) : null);

        return new EndedRun(row, WorkflowStateSerializer.Deserialize(snapshot.Data), ordered);
    }

    /// <summary>Whether an execution failed, whatever became of it afterwards.</summary>
    public bool HasFailed(EndedExecution execution) => execution.IsFaulted || State.Incidents.Any(incident => incident.ActivityInstanceId == execution.Row.Id);

    /// <summary>What it was started with.</summary>
    /// <exception cref="ReplayRefusedException">Something of it was not kept, or not whole.</exception>
    public Dictionary<string, object> ReadInput()
    {
        var input = new Dictionary<string, object>(State.Input!, StringComparer.Ordinal);
        foreach (var (name, value) in StepFacts.Read(Executions.FirstOrDefault(execution => execution.Parent is null)?.Row.Inputs))
        {
            if (!input.TryAdd(name, value!) || !JournalText.IsNote(value))
                continue;

            throw new ReplayRefusedException($"The input '{name}' of run {Id} was not kept whole ({value}), so it cannot be replayed. Start the workflow anew.");
        }

        return input;
    }

    // Many steps begin in one tick of the clock; the journal has them in their order.
    private static async Task<(Dictionary<string, int> Began, Dictionary<string, int> Cancelled)> ReadOrderAsync(string id, IJournalStore journal, CancellationToken cancellationToken)
    {
        var (began, cancelled) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var read = 0; ; read += PageSize)
        {
            var page = await journal.ListAsync(id, new JournalFilter { EventNames = ["Started", "Canceled"], Skip = read, Take = PageSize }, cancellationToken);
            foreach (var entry in page.Items)
                (entry.EventName == "Started" ? began : cancelled).TryAdd(entry.ActivityInstanceId, entry.Sequence);
            if (page.Items.Count < PageSize)
                return (began, cancelled);
        }
    }
}

/// <summary>One execution of such a run.</summary>
/// <param name="row">Its record.</param>
/// <param name="order">Where it began in the run's journal.</param>
/// <param name="cancelledAt">Where it was given up; null: it was not.</param>
internal sealed class EndedExecution(ActivityExecutionRow row, int order, int? cancelledAt)
{
    private readonly List<EndedExecution> _children = [];

    public ActivityExecutionRow Row => row;

    public int Order => order;

    public int? CancelledAt => cancelledAt;

    public EndedExecution? Parent { get; private set; }

    public IReadOnlyList<EndedExecution> Children => _children;

    public string Name => row.ActivityName ?? row.ActivityId;

    public bool IsFaulted => row.Status == ActivityStatus.Faulted;

    public void JoinTo(EndedExecution? parent)
    {
        Parent = parent;
        parent?._children.Add(this);
    }

    /// <summary>The executions around it, the root first, and it.</summary>
    public List<EndedExecution> Path()
    {
        var path = new List<EndedExecution>();
        for (var current = this; current is not null; current = current.Parent)
            path.Insert(0, current);
        return path;
    }
}
