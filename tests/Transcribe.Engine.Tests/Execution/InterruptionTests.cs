using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>A stop finds a burst at any of its steps; none is lost, none becomes a fault.</summary>
[Trait("Scenario", "81 Graceful shutdown")]
public sealed class InterruptionTests : IDisposable
{
    private readonly TestRun _run = new();
    private readonly CancellationTokenSource _shutdown = new();

    public void Dispose() => _shutdown.Dispose();

    [Fact]
    public async Task Shutdown_WhileAScriptRuns_IsNoFaultAndTheStepRunsAgain()
    {
        _run.BurstToken = _shutdown.Token;
        var isStopped = false;

        await _run.StartAsync(new Sequence
        {
            Activities =
            [
                new WriteLine("1"),
                new WriteLine { Text = new(_ => isStopped ? "2" : Stop(out isStopped)) },
                new WriteLine { Text = new(new Expression("JavaScript", "'3'")) },
            ],
        });
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        _run.State.Incidents.Should().BeEmpty("the script did not fail, it was stopped");

        await RecoverAsync();

        _run.Lines.Should().Equal("1", "2", "3");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("blocking")]
    [InlineData("listener")]
    public async Task Shutdown_BeforeAResumedStepGoesOn_ForgetsNeitherTheStimulusNorTheStep(string waits)
    {
        await _run.StartAsync(new Sequence { Activities = [waits == "blocking" ? new Blocking { Id = "wait" } : new Waiting { Id = "wait" }, new WriteLine("after")] });
        _run.BurstToken = new CancellationToken(canceled: true);

        await _run.ResumeAsync("wait");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        _run.State.Bookmarks.Should().BeEmpty("a second stimulus must not be taken for the first");
        await RecoverAsync();

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().EndWith("after");
    }

    [Fact]
    public async Task Shutdown_WhileAResumedStepReadsItsInputs_ForgetsNeitherTheStimulusNorTheStep()
    {
        var isFirst = true;
        await _run.StartAsync(new Sequence { Activities = [new Blocking { Id = "wait", Text = new(_ => isFirst ? string.Empty : Stop(out isFirst)) }, new WriteLine("after")] });
        isFirst = false;
        _run.BurstToken = _shutdown.Token;

        await _run.ResumeAsync("wait");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        await RecoverAsync();

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().Equal("after");
    }

    private Task RecoverAsync()
    {
        _run.BurstToken = TestContext.Current.CancellationToken;
        return _run.RunAsync(new BurstRequest { IsRecovery = true });
    }

    // As an interpreter does that looks at its token: with an exception of its own.
    private string Stop(out bool isStopped)
    {
        isStopped = true;
        _shutdown.Cancel();
        throw new InvalidOperationException("The script was stopped.");
    }

    /// <summary>Waits with a callback of its own.</summary>
    public sealed class Waiting() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(OnResumed);

        private ValueTask OnResumed(ActivityExecutionContext context)
        {
            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine("resumed");
            return context.CompleteActivityAsync();
        }
    }
}
