using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Runtime;

/// <summary>How the engine keeps its state and runs. Validated when the host starts.</summary>
public sealed class WorkflowEngineOptions
{
    /// <summary>The SQLite database, such as <c>Data Source=data/engine.db</c>. Required.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>A folder of definitions (<c>*.json</c>) that are published at start; null, the default: none.</summary>
    public string? WorkflowsFolder { get; set; }

    /// <summary>How long a stimulus that nobody waits for is kept; default 10 minutes, as upstream. At least 1 second.</summary>
    public TimeSpan StimulusLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a stop waits for running bursts to reach a point where they can go on later; default 30 seconds.</summary>
    public TimeSpan ShutdownDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many bursts run at the same time for the clock, kept stimuli and dispatched starts; default 64, 1 to 1024. A burst that waits
    /// for the network holds one of these places, but no thread.
    /// </summary>
    public int BackgroundParallelism { get; set; } = 64;

    /// <summary>How many interrupted instances are continued at the same time after a start; default 8, 1 to 1024. New work does not queue behind them.</summary>
    public int RecoveryParallelism { get; set; } = 8;

    /// <summary>How far workflows may go that set no limits of their own; default 100,000 steps in a burst, any number of runs of any duration.</summary>
    public WorkflowLimits Limits { get; set; } = WorkflowLimits.Default with { };

    /// <summary>How often runs are tried again whose workflows do not say; default: never.</summary>
    public RetryPolicy Retry { get; set; } = RetryPolicy.Default with { };

    /// <summary>When workflows that do not say fail so often that what starts them is paused; default 95 % of 20 runs in an hour.</summary>
    public FailureLimit Failing { get; set; } = FailureLimit.Default with { };

    /// <summary>Who is told of failed runs; default nobody.</summary>
    public ErrorOptions Errors { get; set; } = new();

    /// <summary>How long ended instances are kept; default 30 days, 90 for those that faulted.</summary>
    public RetentionOptions Retention { get; set; } = new();
}
