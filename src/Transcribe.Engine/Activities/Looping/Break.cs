using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Ends the nearest loop.</summary>
[Activity("Elsa", "Looping", "Ends the nearest loop.")]
public sealed class Break([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ITerminalNode, ILocalStep
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await context.SendSignalAsync(new BreakSignal());
        await context.CompleteActivityAsync();
    }
}
