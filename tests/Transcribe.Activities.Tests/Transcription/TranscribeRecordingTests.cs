using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class TranscribeRecordingTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_JobEnds_IsCompletedAfterAWaitThatHoldsNothing()
    {
        var run = await StartAsync();
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        _bench.Api.End("4821");

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.Outcomes.Should().Equal("Completed");
        run.Outputs["JobId"].Should().Be("4821");
        run.Outputs["Result"].Should().BeOfType<FinishedTranscription>().Which.ChargeUsd.Should().Be(0.057m);
    }

    [Theory]
    [InlineData("failed", "No audio.")]
    [InlineData("cancelled", null)]
    public async Task Execute_JobDoesNotComplete_IsFailedWithTheReason(string status, string? error)
    {
        var run = await StartAsync();
        _bench.Api.End("4821", status, error);

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain(error ?? "cancelled");
    }

    [Fact]
    public async Task Execute_WrongNews_GoesOnWaiting()
    {
        var run = await StartAsync();

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.State.Bookmarks.Select(bookmark => bookmark.Name).Should().BeEquivalentTo(AwaitCompletion.BookmarkName, "Elsa.Delay");
    }

    [Fact]
    public async Task Execute_TimeOut_IsTimedOut()
    {
        var run = await StartAsync();

        await run.ResumeAsync("Elsa.Delay");

        run.Outcomes.Should().Equal("Timed Out");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("goes on at the vendor's");
    }

    [Fact]
    public async Task Execute_KilledAfterSubmitting_WaitsForTheSameJob()
    {
        var run = new EngineRun(_bench, CreateSut()) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<CommitFailedException>();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        _bench.Api.Jobs.Should().ContainSingle();
        run.State.Bookmarks.Should().Contain(bookmark => bookmark.Name == AwaitCompletion.BookmarkName);
    }

    [Fact]
    public async Task Cancel_WhileItWaits_SaysThatTheJobGoesOnAndIsPaid()
    {
        var run = await StartAsync();

        await run.CancelAsync();

        run.Record.JournalData!["Note"].Should().Be("Only the wait was cancelled: job '4821' goes on at the vendor's and is paid.");
        (await _bench.Ledger.FindJobAsync(null, "4821", Workbench.Token))!.AbandonedAt.Should().NotBeNull();
        (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Should().ContainSingle("its end and its price are still noted");
    }

    private static TranscribeRecording CreateSut() => new() { Url = new Input<string>(Submissions.Url) };

    private async Task<EngineRun> StartAsync()
    {
        var run = new EngineRun(_bench, CreateSut());
        await run.StartAsync();
        return run;
    }
}
