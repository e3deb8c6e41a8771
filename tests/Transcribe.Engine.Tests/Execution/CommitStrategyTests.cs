using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>Where the state is committed beside the end of a burst.</summary>
public sealed class CommitStrategyTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "78 Commit strategies")]
    [InlineData(null, 1)]
    [InlineData("WorkflowExecuted", 1)]
    [InlineData("WorkflowExecuting", 2)]
    [InlineData("ActivityExecuting", 4)]
    [InlineData("ActivityExecuted", 4)]
    public async Task Workflow_Strategy_CommitsThereAndAtTheEnd(string? strategy, int commits)
    {
        // The workflow, its sequence and one line: three activities.
        await _run.StartAsync(new Workflow(new Sequence { Activities = [new WriteLine("a")] }) { CommitStrategy = strategy });

        _run.Commits.Should().HaveCount(commits);
    }

    [Theory]
    [InlineData("CommitAlways", 3)]
    [InlineData("Executing", 2)]
    [InlineData("Executed", 2)]
    [InlineData("CommitNever", 1)]
    public async Task Activity_Strategy_CommitsAroundIt(string strategy, int commits)
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("a"), new WriteLine("b") { CommitStrategy = strategy }] });

        _run.Commits.Should().HaveCount(commits);
    }

    [Fact]
    [Trait("Scenario", "78 Commit strategies")]
    public async Task Activity_Strategy_ComesBeforeTheWorkflows()
    {
        var line = new WriteLine("a") { CommitStrategy = "CommitNever" };
        await _run.StartAsync(new Workflow(line) { CommitStrategy = "ActivityExecuted" });

        // Only the workflow's own execution is left to commit after, and the end.
        _run.Commits.Should().HaveCount(2);
    }

    [Fact]
    [Trait("Scenario", "78 Commit strategies")]
    public async Task Host_Strategies_CountWhereNobodyChose()
    {
        _run.Options.ActivityCommitStrategy = "Executed";
        _run.Options.WorkflowCommitStrategy = "ActivityExecuting";
        await _run.StartAsync(new WriteLine("a"));

        _run.Commits.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("EveryOther", 3)]
    [InlineData("EveryOtherStrategy", 3)]
    [InlineData("Nobodys", 1)]
    public async Task Host_StrategyOfItsOwn_IsAskedForEachActivity(string strategy, int commits)
    {
        var run = new TestRun(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ICommitStrategy, EveryOtherStrategy>(services));

        await run.StartAsync(new Workflow(new Sequence { Activities = [new WriteLine("a"), new WriteLine("b")] }) { CommitStrategy = strategy });

        run.Commits.Should().HaveCount(commits, "of workflow, sequence and two lines the second and fourth are committed after");
    }

    [Fact]
    public async Task Commit_AfterAnActivity_HoldsItsCompletionAndWhatIsQueued()
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("a") { CommitStrategy = "Executed" }, new WriteLine("b")] });

        var commit = _run.Commits[0];
        commit.State.SubStatus.Should().Be(WorkflowSubStatus.Executing);
        commit.State.ScheduledActivities.Should().ContainSingle();
        commit.Journal.Select(entry => entry.EventName).Should().Equal("Started", "Started", "Started", "Completed");
    }

    [Fact]
    public async Task CommitNever_OnATask_DoesNotTakeItsKeyAway()
    {
        await _run.StartAsync(new Effect { CommitStrategy = "CommitNever" });

        _run.Commits.Should().HaveCount(2);
    }

    [Activity("Test", "Test", Kind = ActivityKind.Task)]
    private sealed class Effect() : CodeActivity(source: null, line: null);

    private sealed class EveryOtherStrategy : ICommitStrategy
    {
        private int _asked;

        // The root is asked for the burst first.
        public CommitPoints PointsOf(ActivityExecutionContext context) => _asked++ is 2 or 4 ? CommitPoints.AfterActivity : CommitPoints.None;
    }
}
