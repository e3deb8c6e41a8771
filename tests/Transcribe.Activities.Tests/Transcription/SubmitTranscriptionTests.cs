using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class SubmitTranscriptionTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_Accepted_IsSubmittedWithAllOutputs()
    {
        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Submitted");
        run.Outputs["JobId"].Should().Be("4821");
        run.Outputs["Status"].Should().Be("queued");
        run.Outputs["Result"].Should().Be(new TranscriptionJob { Id = "4821", Status = "queued", BilledMinutes = 2, PriceUsd = 0.057m, Connection = "default" });
        run.Record.JournalData.Should().ContainKey("JobId");
        run.State.Status.Should().Be(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task Execute_KeyIsDerivedFromRunAndExecution()
    {
        var run = await RunAsync(CreateSut());

        _bench.Api.Submissions.Single().IdempotencyKey.Should().Be(StableId.Of("tw", "run-1", run.Record.Id));
    }

    [Fact]
    public async Task Execute_BadUrl_IsRefusedWithReason()
    {
        var run = await RunAsync(new SubmitTranscription { Url = new Input<string>("rivers.wav") });

        run.Outcomes.Should().Equal("Refused");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("http://");
        run.State.Status.Should().Be(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task Execute_NoUrlAtAll_IsRefused() => (await RunAsync(new SubmitTranscription())).Outcomes.Should().Equal("Refused");

    [Theory]
    [InlineData(402, "insufficient_funds", "Refused")]
    [InlineData(401, "invalid_api_key", "Failed")]
    [InlineData(503, "internal_error", "Failed")]
    public async Task Execute_ApiError_HasItsOutcome(int status, string code, string outcome)
    {
        _bench.Api.FailNext(status, code);

        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal(outcome);
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("default");
    }

    [Fact]
    public async Task Execute_UnknownConnection_FaultsAndNamesIt()
    {
        var sut = CreateSut();
        sut.Connection = new Input<string>("acme");

        var run = await RunAsync(sut);

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("'acme'");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Execute_KilledAtAnyCommit_MakesOneJob(int commit)
    {
        var run = new EngineRun(_bench, CreateSut()) { CrashAtCommit = commit };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<CommitFailedException>().WithInnerException(typeof(ProcessKilledException));
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Submitted");
        _bench.Api.Jobs.Should().ContainSingle();
        _bench.Api.Submissions.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(1);
    }

    [Fact]
    public async Task Retry_AfterAFaultBehindThePayment_PaysOnce()
    {
        var sut = CreateSut();
        sut.Result = new Output<TranscriptionJob>(new Variable<object>("job", null!, "job")) { Converter = new OutputConverterConfiguration("missing", new Dictionary<string, object?>()) };
        var run = await RunAsync(sut);
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        var execution = run.Record.Id;
        sut.Result = null;

        await run.RetryAsync();

        run.Outcomes.Should().Equal("Submitted");
        run.Record.Id.Should().Be(execution);
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _bench.Api.Submissions.Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_KilledBetweenCallAndLedger_SendsTheSameBodyOnce()
    {
        var run = new EngineRun(_bench, CreateSut());
        _bench.Api.LoseNextAnswer();
        await run.StartAsync();
        run.Outcomes.Should().Equal("Failed");

        await _bench.Get<JobSubmitter>().SubmitAsync(
            Submissions.Valid(_bench.Api.Submissions.Single().IdempotencyKey!), Workbench.Token);

        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_CancelledMidCall_InterruptsAndIsNoFailure()
    {
        using var stop = new CancellationTokenSource();
        _bench.Api.OnNext(async http =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });
        var run = new EngineRun(_bench, CreateSut()) { BurstToken = stop.Token };

        await run.StartAsync();

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        run.Outcomes.Should().BeEmpty();
    }

    private static SubmitTranscription CreateSut() => new()
    {
        Url = new Input<string>(Submissions.Url), WhenUnpaid = new Input<UnpaidPolicy>(UnpaidPolicy.Refuse),
    };

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
