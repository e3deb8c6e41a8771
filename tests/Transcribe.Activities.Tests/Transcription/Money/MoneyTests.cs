using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription.Money;

/// <summary>Ceilings, holds, and the same recording twice.</summary>
public sealed class MoneyTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities =>
        activities.ConfigureSpending(options => options.DailyCeilingsUsd["default"] = 0.18m));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task DailyCeilingOfAConnection_IsKeptWhateverComesAtOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => TryAsync(Refusing($"key-{number}"))));

        results.Count(result => result.Job is not null).Should().Be(3, "four of $0.057 are more than $0.18");
        results.First(result => result.Job is null).Reason.Should().Contain("The daily ceiling of connection 'default' is reached: $0.18, of which $0.171 are spent today, and this job costs $0.057.");
        _bench.Api.Jobs.Should().HaveCount(3);
    }

    [Fact]
    public async Task DailyCeiling_OnTheNextDay_IsFreeAgain()
    {
        for (var number = 0; number < 3; number++)
            await TryAsync(Refusing($"key-{number}"));
        _bench.Clock.Advance(TimeSpan.FromDays(1));

        (await TryAsync(Refusing("key-next"))).Job.Should().NotBeNull();
    }

    [Fact]
    public async Task DailyCeilingOfAWorkflow_CountsItsOwnJobsOnly()
    {
        await TryAsync(Refusing("one") with { WorkflowDefinitionId = "other" });
        (await TryAsync(Refusing("two") with { DailyCeilingUsd = 0.06m })).Job.Should().NotBeNull();

        var result = await TryAsync(Refusing("three") with { DailyCeilingUsd = 0.06m });

        result.Reason.Should().Contain("ceiling of this workflow");
    }

    [Fact]
    public async Task RefusedJob_GivesItsPriceBack()
    {
        for (var number = 0; number < 3; number++)
        {
            _bench.Api.FailSubmission(400, "invalid_request");
            await TryAsync(Refusing($"bad-{number}"));
        }

        (await TryAsync(Refusing("good"))).Job.Should().NotBeNull();
    }

    [Fact]
    public async Task WithoutACeiling_NoPriceIsAskedFor()
    {
        await using var bench = await Workbench.CreateAsync();

        await bench.SubmitAsync();

        bench.Api.Requests.Should().NotContain(request => request.Path.EndsWith("/quotes"));
    }

    [Fact]
    public async Task WalletEmpty_HoldsTheRunUntilAnOperatorReleasesIt_WithoutASingleCall()
    {
        _bench.Api.FailSubmission(402, "insufficient_funds", "The wallet is empty.");
        var run = await StartAsync(CreateSut());
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        run.Record.JournalData!["Held"].Should().BeOfType<string>().Which.Should().Contain("The wallet is empty.");
        var row = (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single();
        row.HoldReason.Should().Be(HoldReason.WalletEmpty);
        var calls = _bench.Api.Requests.Count;
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        _bench.Api.Requests.Should().HaveCount(calls);

        (await _bench.Get<SubmissionHolds>().ReleaseAsync(row.Id, Workbench.Token)).Should().BeTrue();
        _bench.Notifier.Released.Should().Equal(row.Id);
        await run.ResumeAsync(PaidSubmission.BookmarkName);

        run.Outcomes.Should().Equal("Submitted");
        _bench.Api.Submissions.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(2, "the API repeats a refusal for the same key");
        (await _bench.Ledger.FindAsync(row.Id, Workbench.Token))!.HeldAt.Should().BeNull();
    }

    [Fact]
    public async Task DailyCeilingReached_Released_LetsTheJobPassOnce()
    {
        _bench.Api.QuoteUsd = 0.2;
        var run = await StartAsync(CreateSut());
        var row = (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single();
        row.HoldReason.Should().Be(HoldReason.DailyCeilingReached);
        _bench.Api.Submissions.Should().BeEmpty();

        await _bench.Get<SubmissionHolds>().ReleaseAsync(row.Id, Workbench.Token);
        await run.ResumeAsync(PaidSubmission.BookmarkName);

        run.Outcomes.Should().Equal("Submitted");
        (await TryAsync(Refusing("another"))).Job.Should().BeNull();
    }

    [Fact]
    public async Task Hold_NobodyReleases_EndsAsRefused()
    {
        _bench.Api.FailSubmission(402, "spend_cap_exceeded");
        var run = await StartAsync(CreateSut());

        await run.ResumeAsync("Elsa.Delay");

        run.Outcomes.Should().Equal("Refused");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().StartWith("Nobody released it in time.");
        (await RowAsync("run-1")).Should().BeEquivalentTo(new { Status = "refused", HoldReason = (string?)null }, "nothing is left to release");
    }

    [Fact]
    public async Task Hold_RunCancelled_LeavesNothingToRelease()
    {
        _bench.Api.FailSubmission(402, "insufficient_funds", "The wallet is empty.");
        var run = await StartAsync(CreateSut());

        await run.CancelAsync();

        var row = await RowAsync("run-1");
        row.Status.Should().Be("refused");
        (await _bench.Get<SubmissionHolds>().ReleaseAsync(row.Id, Workbench.Token)).Should().BeFalse();
    }

    [Fact]
    public async Task DailyCeilingReached_NotHeld_IsRefusedInTheLedgerToo()
    {
        _bench.Api.QuoteUsd = 0.2;

        await TryAsync(Refusing("dear") with { WorkflowInstanceId = "run-1" });

        var row = await RowAsync("run-1");
        row.Status.Should().Be("refused");
        row.Error.Should().Contain("The daily ceiling of connection 'default' is reached");
    }

    [Fact]
    public async Task Release_WhatDoesNotWait_IsFalse()
    {
        var job = await _bench.SubmitAsync();
        var row = await _bench.Ledger.FindJobAsync(null, job.Id, Workbench.Token);

        (await _bench.Get<SubmissionHolds>().ReleaseAsync(row!.Id, Workbench.Token)).Should().BeFalse();
        (await _bench.Get<SubmissionHolds>().ReleaseAsync("tj-none", Workbench.Token)).Should().BeFalse();
    }

    [Fact]
    public async Task MaxChargeExceeded_IsRefusedAndNeverHeld()
    {
        _bench.Api.FailSubmission(402, "max_charge_exceeded");

        (await StartAsync(CreateSut())).Outcomes.Should().Equal("Refused");
    }

    [Fact]
    public async Task SameRecordingTwice_WithReuse_IsPaidOnceAndSaysWhatItSaved()
    {
        var first = await StartAsync(CreateSut());
        var sut = CreateSut();
        sut.Reuse = new Input<ReusePolicy>(ReusePolicy.Always);

        var second = await StartAsync(sut);

        second.Outcomes.Should().Equal("Submitted");
        second.Outputs["JobId"].Should().Be(first.Outputs["JobId"]);
        second.Record.JournalData!["SavedUsd"].Should().Be(0.057m);
        _bench.Api.Jobs.Should().ContainSingle();
        (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token))[^1].Should().BeEquivalentTo(new { Status = "reused", SavedUsd = 0.057m, PriceUsd = 0m });
    }

    [Fact]
    public async Task SameRecordingTwice_WithoutReuseOrOutsideTheWindow_IsPaidTwice()
    {
        await TryAsync(Refusing("one"));
        _bench.Clock.Advance(TimeSpan.FromDays(2));

        await TryAsync(Refusing("two"));
        await TryAsync(Refusing("three") with { ReuseWindow = TimeSpan.FromHours(1), Url = "https://media.example/other.wav" });

        _bench.Api.Jobs.Should().HaveCount(3);
    }

    [Fact]
    public async Task SameRecordingAgain_AfterTheFirstFailed_IsPaidFor()
    {
        var job = (await TryAsync(Refusing("one"))).Job!;
        await _bench.Ledger.LoseAsync("default", job.Id, "Broken.", Workbench.Token);

        (await TryAsync(Refusing("two") with { ReuseWindow = TimeSpan.FromDays(1) })).Job!.Id.Should().NotBe(job.Id);
    }

    [Fact]
    public async Task Quote_Recording_GivesThePriceAndNoJob()
    {
        var run = await StartAsync(new QuoteTranscription { Url = new Input<string>(Submissions.Url) });

        run.Outcomes.Should().Equal("Done");
        run.Outputs["PriceUsd"].Should().Be(0.057m);
        run.Outputs["Result"].Should().Be(new PriceQuote { BilledMinutes = 2, PriceUsd = 0.057m, Connection = "default" });
        _bench.Api.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Account_IsRead()
    {
        var run = await StartAsync(new GetAccount());

        run.Outputs["WalletUsd"].Should().Be(12.5m);
        run.Outputs["Result"].Should().BeOfType<AccountState>().Which.KeyCapUsd.Should().Be(20);
    }

    [Fact]
    public async Task Retry_FailedJob_IsOneNewPaidAttemptThatCanBeAwaited()
    {
        var job = (await TryAsync(Refusing("one"))).Job!;
        _bench.Api.End(job.Id, "failed", "No audio.");
        await _bench.Get<JobWaits>().LookAsync("default", job.Id, Workbench.Token);
        (await _bench.Ledger.FindJobAsync(null, job.Id, Workbench.Token))!.Outcome!.Status.Should().Be("failed");

        var run = await StartAsync(new RetryTranscription { Job = new Input<object>(job.Id) });

        run.Outcomes.Should().Equal("Submitted");
        run.Outputs["Result"].Should().BeOfType<TranscriptionJob>().Which.Id.Should().Be(job.Id);
        var row = (await _bench.Ledger.FindJobAsync(null, job.Id, Workbench.Token))!;
        row.Outcome.Should().BeNull("the id means the new attempt from now on");
        (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Should().ContainSingle();
    }

    private async Task<LedgerLine> RowAsync(string run)
    {
        var page = await _bench.Get<LedgerReader>().ListAsync(new LedgerFilter { Run = run }, LedgerOrder.Newest, 2, null, Workbench.Token);
        return page.Data.Should().ContainSingle().Subject;
    }

    private static SubmitTranscription CreateSut() => new() { Url = new Input<string>(Submissions.Url) };

    private static JobSubmission Refusing(string key) => Submissions.Valid(key);

    private Task<SubmissionResult> TryAsync(JobSubmission submission) => _bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token);

    private async Task<EngineRun> StartAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
