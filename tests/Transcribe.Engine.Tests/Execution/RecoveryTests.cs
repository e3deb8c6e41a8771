using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>What happens to a run whose process ended in the middle of a burst.</summary>
public sealed class RecoveryTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task Recovery_TaskInterrupted_ExecutesItAgainUnderTheSameExecutionId()
    {
        var effect = new Effect { Id = "effect", Crash = true };
        var crash = () => _run.StartAsync(new Sequence { Activities = [new WriteLine("before"), effect, new WriteLine("after")] });
        await crash.Should().ThrowAsync<CommitFailedException>();
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Executing, "the state before the effect was committed");

        effect.Crash = false;
        await _run.RunAsync(new BurstRequest { IsRecovery = true });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().Equal("before", "after");
        effect.Ids.Should().HaveCount(2);
        effect.Ids.Distinct().Should().ContainSingle("the repetition has the key of the first attempt");
    }

    [Fact]
    public async Task Recovery_InputsAndVariables_AreWhatTheyWere()
    {
        var variable = new Variable("N", 1L);
        var effect = new Effect { Id = "effect", Crash = true };
        var root = new Sequence
        {
            Variables = [variable],
            Activities =
            [
                new SetVariable { Variable = variable, Value = new(5L) },
                effect,
                new WriteLine { Text = new(new Expression("JavaScript", "variables.N + getInput('name')")) },
            ],
        };
        var crash = () => _run.StartAsync(root, new Dictionary<string, object> { ["name"] = "Bo" });
        await crash.Should().ThrowAsync<CommitFailedException>();

        effect.Crash = false;
        await _run.RunAsync(new BurstRequest { IsRecovery = true });

        _run.Lines.Should().Equal("5Bo");
    }

    [Fact]
    [Trait("Scenario", "81 Graceful shutdown")]
    public async Task Shutdown_InTheMiddleOfABurst_LeavesItInterruptedAndItGoesOn()
    {
        using var shutdown = new CancellationTokenSource();
        _run.BurstToken = shutdown.Token;
        var stop = new Stop { Source = shutdown };
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("1"), stop, new WriteLine("2")] });
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        _run.Lines.Should().Equal("1");

        _run.BurstToken = TestContext.Current.CancellationToken;
        await _run.RunAsync(new BurstRequest { IsRecovery = true });

        _run.Lines.Should().Equal("1", "2");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "47 Cancellation")]
    public async Task Cancel_SuspendedRun_RemovesItsBookmarks()
    {
        await _run.StartAsync(new Sequence { Activities = [new Blocking { Id = "wait" }, new WriteLine("2")] });

        await _run.CancelAsync();

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
        _run.State.Bookmarks.Should().BeEmpty();
        _run.Commits[^1].RemovedBookmarkIds.Should().ContainSingle();
    }

    [Fact]
    public async Task Commit_ThatFails_LeavesThePreviousStateStanding()
    {
        _run.FailCommit = commit => commit.State.SubStatus == WorkflowSubStatus.Suspended ? new IOException("disk full") : null;

        var start = () => _run.StartAsync(new Sequence { Activities = [new Blocking()] });

        (await start.Should().ThrowAsync<CommitFailedException>()).WithMessage("*disk full*");
    }

    [Fact]
    public async Task Bookmark_ThatStaysWhenResumed_IsStillThatAfterPersistence()
    {
        await _run.StartAsync(new Listener { Id = "listen" });

        await _run.ResumeAsync("listen");
        await _run.ResumeAsync("listen");

        _run.State.Bookmarks.Should().ContainSingle().Which.AutoBurn.Should().BeFalse();
        _run.Lines.Should().Equal("heard", "heard");
    }

    [Fact]
    public void CreateBookmark_WithALambda_IsRefusedAtOnce()
    {
        var naming = () => Callbacks.NameOf((ExecuteActivityDelegate)(_ => ValueTask.CompletedTask));

        naming.Should().Throw<ArgumentException>().WithMessage("*named method*");
    }

    /// <summary>An effect outside whose process may end before it is recorded.</summary>
    [Activity("Test", Kind = ActivityKind.Task)]
    public sealed class Effect() : CodeActivity(source: null, line: null)
    {
        public List<string> Ids { get; } = [];

        public bool Crash { get; set; }

        protected override void Execute(ActivityExecutionContext context)
        {
            Ids.Add(context.Id);
            if (Crash)
                throw new CommitFailedException("the process ended", new IOException());
        }
    }

    /// <summary>Hears the same bookmark again and again.</summary>
    public sealed class Listener() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(new CreateBookmarkArgs { AutoBurn = false, Callback = OnHeard });

        private ValueTask OnHeard(ActivityExecutionContext context)
        {
            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine("heard");
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Stops the host.</summary>
    public sealed class Stop() : CodeActivity(source: null, line: null)
    {
        public CancellationTokenSource Source { get; set; } = null!;

        protected override void Execute(ActivityExecutionContext context) => Source.Cancel();
    }
}
