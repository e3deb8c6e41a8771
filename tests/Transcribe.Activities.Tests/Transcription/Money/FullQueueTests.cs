using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription.Money;

/// <summary>transcribe.so takes no more jobs at the moment: what is submitted then waits for its place, and not for ever.</summary>
public sealed class FullQueueTests : IAsyncLifetime
{
    private const string Delay = "Elsa.Delay";

    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Submit_QueueIsFull_WaitsAndSubmitsAgainUnderAnotherKey()
    {
        Refuse(3);
        var run = await StartAsync(CreateSut());
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        run.Record.JournalData!["Held"].Should().BeOfType<string>().Which.Should().Contain("The queue is full");

        await WaitAsync(run, TimeSpan.FromSeconds(10));
        await WaitAsync(run, TimeSpan.FromSeconds(20));
        await WaitAsync(run, TimeSpan.FromSeconds(40));

        run.Outcomes.Should().Equal("Submitted");
        run.State.Bookmarks.Should().BeEmpty();
        run.Record.JournalData.Should().NotContainKey("Held");
        _bench.Api.Jobs.Should().ContainSingle();
        _bench.Api.Submissions.Select(request => request.IdempotencyKey).Distinct().Should().HaveCount(4, "the API repeats a refusal for the same key");
        (await RowAsync()).HeldAt.Should().BeNull();
    }

    [Fact]
    public async Task Submit_WhileItWaits_IsOnHoldInTheLedgerAndCanBeReleased()
    {
        Refuse(1);
        var run = await StartAsync(CreateSut());
        var row = await RowAsync();
        row.HoldReason.Should().Be(HoldReason.QueueFull);
        (await _bench.Get<LedgerReader>().ListAsync(new LedgerFilter { Status = "held" }, LedgerOrder.Newest, 10, null, Workbench.Token)).Data.Should().ContainSingle();

        (await _bench.Get<SubmissionHolds>().ReleaseAsync(row.Id, Workbench.Token)).Should().BeTrue();
        await run.ResumeAsync(PaidSubmission.BookmarkName);

        run.Outcomes.Should().Equal("Submitted");
        run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Transcribe_QueueWasFull_WaitsForItsEndAndForNothingElse()
    {
        Refuse(1);
        var run = await StartAsync(new TranscribeRecording { Url = new Input<string>(Submissions.Url) });

        await WaitAsync(run, TimeSpan.FromSeconds(10));

        run.State.Bookmarks.Select(bookmark => bookmark.Name).Should().BeEquivalentTo(AwaitCompletion.BookmarkName, Delay);
    }

    [Fact]
    public async Task Submit_NoPlaceInTime_Fails()
    {
        Refuse(100);
        var run = await StartAsync(CreateSut());
        while (run.State.Bookmarks.Count > 0)
            await WaitAsync(run);

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("The queue is full");
        (_bench.Clock.GetUtcNow() - _bench.Clock.Start).Should().Be(TimeSpan.FromHours(6));
        _bench.Api.Submissions.Count.Should().BeInRange(60, 90, "first soon, then every five minutes");
        _bench.Api.Jobs.Should().BeEmpty();
        (await RowAsync()).Should().BeEquivalentTo(new { HeldAt = (DateTimeOffset?)null, JobId = (string?)null });
    }

    [Fact]
    public async Task Submit_ThatMayNotWait_FailsAtOnce()
    {
        Refuse(1);
        var sut = CreateSut();
        sut.QueueTimeout = new Input<TimeSpan>(TimeSpan.Zero);

        (await StartAsync(sut)).Outcomes.Should().Equal("Failed");
    }

    [Fact]
    public async Task Run_CancelledWhileItWaits_LeavesNothingOnHold()
    {
        Refuse(1);
        var run = await StartAsync(CreateSut());

        await run.CancelAsync();

        (await RowAsync()).HeldAt.Should().BeNull();
        _bench.Api.Jobs.Should().BeEmpty();
    }

    private static SubmitTranscription CreateSut() => new() { Url = new Input<string>(Submissions.Url) };

    private void Refuse(int times)
    {
        for (var time = 0; time < times; time++)
            _bench.Api.FailSubmission(429, "queue_full", "As many jobs run as may run at once.");
    }

    private async Task<EngineRun> StartAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }

    private async Task<LedgerEntry> RowAsync() => (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single();

    // The clock goes on to the moment at which the run wants to be woken.
    private async Task WaitAsync(EngineRun run, TimeSpan? expected = null)
    {
        var gap = run.State.Bookmarks.Single(bookmark => bookmark.Name == Delay).DueAt!.Value - _bench.Clock.GetUtcNow();
        if (expected is not null)
            gap.Should().Be(expected.Value);

        _bench.Clock.Advance(gap);
        await run.ResumeAsync(Delay);
    }
}
