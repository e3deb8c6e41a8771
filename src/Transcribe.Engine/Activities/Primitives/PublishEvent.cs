using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Publishes an event; its receivers run in the background.</summary>
[Activity("Elsa", "Primitives", "Publishes an event.", DisplayName = "Publish Event")]
public sealed class PublishEvent([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line)
{
    /// <summary>The name; letter case counts.</summary>
    [Input(DisplayName = "Event Name", Description = "The event's name.", Order = 1)]
    public Input<string> EventName { get; set; } = null!;

    /// <summary>Only instances with this correlation id receive it.</summary>
    [Input(DisplayName = "Correlation Id", Description = "Only instances with this correlation id receive it.", Order = 2)]
    public Input<string?> CorrelationId { get; set; } = null!;

    /// <summary>Whether only this very instance receives it; default false.</summary>
    [Input(DisplayName = "Local event", Description = "Whether only this instance receives it.", Order = 3)]
    public Input<bool> IsLocalEvent { get; set; } = null!;

    /// <summary>What the receivers get.</summary>
    [Input(Description = "What the receivers get.", Order = 4)]
    public Input<object?> Payload { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.GetRequiredService<IEventPublisher>().PublishAsync(
            EventName.Get(context),
            CorrelationId.GetOrDefault(context),
            IsLocalEvent.GetOrDefault(context) ? context.WorkflowExecutionContext.Id : null,
            activityInstanceId: null,
            Payload.GetOrDefault(context),
            asynchronous: true,
            context.CancellationToken);
}
