namespace Transcribe.Workflows.Host.Overview;

/// <summary>What somebody wants to know first: what the runs do, and how to try the server.</summary>
/// <param name="IsSandbox">Whether recordings go to the local sandbox, with play money.</param>
/// <param name="TryIt">The line to paste into a terminal, the same that the host prints.</param>
/// <param name="Running">Runs that do something right now.</param>
/// <param name="Waiting">Runs that wait for something.</param>
/// <param name="Failed">Runs that failed.</param>
public sealed record OverviewAnswer(bool IsSandbox, string TryIt, RunGroup Running, RunGroup Waiting, RunGroup Failed);

/// <summary>Runs in one state.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Latest">The newest few.</param>
public sealed record RunGroup(int Total, IReadOnlyList<RunLine> Latest);

/// <summary>A run in one line.</summary>
/// <param name="Id">The run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Name">The run's own name; null: it has none.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Step">The step that it waits at, or that failed; null: not known.</param>
/// <param name="Why">What went wrong; null: nothing did.</param>
public sealed record RunLine(string Id, string Workflow, string? Name, DateTimeOffset Since, string? Step, string? Why);
