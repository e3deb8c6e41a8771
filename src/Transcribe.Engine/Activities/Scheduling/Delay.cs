using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Waits for a length of time. Any length, and it survives restarts.</summary>
[Activity("Elsa", "Scheduling", "Waits for a length of time.")]
public sealed class Delay([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line)
{
    /// <summary>How long; default one minute.</summary>
    [Input(DisplayName = "Time Span", Description = "How long to wait.", DefaultValue = "00:01:00", Order = 1)]
    public Input<TimeSpan> TimeSpan { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.DelayFor(
        TimeSpan is null ? System.TimeSpan.FromMinutes(1) : TimeSpan.Get(context), OnDueAsync);

    private static ValueTask OnDueAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();
}
