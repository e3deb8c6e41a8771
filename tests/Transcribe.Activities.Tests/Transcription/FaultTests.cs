using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Reading;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Sandbox;

namespace Transcribe.Activities.Tests.Transcription;

/// <summary>Every activity of the category against every fault of the sandbox: what can be expected leaves by a port, with a reason; the rest is an incident that says what to do.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Reset = "reset";

    private SandboxBench _bench = null!;

    /// <summary>Activity, and its outcome for 400, 402, 404, and all others.</summary>
    public static TheoryData<string, string, string, string, string> Outcomes => new()
    {
        { nameof(SubmitTranscription), "Refused", "Refused", "Failed", "Failed" },
        { nameof(TranscribeRecording), "Refused", "Refused", "Failed", "Failed" },
        { nameof(RetryTranscription), "Refused", "Refused", "Failed", "Failed" },
        { nameof(QuoteTranscription), "Refused", "Failed", "Failed", "Failed" },
        { nameof(UploadAudio), "Refused", "Failed", "Failed", "Failed" },
        { nameof(GetAccount), "Failed", "Failed", "Failed", "Failed" },
        { nameof(GetTranscript), "Failed", "Failed", "Failed", "Failed" },
        { nameof(GetSubtitles), "Failed", "Failed", "Failed", "Failed" },
        { nameof(GetResult), "Failed", "Failed", "Failed", "Failed" },
        { nameof(AskRecording), "Failed", "Failed", "Failed", "Failed" },
        { nameof(Summarize), "Failed", "Failed", "Failed", "Failed" },
        { nameof(DeleteTranscription), "Failed", "Failed", "Deleted", "Failed" },
    };

    public static TheoryData<string> Activities => new(
        nameof(SubmitTranscription), nameof(TranscribeRecording), nameof(RetryTranscription), nameof(QuoteTranscription), nameof(UploadAudio), nameof(GetAccount),
        nameof(GetTranscript), nameof(GetSubtitles), nameof(GetResult), nameof(AskRecording), nameof(Summarize), nameof(DeleteTranscription), nameof(AwaitCompletion),
        nameof(NameSpeakers), nameof(TranscribeBatch));

    public async ValueTask InitializeAsync() => _bench = await SandboxBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Execute_ApiFails_LeavesByItsPortWithAReason(string activity, string invalid, string unpaid, string missing, string other)
    {
        var faults = new Dictionary<string, string> { ["400"] = invalid, ["402"] = unpaid, ["404"] = missing, ["401"] = other, ["403"] = other, ["429"] = other, ["500"] = other, ["503"] = other, [Reset] = other };
        foreach (var (fault, outcome) in faults)
        {
            var sut = await CreateAsync(activity);
            AddFault(fault);

            var run = await _bench.RunAsync(sut);

            run.Outcomes.Should().Equal([outcome], "{0} meets {1}", activity, fault);
            run.State.Incidents.Should().BeEmpty();
            if (outcome != "Deleted")
                run.Outputs["Reason"].Should().BeOfType<string>().Which.Length.Should().BeGreaterThan(20);
            _bench.Sandbox.Faults.Pending.Should().Be(0, "the fault was met");
        }
    }

    [Theory]
    [InlineData(nameof(SubmitTranscription))]
    [InlineData(nameof(UploadAudio))]
    [InlineData(nameof(QuoteTranscription))]
    [InlineData(nameof(GetAccount))]
    [InlineData(nameof(GetTranscript))]
    [InlineData(nameof(Summarize))]
    public async Task Execute_ApiFailsAndTheRunIsTriedAgain_TakesThePortOnlyWhenNoAttemptIsLeft(string activity)
    {
        var options = new BurstOptions { Retry = new RetryPolicy { Attempts = 2 } };
        var sut = await CreateAsync(activity);
        AddFault("503");

        var run = await _bench.RunAsync(sut, options);
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended, "another attempt comes");
        run.State.Incidents.Should().ContainSingle().Which.IsTransient.Should().BeTrue();
        AddFault("503");
        await run.ResumeAsync(RetryWaitPayload.BookmarkName);

        run.Outcomes.Should().Equal("Failed");
        run.State.Incidents.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_FaultThatDoesNotPass_TakesItsPortAtOnce()
    {
        AddFault("402");

        var run = await _bench.RunAsync(await CreateAsync(nameof(SubmitTranscription)), new BurstOptions { Retry = new RetryPolicy { Attempts = 2 } });

        run.Outcomes.Should().Equal("Refused");
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task Execute_ApiWorks_LeavesByItsGoodPort(string activity)
    {
        var run = await _bench.RunAsync(await CreateAsync(activity));

        run.State.Incidents.Should().BeEmpty();
        if (activity is nameof(TranscribeRecording) or nameof(AwaitCompletion) or nameof(TranscribeBatch))
            run.State.Bookmarks.Should().NotBeEmpty();
        else
            run.Outcomes.Should().ContainSingle().Which.Should().BeOneOf("Submitted", "Done", "Uploaded", AskRecording.Answered, AskRecording.NoAnswer, "Deleted", "Completed");
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task Execute_ConnectionThatDoesNotExist_IsAnIncidentThatSaysWhichThereAre(string activity)
    {
        var sut = await CreateAsync(activity);
        sut.GetType().GetProperty("Connection")!.SetValue(sut, new Input<string>("nowhere"));

        var run = await _bench.RunAsync(sut);

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("'nowhere'").And.Contain("This server has: default");
    }

    [Theory]
    [InlineData("400", "Failed")]
    [InlineData("401", "Failed")]
    [InlineData("402", "Held")]
    [InlineData("403", "Failed")]
    [InlineData("404", "Failed")]
    [InlineData("429", "Waiting")]
    [InlineData("500", "Waiting")]
    [InlineData("503", "Waiting")]
    [InlineData(Reset, "Waiting")]
    public async Task Batch_ApiFails_ItsItemFailsIsHeldOrIsTriedAgain_WithAReason(string fault, string state)
    {
        var run = await _bench.RunAsync(await CreateAsync(nameof(TranscribeBatch)));
        AddFault(fault);

        await _bench.Bench.Get<BatchRunner>().RunAsync(Workbench.Token);

        _bench.Sandbox.Faults.Pending.Should().Be(0, "the fault was met");
        var item = (await _bench.Bench.Get<BatchStore>().ListItemsAsync((string)run.Record.JournalData!["BatchId"]!, Workbench.Token)).Should().ContainSingle().Which;
        item.State.ToString().Should().Be(state);
        item.Error!.Length.Should().BeGreaterThan(20);
        if (state != "Failed")
            return;

        await run.ResumeAsync(TranscribeBatch.BookmarkName);
        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().Be("0 of 1 transcribed, 1 failed, 0 left out.");
    }

    [Fact]
    public async Task NameSpeakers_ApiDown_IsDone_BecauseItAsksNobody()
    {
        var sut = await CreateAsync(nameof(NameSpeakers));
        AddFault("503");

        (await _bench.RunAsync(sut)).Outcomes.Should().Equal("Done");

        _bench.Sandbox.Faults.Pending.Should().Be(1);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData(Reset)]
    public async Task Await_ApiFails_GoesOnWaitingAndEnds(string fault)
    {
        var job = await _bench.EndedAsync();
        await ForgetAsync();
        AddFault(fault);

        var run = await _bench.RunAsync(new AwaitCompletion { Job = new(job) });

        run.State.Incidents.Should().BeEmpty();
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task Await_StatusThatNobodyKnows_IsNoEnd()
    {
        var job = await _bench.EndedAsync();
        await ForgetAsync();
        _bench.Sandbox.Faults.ReportStatus(job, "polishing");

        var run = await _bench.RunAsync(new AwaitCompletion { Job = new(job) });

        run.State.Bookmarks.Should().Contain(bookmark => bookmark.Name == AwaitCompletion.BookmarkName);
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task Submit_AnswerLostAfterThePaidCall_IsOneJobWhenRepeated()
    {
        _bench.Sandbox.Faults.Add(new SandboxFault { Method = "POST", Path = "/api/v1/transcriptions", Reset = true, AfterHandling = true });
        var submission = Submissions.Valid() with { Url = _bench.Spoken };

        (await _bench.Bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token)).Transient.Should().NotBeNull();
        (await _bench.Bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token)).Job.Should().NotBeNull();

        (await _bench.Sandbox.GetLedgerAsync()).Should().ContainSingle();
    }

    private void AddFault(string fault) => _bench.Sandbox.Faults.Add(fault == Reset ? new SandboxFault { Reset = true } : new SandboxFault { Status = int.Parse(fault) });

    private async Task<IActivity> CreateAsync(string name) => name switch
    {
        nameof(SubmitTranscription) => new SubmitTranscription { Url = new(_bench.Spoken), WhenUnpaid = new(UnpaidPolicy.Refuse) },
        nameof(TranscribeRecording) => new TranscribeRecording { Url = new(_bench.Spoken), WhenUnpaid = new(UnpaidPolicy.Refuse) },
        nameof(RetryTranscription) => new RetryTranscription { Job = new(await _bench.EndedAsync(isCompleted: false)), WhenUnpaid = new(UnpaidPolicy.Refuse) },
        nameof(QuoteTranscription) => new QuoteTranscription { Url = new(_bench.Spoken) },
        nameof(UploadAudio) => new UploadAudio { Media = new(Recordings.Wav(TimeSpan.FromSeconds(1))), FileName = new("a.wav") },
        nameof(GetAccount) => new GetAccount(),
        nameof(GetTranscript) => new GetTranscript { Job = new(await _bench.EndedAsync()) },
        nameof(GetSubtitles) => new GetSubtitles { Job = new(await _bench.EndedAsync()) },
        nameof(GetResult) => new GetResult { Job = new(await _bench.EndedAsync()) },
        nameof(AskRecording) => new AskRecording { Job = new(await _bench.EndedAsync()), Question = new("What was agreed?") },
        nameof(Summarize) => new Summarize { Transcript = new(await _bench.EndedAsync()) },
        nameof(DeleteTranscription) => new DeleteTranscription { Job = new(await _bench.EndedAsync()) },
        nameof(AwaitCompletion) => new AwaitCompletion { Job = new(await _bench.EndedAsync()) },
        nameof(NameSpeakers) => new NameSpeakers { Job = new(await _bench.EndedAsync()), Names = new(new Dictionary<string, object> { ["0"] = "Ada" }) },
        nameof(TranscribeBatch) => new TranscribeBatch { Items = new(new[] { _bench.Spoken }) },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    // A job that was submitted elsewhere: nothing is known of it here.
    private async Task ForgetAsync()
    {
        await using var ledger = _bench.Bench.OpenLedger();
        ledger.Jobs.RemoveRange(ledger.Jobs);
        await ledger.SaveChangesAsync(Workbench.Token);
    }
}
