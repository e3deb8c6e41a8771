using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>Runs one activity of a definition alone, to the first wait or its end. Its effects are real; of the run nothing is kept.</summary>
public sealed class ActivityTester
{
    private readonly IServiceScopeFactory _scopes;
    private readonly WorkflowMaterializer _materializer;
    private readonly BurstOptions _options;
    private readonly TimeProvider _clock;

    internal ActivityTester(IServiceScopeFactory scopes, WorkflowMaterializer materializer, BurstOptions options, TimeProvider clock) =>
        (_scopes, _materializer, _options, _clock) = (scopes, materializer, options, clock);

    /// <summary>Runs the root activity of a definition.</summary>
    /// <param name="definition">The definition in Elsa's JSON, with the activity to test as its root.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What came out; null: it was not executed.</returns>
    /// <exception cref="DefinitionException">The activity cannot be built.</exception>
    public async Task<ActivityExecutionRecord?> RunAsync(string definition, CancellationToken cancellationToken)
    {
        var graph = _materializer.Materialize(DefinitionReader.Read(definition));
        await using var scope = _scopes.CreateAsyncScope();
        var context = new WorkflowExecutionContext(Identity.NewId(), graph, scope.ServiceProvider, _clock, _options, cancellationToken);
        var sink = new LastRecord(graph.Workflow.Root?.Id);
        await WorkflowRunner.RunAsync(context, new BurstRequest(), sink);
        return sink.Record;
    }

    private sealed class LastRecord(string? activityId) : ICommitSink
    {
        public ActivityExecutionRecord? Record { get; private set; }

        public bool HasBackground => false;

        public ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
        {
            Record = commit.Records.LastOrDefault(record => record.Node.Activity.Id == activityId) ?? Record;
            return new(commit.ExpectedRowVersion + 1);
        }
    }
}
