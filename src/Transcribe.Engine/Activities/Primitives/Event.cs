using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Waits for an event by name, or starts the workflow when it is published.</summary>
[Activity("Elsa", "Primitives", "Waits for an event by name.")]
public sealed class Event([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger<object>(source, line)
{
    /// <summary>The input of a burst that carries the event's payload.</summary>
    public const string PayloadInput = "EventPayload";

    /// <summary>The name; letter case counts.</summary>
    [Input(Description = "The event's name.", Order = 1)]
    public Input<string> EventName { get; set; } = null!;

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new EventStimulus(context.Get(EventName)!);

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return OnEventAsync(context);

        context.CreateBookmark(new EventStimulus(EventName.Get(context)), OnEventAsync, includeActivityInstanceId: false);
        return ValueTask.CompletedTask;
    }

    private ValueTask OnEventAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.GetEventInput(), nameof(Result));
        return context.CompleteActivityAsync();
    }
}

/// <summary>What <see cref="Event"/> waits for.</summary>
/// <param name="EventName">The event's name.</param>
public sealed record EventStimulus(string EventName)
{
    internal const string StimulusName = "Elsa.Event";
}
