using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Tests.Support;

/// <summary>Runs one workflow in memory, burst by burst; between bursts it lives only as the JSON of its state.</summary>
internal sealed class TestRun : IStandardOutStreamProvider, ICommitSink
{
    private readonly StringWriter _output = new();
    private readonly ServiceProvider _services;

    public TestRun(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IStandardOutStreamProvider>(this);
        services.AddActivitiesFrom<TestRun>();
        services.AddActivity<Blocking>();
        configure?.Invoke(services);
        services.AddWorkflowExecution();
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public WorkflowState State { get; private set; } = null!;

    public List<BurstCommit> Commits { get; } = [];

    public IReadOnlyList<string> Lines => _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public WorkflowGraph Graph { get; private set; } = null!;

    public WorkflowMaterializer Materializer => _services.GetRequiredService<WorkflowMaterializer>();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public CancellationToken BurstToken { get; set; } = TestContext.Current.CancellationToken;

    public BurstOptions Options { get; } = new();

    public Func<BurstCommit, Exception?>? FailCommit { get; set; }

    public Task StartJsonAsync(string json, IDictionary<string, object>? input = null) =>
        StartAsync(Materializer.Materialize(DefinitionReader.Read(json)), input);

    public Task StartAsync(IActivity root, IDictionary<string, object>? input = null, string? trigger = null) =>
        StartAsync(Materializer.Materialize(root), input, trigger);

    public async Task StartAsync(WorkflowGraph graph, IDictionary<string, object>? input = null, string? trigger = null)
    {
        UseGraph(graph);
        await RunAsync(new BurstRequest { Input = input, TriggerActivityId = trigger });
    }

    /// <summary>Says what is run, without running it yet.</summary>
    public void UseGraph(WorkflowGraph graph) => Graph = graph;

    /// <summary>Resumes the bookmark of an activity.</summary>
    public Task ResumeAsync(string activityId, IDictionary<string, object>? input = null) =>
        RunAsync(new BurstRequest { BookmarkId = State.Bookmarks.First(bookmark => bookmark.ActivityId == activityId).Id, Input = input });

    public async Task RunAsync(BurstRequest request)
    {
        var context = new WorkflowExecutionContext(State?.Id ?? "run", Graph, _services, Clock, Options, BurstToken);
        if (State is not null)
            StateApplier.Apply(RoundTrip(State), context);

        await WorkflowRunner.RunAsync(context, request, this);
    }

    public async Task CancelAsync()
    {
        var context = new WorkflowExecutionContext(State.Id, Graph, _services, Clock, Options, BurstToken);
        StateApplier.Apply(RoundTrip(State), context);
        await WorkflowRunner.CancelAsync(context, this);
    }

    public TextWriter GetTextWriter() => _output;

    public ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        if (FailCommit?.Invoke(commit) is { } exception)
            throw exception;

        Commits.Add(commit);
        State = commit.State;
        return new(commit.ExpectedRowVersion + 1);
    }

    private static WorkflowState RoundTrip(WorkflowState state) => WorkflowStateSerializer.Deserialize(WorkflowStateSerializer.Serialize(state));
}

/// <summary>Waits until it is resumed.</summary>
public sealed class Blocking() : Activity(source: null, line: null)
{
    /// <summary>Read whenever it executes or is resumed.</summary>
    public Input<string> Text { get; set; } = new(string.Empty);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark();
}
