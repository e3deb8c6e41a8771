using System.Collections.Concurrent;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What test activities report to, and wait for.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new();

    /// <summary>Whether what is fragile breaks.</summary>
    public bool IsBroken { get; set; }

    /// <summary>How it breaks; null: in a way that does not pass.</summary>
    public Exception? Fault { get; set; }

    public ConcurrentQueue<string> Notes { get; } = new();

    public ConcurrentQueue<(string ExecutionId, bool IsRecovering)> Executions { get; } = new();

    /// <summary>Notes what a handler of notifications was told.</summary>
    public Task Tell(string note)
    {
        Notes.Enqueue(note);
        return Task.CompletedTask;
    }

    public void Open(string gate) => Source(_gates, gate).TrySetResult();

    public Task ReachedAsync(string gate) => Source(_arrivals, gate).Task.WaitAsync(Eventually.DefaultPatience);

    internal Task PassAsync(string gate, CancellationToken cancellationToken)
    {
        Source(_arrivals, gate).TrySetResult();
        return Source(_gates, gate).Task.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource Source(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Leaves a note.</summary>
[Activity("Test", "Test")]
public sealed class Note() : CodeActivity(source: null, line: null)
{
    public Input<string> Text { get; set; } = null!;

    protected override void Execute(ActivityExecutionContext context) => context.GetRequiredService<Probe>().Notes.Enqueue(Text.Get(context));
}

/// <summary>Lasts until its gate opens, without a commit before it.</summary>
[Activity("Test", "Test")]
public sealed class Pause() : Pausing;

/// <summary>Work with an effect outside that lasts until its gate opens.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Task)]
public sealed class Hold() : Pausing;

/// <summary>Lasts until its gate opens.</summary>
public abstract class Pausing() : CodeActivity(source: null, line: null)
{
    public Input<string> Gate { get; set; } = null!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var probe = context.GetRequiredService<Probe>();
        probe.Executions.Enqueue((context.Id, context.WorkflowExecutionContext.IsRecovering));
        await probe.PassAsync(Gate.Get(context), context.CancellationToken);
    }
}

/// <summary>Waits for a key, notes the input that came with it, and may pass a gate after it.</summary>
[Activity("Test", "Test")]
public sealed class Await() : Trigger(source: null, line: null)
{
    public Input<string> Key { get; set; } = null!;

    public Input<string?> Gate { get; set; } = null!;

    protected override object GetTriggerPayload(TriggerIndexingContext context) => context.Get(Key)!;

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return OnCameAsync(context);

        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = Key.Get(context), Callback = OnCameAsync });
        return ValueTask.CompletedTask;
    }

    private async ValueTask OnCameAsync(ActivityExecutionContext context)
    {
        var probe = context.GetRequiredService<Probe>();
        if (context.Get(Gate) is { } gate)
            await probe.PassAsync(gate, context.CancellationToken);

        probe.Notes.Enqueue($"{Key.Get(context)}:{(context.WorkflowInput.TryGetValue("number", out var number) ? number : null)}");
        await context.CompleteActivityAsync();
    }
}

/// <summary>Waits at two places; complete when both were resumed.</summary>
[Activity("Test", "Test")]
public sealed class AwaitBoth() : Activity(source: null, line: null)
{
    protected override void Execute(ActivityExecutionContext context)
    {
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = "left", Callback = OnLeftAsync });
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = "right", Callback = OnRightAsync });
    }

    private ValueTask OnLeftAsync(ActivityExecutionContext context) => CameAsync(context, "left");

    private ValueTask OnRightAsync(ActivityExecutionContext context) => CameAsync(context, "right");

    private static ValueTask CameAsync(ActivityExecutionContext context, string side)
    {
        context.SetProperty(side, true);
        return context.GetProperty<bool>("left") && context.GetProperty<bool>("right") ? context.CompleteActivityAsync() : ValueTask.CompletedTask;
    }
}

/// <summary>Waits for a key until it came three times; one bookmark takes them all, each after the gate.</summary>
[Activity("Test", "Test")]
public sealed class Collect() : Activity(source: null, line: null)
{
    private const int Enough = 3;

    public Input<string> Key { get; set; } = null!;

    public Input<string> Gate { get; set; } = null!;

    protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(
        new CreateBookmarkArgs { BookmarkName = "Test.Await", Stimulus = Key.Get(context), Callback = OnCameAsync, AutoBurn = false, AutoComplete = false });

    private async ValueTask OnCameAsync(ActivityExecutionContext context)
    {
        var probe = context.GetRequiredService<Probe>();
        await probe.PassAsync(Gate.Get(context), context.CancellationToken);
        probe.Notes.Enqueue($"{context.WorkflowInput["number"]}");
        if (context.UpdateProperty<int>("came", static count => count + 1) == Enough)
            await context.CompleteActivityAsync();
    }
}

/// <summary>Sends a key from inside a burst.</summary>
[Activity("Test", "Test")]
public sealed class Send() : CodeActivity(source: null, line: null)
{
    public Input<string> Key { get; set; } = null!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.GetRequiredService<IStimulusSender>().SendAsync("Test.Await", Key.Get(context), cancellationToken: context.CancellationToken);
}
