namespace Transcribe.Engine.Execution;

/// <summary>How bursts run.</summary>
public sealed class BurstOptions
{
    /// <summary>Whether events are collected for the journal; default true.</summary>
    public bool KeepsJournal { get; set; } = true;

    /// <summary>
    /// Whether the state is committed before an activity of the kind Task executes, so that a crash in the middle repeats only that
    /// activity, under the same execution id; default true. Upstream commits once, at the end of the burst.
    /// </summary>
    public bool CommitsBeforeTasks { get; set; } = true;

    /// <summary>
    /// Whether variables without a storage driver survive a suspension; default false, as upstream: they start again from their
    /// declared value.
    /// </summary>
    public bool KeepsVariablesWithoutDriver { get; set; }
}
