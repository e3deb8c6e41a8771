namespace Transcribe.Workflows.Host.Overview;

/// <summary>What somebody wants to know first: what the runs do, and how to try the server.</summary>
/// <param name="IsSandbox">Whether recordings go to the local sandbox, with play money.</param>
/// <param name="TryIt">The line to paste into a terminal, the same that the host prints.</param>
/// <param name="Running">Runs that do something right now.</param>
/// <param name="Waiting">Runs that wait for something.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Ended">Those of the newest runs that ended well or were cancelled.</param>
/// <param name="Unpublished">Workflows of the folder that cannot start yet.</param>
/// <param name="Paused">Workflows that are paused because they fail.</param>
/// <param name="ErrorWorkflow">The host's error workflow that cannot be told of failures; null: it can, or there is none.</param>
public sealed record OverviewAnswer(
    bool IsSandbox, string TryIt, RunGroup Running, RunGroup Waiting, RunGroup Failed, IReadOnlyList<RunLine> Ended, IReadOnlyList<UnpublishedWorkflow> Unpublished, IReadOnlyList<PausedWorkflow> Paused,
    string? ErrorWorkflow);

/// <summary>A workflow that is paused because it fails.</summary>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Since">Since when nothing starts it.</param>
/// <param name="LastRun">The run that failed last.</param>
/// <param name="Why">Why, in one sentence.</param>
public sealed record PausedWorkflow(string DefinitionId, string Name, DateTimeOffset Since, string LastRun, string Why);

/// <summary>Runs in one state.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Latest">The newest few.</param>
public sealed record RunGroup(int Total, IReadOnlyList<RunLine> Latest);

/// <summary>A workflow of the folder that could not be published.</summary>
/// <param name="File">Its file.</param>
/// <param name="DefinitionId">The draft to look at in the designer; null: the file cannot even be a draft.</param>
/// <param name="Name">The workflow's name; null: it has none.</param>
/// <param name="Why">What a person has to mend.</param>
public sealed record UnpublishedWorkflow(string File, string? DefinitionId, string? Name, string Why);

/// <summary>A run in one line.</summary>
/// <param name="Id">The run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Name">The run's own name; null: it has none.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Step">The step that it waits at, or that failed; null: not known.</param>
/// <param name="Why">What went wrong; null: nothing did.</param>
public sealed record RunLine(string Id, string Workflow, string? Name, DateTimeOffset Since, string? Step, string? Why)
{
    /// <summary>When it is tried again; null: it does not wait for that.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Whether somebody, or the run that started it, ended it.</summary>
    public bool IsCancelled { get; init; }
}
