using System.Runtime.CompilerServices;
using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Runs one activity in the embedded engine, burst by burst; between bursts the run lives only as the JSON of its state.</summary>
internal sealed class EngineRun(Workbench bench, IActivity activity, string instanceId = "run-1") : ICommitSink
{
    private readonly WorkflowGraph _graph = bench.Get<WorkflowMaterializer>().Materialize(activity);
    private readonly List<BurstCommit> _commits = [];

    public WorkflowState State { get; private set; } = null!;

    /// <summary>Every state that was committed, as it is stored.</summary>
    public string StoredText => string.Join('\n', _commits.Select(commit => JsonSerializer.Serialize(WorkflowStateSerializer.Serialize(commit.State))))
        + JsonSerializer.Serialize(_commits.SelectMany(commit => commit.Records).Select(record => new { record.Inputs, record.Outputs, record.JournalData, record.Exception }))
        + JsonSerializer.Serialize(_commits.SelectMany(commit => commit.Journal).Select(entry => new { entry.EventName, entry.Message }));

    /// <summary>Dies at the commit with this number, counted from 1; what came before it is kept.</summary>
    public int? CrashAtCommit { get; set; }

    public CancellationToken BurstToken { get; init; } = Workbench.Token;

    public BurstOptions Options { get; init; } = new();

    public IReadOnlyList<string> Outcomes => Record.JournalData?.TryGetValue("Outcomes", out var outcomes) == true ? [.. (IEnumerable<string>)outcomes] : [];

    public IReadOnlyDictionary<string, object?> Outputs => Record.Outputs ?? new Dictionary<string, object?>();

    public ActivityExecutionRecord Record => _commits.SelectMany(commit => commit.Records).Last(record => record.Node.Activity == activity);

    public Task StartAsync(IDictionary<string, object>? input = null) => RunAsync(new BurstRequest { Input = input });

    public Task RecoverAsync() => RunAsync(new BurstRequest { IsRecovery = true });

    public Task ResumeAsync(string bookmarkName) => RunAsync(new BurstRequest { BookmarkId = State.Bookmarks.Single(bookmark => bookmark.Name == bookmarkName).Id });

    /// <summary>Resumes all that wait under a name, one after the other.</summary>
    public async Task ResumeAllAsync(string bookmarkName)
    {
        foreach (var bookmark in State.Bookmarks.Where(bookmark => bookmark.Name == bookmarkName).ToList())
            await RunAsync(new BurstRequest { BookmarkId = bookmark.Id });
    }

    /// <summary>Cancels the run between two bursts.</summary>
    public async Task CancelAsync()
    {
        await WorkflowRunner.CancelAsync(Restore(), this);
    }

    /// <summary>Runs again what has faulted, as an operator asks for it.</summary>
    public async Task RetryAsync()
    {
        var context = Restore();
        await Retry(null, context);
        await WorkflowRunner.RunAsync(context, new BurstRequest { IsRecovery = true }, this);
    }

    public ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        if (_commits.Count + 1 == CrashAtCommit)
            throw new ProcessKilledException();

        _commits.Add(commit);
        State = commit.State;
        return new(commit.ExpectedRowVersion + 1);
    }

    private Task RunAsync(BurstRequest request) => WorkflowRunner.RunAsync(Restore(), request, this);

    private WorkflowExecutionContext Restore()
    {
        var context = Create(instanceId, _graph, bench.Services, bench.Clock, Options, BurstToken);
        if (State is not null)
            Apply(null, WorkflowStateSerializer.Deserialize(WorkflowStateSerializer.Serialize(State)), context);

        return context;
    }

    // The engine opens these to its runtime only; a test of one activity needs no runtime around it.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern WorkflowExecutionContext Create(
        string id, WorkflowGraph graph, IServiceProvider services, TimeProvider clock, BurstOptions options, CancellationToken cancellationToken);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Apply")]
    private static extern void Apply(
        [UnsafeAccessorType("Transcribe.Engine.State.StateApplier, Transcribe.Engine")] object? type, WorkflowState state, WorkflowExecutionContext context);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "ApplyAsync")]
    private static extern ValueTask Retry([UnsafeAccessorType("Transcribe.Engine.Execution.Retry, Transcribe.Engine")] object? type, WorkflowExecutionContext context);
}

/// <summary>The process ended here.</summary>
internal sealed class ProcessKilledException : Exception;
