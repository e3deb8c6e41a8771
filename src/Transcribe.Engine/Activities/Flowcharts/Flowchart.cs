using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Runs activities along connections. An activity with several inbound connections waits until each is decided, and runs when at
/// least one was followed; a <see cref="FlowJoin"/> says otherwise by its mode. The rules are upstream's counter-based ones, or its
/// token-based ones where the instance or the host asks for them (<see cref="FlowchartOptions"/>).
/// </summary>
[Activity("Elsa", "Flow", "Runs activities along connections.")]
[Browsable(false)]
public sealed class Flowchart : Container
{
    private const string StartKey = "StartActivityId";

    private readonly ConcurrentDictionary<(string StartId, bool UsesTokens), FlowGraph> _graphs = new();

    static Flowchart()
    {
        TypeAliases.Register(typeof(FlowScope), "FlowScope");
        TypeAliases.Register(typeof(Token), "Token");
    }

    /// <summary>An empty flowchart.</summary>
    public Flowchart([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        OnSignalReceived<ScheduleActivityOutcomes>(OnScheduleOutcomesAsync);
        OnSignalReceived<CancelSignal>(OnChildCancelledAsync);
    }

    /// <summary>Where it starts when no trigger says so; null: found by rules.</summary>
    [NotAChild]
    public IActivity? Start { get; set; }

    /// <summary>The connections.</summary>
    public ICollection<Connection> Connections { get; set; } = [];

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (FindStart(context) is not { } start)
        {
            await context.CompleteActivityAsync();
            return;
        }

        // A later burst has another trigger or none, and what is reachable depends on the start.
        context.SetProperty(StartKey, start.Id);
        if (FlowchartOptions.UsesTokens(context.WorkflowExecutionContext))
            context.SetProperty(Token.PropertyName, new List<Token>());

        await context.ScheduleActivityAsync(start, OnChildCompletedAsync);
    }

    private IActivity? FindStart(ActivityExecutionContext context)
    {
        var trigger = context.WorkflowExecutionContext.TriggerActivityId;
        return Activities.FirstOrDefault(activity => activity.Id == trigger)
            ?? Start
            ?? Activities.FirstOrDefault(activity => activity is IStartNode)
            ?? Activities.FirstOrDefault(activity => activity is Activity { CanStartWorkflow: true })
            ?? Activities.FirstOrDefault(activity => Connections.All(connection => connection.Target.Activity != activity.Id))
            ?? Activities.FirstOrDefault();
    }

    private async ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var flow = context.TargetContext;
        var child = context.ChildContext;
        if (child.Activity is ITerminalNode)
        {
            await flow.CompleteActivityAsync();
            return;
        }

        var pass = PassOf(flow);
        var isBackward = child.ActivityInput.ContainsKey(FlowPass.BackwardKey);
        await pass.LeaveAsync(pass.NodeOf(child.Activity), Completion.OutcomesOf(context.Result), isBackward);
        await flow.CompleteWhenIdleAsync();
    }

    private async ValueTask OnScheduleOutcomesAsync(ScheduleActivityOutcomes signal, SignalContext context)
    {
        var flow = context.ReceiverActivityExecutionContext;
        var sender = context.SenderActivityExecutionContext;
        if (sender.ParentActivityExecutionContext != flow)
            return;

        context.StopPropagation();
        var pass = PassOf(flow);
        await pass.LeaveAsync(pass.NodeOf(sender.Activity), new Outcomes(signal.Outcomes), isBackward: false);
    }

    private async ValueTask OnChildCancelledAsync(CancelSignal signal, SignalContext context)
    {
        var flow = context.ReceiverActivityExecutionContext;
        var sender = context.SenderActivityExecutionContext;

        // Only an activity of this very chart leaves a dead path in it; a cancelled grandchild is its parent's matter.
        if (flow.Status != ActivityStatus.Running || sender.ParentActivityExecutionContext != flow)
            return;

        var pass = PassOf(flow);
        await pass.GiveUpAsync(pass.NodeOf(sender.Activity));
        await flow.CompleteWhenIdleAsync();
    }

    private FlowPass PassOf(ActivityExecutionContext flow)
    {
        var start = flow.GetProperty<string>(StartKey)!;
        return flow.HasProperty(Token.PropertyName)
            ? new TokenPass(flow, GraphOf(start, usesTokens: true), flow.GetProperty<List<Token>>(Token.PropertyName, static () => []), OnChildCompletedAsync)
            : new CounterPass(flow, GraphOf(start, usesTokens: false), flow.GetProperty(FlowScope.PropertyName, static () => new FlowScope()), OnChildCompletedAsync);
    }

    // A plain connection and one from "Done" have one counter, but let two tokens pass.
    private FlowGraph GraphOf(string start, bool usesTokens) => _graphs.GetOrAdd(
        (start, usesTokens),
        static (key, chart) => new FlowGraph(
            chart.Activities,
            key.UsesTokens ? chart.Connections.Distinct() : chart.Connections.DistinctBy(connection => connection.Key),
            key.StartId),
        this);
}
