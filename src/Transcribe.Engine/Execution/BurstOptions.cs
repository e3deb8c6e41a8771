using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

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

    /// <summary>How far workflows may go that do not say; default <see cref="WorkflowLimits.Default"/>.</summary>
    public WorkflowLimits Limits { get; set; } = WorkflowLimits.Default with { };

    /// <summary>How often runs are tried again whose workflows do not say; default <see cref="RetryPolicy.Default"/>: never.</summary>
    public RetryPolicy Retry { get; set; } = RetryPolicy.Default with { };

    /// <summary>The class name of the incident strategy of workflows that do not choose; default <see cref="FaultStrategy"/>.</summary>
    public string IncidentStrategy { get; set; } = nameof(FaultStrategy);

    /// <summary>The activity commit strategy of activities that do not choose, by name; null, the default: none.</summary>
    public string? ActivityCommitStrategy
    {
        get;
        set => (field, ActivityCommits) = (value, CommitStrategies.OfActivity(value));
    }

    /// <summary>The workflow commit strategy of workflows that do not choose, by name; null, the default: none.</summary>
    public string? WorkflowCommitStrategy
    {
        get;
        set => (field, WorkflowCommits) = (value, CommitStrategies.OfWorkflow(value));
    }

    /// <summary>Whether the inputs and outputs of executions are kept for people where a definition does not say; default <see cref="LogPersistenceMode.Include"/>.</summary>
    public LogPersistenceMode LogPersistence { get; set; } = LogPersistenceMode.Include;

    /// <summary>How many characters a value in the journal may have; what is longer is replaced by a note. Default 65,536, at least 1,024.</summary>
    public int MaxJournalEntryLength { get; set; } = 64 * 1024;

    internal CommitChoice? ActivityCommits { get; private set; }

    internal CommitChoice? WorkflowCommits { get; private set; }
}
