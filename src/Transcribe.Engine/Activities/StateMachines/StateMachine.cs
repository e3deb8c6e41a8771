using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Goes from state to state: enters one, waits for the triggers of all ways out of it, takes the first whose condition holds, gives the
/// others up, and completes in a state without a way out.
/// </summary>
[Activity("Elsa", "Flow", "Goes from state to state, by triggers and conditions.")]
public sealed class StateMachine([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), IHoldsActivities, IHoldsExpressions
{
    private const string StateKey = "CurrentState";
    private const string WayKey = "Way";

    /// <summary>The states; the first is the initial one unless <see cref="InitialState"/> names another.</summary>
    [Input(Description = "The states.", IsBrowsable = false)]
    public IList<MachineState> States { get; set; } = [];

    /// <summary>The ways between the states, tried in order.</summary>
    [Input(Description = "The ways between the states.", IsBrowsable = false)]
    public IList<Transition> Transitions { get; set; } = [];

    /// <summary>The name of the state to begin with; null: the first.</summary>
    [Input(Description = "The state to begin with.", IsBrowsable = false)]
    public string? InitialState { get; set; }

    IEnumerable<IActivity> IHoldsActivities.GetHeldActivities() =>
        States.SelectMany(state => new[] { state.Entry, state.Exit }).Concat(Transitions.SelectMany(way => new[] { way.Trigger, way.Action })).OfType<IActivity>();

    IEnumerable<HeldExpression> IHoldsExpressions.GetHeldExpressions() =>
        Transitions.Where(way => way.Condition is not null).Select(way => new HeldExpression(way.Name ?? $"{way.From} to {way.To}", way.Condition!.Expression));

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => States.Count == 0 ? context.CompleteActivityAsync() : EnterAsync(context, InitialState ?? States[0].Name);

    private ValueTask EnterAsync(ActivityExecutionContext context, string name)
    {
        context.RemoveProperty(WayKey);
        context.SetProperty(StateKey, name);
        return context.ScheduleActivityAsync(Find(name).Entry, OnEnteredAsync);
    }

    private async ValueTask OnEnteredAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        var state = context.GetProperty<string>(StateKey)!;
        var ways = Enumerable.Range(0, Transitions.Count).Where(way => Transitions[way].From == state).ToList();
        foreach (var open in ways.Where(way => Transitions[way].Trigger is null))
        {
            if (await HoldsAsync(context, open))
            {
                await TakeAsync(context, open);
                return;
            }
        }

        foreach (var way in ways.Where(way => Transitions[way].Trigger is not null))
            await AwaitAsync(context, way);

        if (ways.Count == 0)
            await context.CompleteActivityAsync();
        else if (ways.TrueForAll(way => Transitions[way].Trigger is null))
            throw new InvalidOperationException($"No way leads out of the state '{state}': none of the conditions holds.");
    }

    private async ValueTask OnTriggeredAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        if (context.HasProperty(WayKey))
            return;

        var way = Convert.ToInt32(completed.ChildContext.Tag);
        if (!await HoldsAsync(context, way))
        {
            await AwaitAsync(context, way);
            return;
        }

        context.WorkflowExecutionContext.Withdraw(item => item.Owner == context);
        foreach (var other in context.Children.Where(child => child != completed.ChildContext).ToList())
            await other.CancelActivityAsync();

        await TakeAsync(context, way);
    }

    private ValueTask TakeAsync(ActivityExecutionContext context, int way)
    {
        context.SetProperty(WayKey, way);
        return context.ScheduleActivityAsync(Transitions[way].Action, OnActedAsync);
    }

    private ValueTask OnActedAsync(ActivityCompletedContext completed) => completed.TargetContext.ScheduleActivityAsync(Find(WayOf(completed.TargetContext).From).Exit, OnLeftAsync);

    private ValueTask OnLeftAsync(ActivityCompletedContext completed) => EnterAsync(completed.TargetContext, WayOf(completed.TargetContext).To);

    private ValueTask AwaitAsync(ActivityExecutionContext context, int way) => context.ScheduleActivityAsync(Transitions[way].Trigger, OnTriggeredAsync, tag: way);

    private async ValueTask<bool> HoldsAsync(ActivityExecutionContext context, int way) =>
        Transitions[way].Condition is not { } condition || await context.EvaluateAsync<bool>(condition.Expression, Transitions[way].Name ?? "Condition");

    private Transition WayOf(ActivityExecutionContext context) => Transitions[context.GetProperty<int>(WayKey)];

    private MachineState Find(string name) => States.FirstOrDefault(state => state.Name == name) ?? throw new InvalidOperationException($"There is no state '{name}'.");
}
