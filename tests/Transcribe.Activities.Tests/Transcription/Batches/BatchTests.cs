using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Client;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription.Batches;

public sealed class BatchTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Batch_AllTranscribed_IsCompletedWithATable()
    {
        var run = await StartAsync(CreateSut(5));

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Completed");
        var result = ResultOf(run);
        (result.Done, result.Failed, result.CostUsd).Should().Be((5, 0, 0.285m));
        result.Items.Select(item => (item.Index, item.Status)).Should().Equal((0, "done"), (1, "done"), (2, "done"), (3, "done"), (4, "done"));
        _bench.Notifier.EndedBatches.Should().ContainSingle();
    }

    [Fact]
    public async Task Batch_Parallel_IsTheMostThatRunAtOnce()
    {
        var run = await StartAsync(CreateSut(7));

        await MoveAsync();
        await MoveAsync();

        _bench.Api.Jobs.Should().HaveCount(3);
        (await ProgressAsync(run)).Should().BeEquivalentTo(new { Items = 7, Waiting = 4, Running = 3, Done = 0, CostUsd = 0.171m });
    }

    [Fact]
    public async Task Batch_Budget_LeavesOutWhatItDoesNotCover()
    {
        var sut = CreateSut(4);
        sut.BudgetUsd = new Input<decimal?>(0.12m);
        _bench.Api.EnforceMaxCharge = true;
        var run = await StartAsync(sut);

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Partly Completed");
        var result = ResultOf(run);
        (result.Done, result.Skipped, result.CostUsd).Should().Be((2, 2, 0.114m));
        result.Items[^1].Error.Should().Contain("budget");
    }

    [Fact]
    public async Task Batch_FailedJob_GetsItsAttemptsUnderAnotherKey()
    {
        var sut = CreateSut(1);
        sut.Attempts = new Input<int>(2);
        var run = await StartAsync(sut);
        await MoveAsync();
        await EndAllAsync("failed");

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Completed");
        _bench.Api.Submissions.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task Batch_FailureForGood_StopsItWhenAsked()
    {
        var sut = CreateSut(6);
        (sut.StopAtFailure, sut.Parallel) = (new Input<bool>(true), new Input<int>(1));
        var run = await StartAsync(sut);
        await MoveAsync();
        await EndAllAsync("failed");

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Failed");
        ResultOf(run).Should().BeEquivalentTo(new { Done = 0, Failed = 1, Skipped = 5 });
        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Batch_SubmissionDoesNotGetThrough_IsSentAgainLaterUnderTheSameKey()
    {
        var run = await StartAsync(CreateSut(1));
        _bench.Api.FailSubmission(503, "internal_error");
        await MoveAsync();
        await MoveAsync();
        _bench.Api.Submissions.Should().ContainSingle("the next one waits");
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Completed");
        _bench.Api.Submissions.Select(x => (x.Body, x.IdempotencyKey)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Batch_NetworkIsDown_IsSubmittingInTheLedgerUntilNobodyTriesAgain()
    {
        var run = await StartAsync(CreateSut(1));
        await _bench.Api.DisposeAsync();
        await MoveAsync();
        (await ProgressAsync(run)).Waiting.Should().Be(1, "it is tried again");
        var line = (await LinesAsync("submitting")).Should().ContainSingle().Which;
        line.Status.Should().Be("submitting");
        line.Error.Should().NotBeNull("people want to know why it takes so long");
        (await LinesAsync("open")).Should().ContainSingle();
        (await LinesAsync("refused")).Should().BeEmpty();

        await run.CancelAsync();

        (await LinesAsync("refused")).Should().ContainSingle().Which.Status.Should().Be("refused");
        (await LinesAsync("submitting")).Should().BeEmpty();
    }

    [Fact]
    public async Task Batch_QueueIsFullForHours_WaitsAndFailsNothing()
    {
        var run = await StartAsync(CreateSut(1));
        for (var time = 0; time < 30; time++)
        {
            _bench.Api.FailSubmission(429, "queue_full");
            await MoveAsync();
            _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Completed");
        _bench.Api.Submissions.Should().HaveCount(31);
    }

    [Fact]
    public async Task Batch_QueueIsFull_IsOnHoldInTheLedgerUntilSomebodyCallsIt()
    {
        var run = await StartAsync(CreateSut(1));
        _bench.Api.FailSubmission(429, "queue_full");
        await MoveAsync();
        var held = (await HeldAsync()).Should().ContainSingle().Which;
        held.HoldReason.Should().Be("QueueFull");

        await _bench.Get<SubmissionHolds>().ReleaseAsync(held.Id, Workbench.Token);
        await MoveAsync();

        _bench.Api.Jobs.Should().ContainSingle("nobody waited for the clock");
        (await HeldAsync()).Should().BeEmpty();
        await FinishAsync(run);
    }

    [Theory]
    [InlineData(429, "queue_full")]
    [InlineData(402, "insufficient_funds")]
    public async Task Batch_CancelledWhileARecordingWaits_LeavesNothingOnHold(int status, string code)
    {
        var run = await StartAsync(CreateSut(1));
        _bench.Api.FailSubmission(status, code);
        await MoveAsync();
        (await HeldAsync()).Should().ContainSingle();

        await run.CancelAsync();

        (await HeldAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Batch_WalletEmpty_WaitsWithoutACallUntilItIsReleased()
    {
        var run = await StartAsync(CreateSut(3));
        _bench.Api.FailSubmission(402, "insufficient_funds");
        await MoveAsync();
        var calls = _bench.Api.Requests.Count;
        await MoveAsync();
        _bench.Api.Requests.Should().HaveCount(calls);
        (await ProgressAsync(run)).Held.Should().Be(1);

        await using (var ledger = _bench.OpenLedger())
            await _bench.Get<SubmissionHolds>().ReleaseAsync((await ledger.Jobs.SingleAsync(job => job.HeldAt != null, Workbench.Token)).Id, Workbench.Token);
        await FinishAsync(run);

        run.Outcomes.Should().Equal("Completed");
        ResultOf(run).Done.Should().Be(3);
    }

    [Fact]
    public async Task Batch_KilledBetweenAPaidCallAndItsRow_PaysOnce()
    {
        var run = await StartAsync(CreateSut(1));
        await MoveAsync();
        await using (var ledger = _bench.OpenLedger())
        {
            await ledger.BatchItems.ExecuteUpdateAsync(
                update => update.SetProperty(item => item.State, BatchItemState.Waiting).SetProperty(item => item.LedgerId, (string?)null), Workbench.Token);
        }

        await FinishAsync(run);

        _bench.Api.Jobs.Should().ContainSingle();
        ResultOf(run).CostUsd.Should().Be(0.057m);
    }

    [Fact]
    public async Task Batch_HostAbandonedInTheMiddle_IsFinishedByTheNextAndPaidOnce()
    {
        using var folder = new TempFolder();
        await using var first = await Workbench.CreateAsync(api: _bench.Api, folder: folder);
        var run = new EngineRun(first, CreateSut(6));
        await run.StartAsync();
        await first.Get<BatchRunner>().RunAsync(Workbench.Token);

        // The third was taken, but its row does not know.
        await using (var ledger = first.OpenLedger())
        {
            await ledger.BatchItems.Where(item => item.Index == 2).ExecuteUpdateAsync(update => update.SetProperty(item => item.State, BatchItemState.Waiting), Workbench.Token);
            await ledger.Jobs.Where(job => job.Id == ledger.BatchItems.Single(item => item.Index == 2).LedgerId)
                .ExecuteUpdateAsync(update => update.SetProperty(job => job.JobId, (string?)null).SetProperty(job => job.AttemptedAt, first.Clock.GetUtcNow()), Workbench.Token);
        }

        await using var next = await Workbench.CreateAsync(api: _bench.Api, folder: folder);
        for (var round = 0; round < 20 && next.Notifier.EndedBatches.IsEmpty; round++)
        {
            await next.Get<BatchRunner>().RunAsync(Workbench.Token);
            await EndAllAsync("completed", next);
        }

        _bench.Api.Jobs.Should().HaveCount(6);
        _bench.Api.Submissions.Should().HaveCount(7).And.Subject.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(6);
        (await next.Get<BatchStore>().FindProgressAsync((string)run.Record.JournalData!["BatchId"], Workbench.Token))!
            .Should().BeEquivalentTo(new { Done = 6, CostUsd = 0.342m, Minutes = 6.5 });
    }

    [Fact]
    public async Task Batch_StartedAgainAfterACrash_IsTheSameBatch()
    {
        var sut = CreateSut(2);
        var run = new EngineRun(_bench, sut) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<Transcribe.Engine.Execution.CommitFailedException>();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        await using var ledger = _bench.OpenLedger();
        (await ledger.BatchItems.CountAsync(Workbench.Token)).Should().Be(2);
    }

    [Fact]
    public async Task Batch_FilesOfAStorage_AreUploaded()
    {
        Directory.CreateDirectory(_bench.StorageRoot);
        await File.WriteAllBytesAsync(Path.Combine(_bench.StorageRoot, "a.wav"), Recordings.Wav(TimeSpan.FromSeconds(1)), Workbench.Token);
        var run = await StartAsync(new TranscribeBatch { Items = new Input<object>("""[{ "path": "a.wav", "title": "A" }, "none.wav"]""") });

        await FinishAsync(run);

        run.Outcomes.Should().Equal("Partly Completed");
        _bench.Api.Submissions.Single().Body.Should().Contain("\"source\":\"upload\"");
        ResultOf(run).Items.Select(item => (item.Title, item.Status)).Should().Equal(("A", "done"), (null, "failed"));
    }

    [Fact]
    public async Task Batch_TimeOut_LeavesOutTheRest()
    {
        var run = await StartAsync(CreateSut(5));
        await MoveAsync();

        await run.ResumeAsync("Elsa.Delay");

        run.Outcomes.Should().Equal("Timed Out");
        ResultOf(run).Skipped.Should().Be(2);
    }

    [Fact]
    public async Task Batch_Cancelled_SubmitsNothingMore()
    {
        var run = await StartAsync(CreateSut(5));
        await MoveAsync();

        await run.CancelAsync();
        await EndAllAsync("completed");
        await MoveAsync();

        _bench.Api.Jobs.Should().HaveCount(3);
        run.Record.JournalData!["Note"].Should().BeOfType<string>().Which.Should().Contain("are paid");
    }

    [Theory]
    [InlineData("""{ "url": "https://a.example/1.mp3" }""")]
    [InlineData("""[{ "title": "No address" }]""")]
    public async Task Batch_UnreadableList_Fails(string items) =>
        (await StartAsync(new TranscribeBatch { Items = new Input<object>(items) })).Outcomes.Should().Equal("Failed");

    [Fact]
    public async Task Batch_ManyItems_AreEachPaidOnce()
    {
        var sut = CreateSut(300);
        sut.Parallel = new Input<int>(100);
        var run = await StartAsync(sut);
        for (var round = 0; round < 60 && _bench.Notifier.EndedBatches.IsEmpty; round++)
        {
            await MoveAsync();
            await EndAllAsync("completed");
        }

        await run.ResumeAsync(TranscribeBatch.BookmarkName);

        run.Outcomes.Should().Equal("Completed");
        _bench.Api.Jobs.Should().HaveCount(300);
        _bench.Api.Submissions.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(300);
    }

    private static TranscribeBatch CreateSut(int items) => new()
    {
        Items = new Input<object>(Enumerable.Range(0, items).Select(number => (object)$"https://media.example/{number}.mp3").ToList()), Parallel = new Input<int>(3),
    };

    private async Task<EngineRun> StartAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }

    private Task<bool> MoveAsync() => _bench.Get<BatchRunner>().RunAsync(Workbench.Token);

    private async Task FinishAsync(EngineRun run)
    {
        for (var round = 0; round < 20 && _bench.Notifier.EndedBatches.IsEmpty; round++)
        {
            await MoveAsync();
            await EndAllAsync("completed");
        }

        await run.ResumeAsync(TranscribeBatch.BookmarkName);
    }

    // What the watcher does: ends are read from the API into the ledger.
    private async Task EndAllAsync(string status, Workbench? bench = null)
    {
        bench ??= _bench;
        foreach (var job in await bench.Ledger.ListOpenAsync(Workbench.Token))
        {
            _bench.Api.End(job.JobId!, status, status == "failed" ? "No audio." : null);
            var row = new Client.Transcription { Id = job.JobId!, Status = new TranscriptionStatus(status), ChargeUsd = status == "completed" ? 0.057m : null, DurationSeconds = 65 };
            await bench.Ledger.ObserveAsync("default", row, Workbench.Token);
        }
    }

    private async Task<BatchProgress> ProgressAsync(EngineRun run) =>
        (await _bench.Get<BatchStore>().FindProgressAsync((string)run.Record.JournalData!["BatchId"], Workbench.Token))!;

    private Task<IReadOnlyList<LedgerLine>> HeldAsync() => LinesAsync("held");

    private async Task<IReadOnlyList<LedgerLine>> LinesAsync(string status) =>
        (await _bench.Get<LedgerReader>().ListAsync(new LedgerFilter { Status = status }, LedgerOrder.Newest, 10, null, Workbench.Token)).Data;

    private static BatchResult ResultOf(EngineRun run) => run.Outputs["Result"].Should().BeOfType<BatchResult>().Subject;
}
