namespace Transcribe.Activities;

/// <summary>The one way in which our activities end unhappily, so that the reason is always in the output, the journal and the log.</summary>
internal static class Completion
{
    // By name, because an output that nothing is bound to is null.
    private const string OutputName = "Reason";

    /// <summary>Sets <paramref name="output"/>, tells the operator, and completes with <paramref name="outcome"/>.</summary>
    public static ValueTask CompleteWithReasonAsync(this ActivityExecutionContext context, Output<string>? output, string reason, string outcome)
    {
        context.Set(output, reason, OutputName);
        context.JournalData["Reason"] = reason;
        context.AddExecutionLogEntry(outcome, reason);
        return context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
