using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Tests.Transcription;

/// <summary>What a step finds that it paid for in the run which is replayed.</summary>
public sealed class EarlierJobTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Submit_SameRequestUnderAnotherCeiling_IsTheEarlierJobWhateverItsPolicy()
    {
        var job = await _bench.SubmitAsync();

        var result = await SubmitAsync(Again() with { MaxChargeUsd = 5, ReuseWindow = null });

        result.Should().BeEquivalentTo(new { IsReused = true, SavedUsd = 0.057m });
        result.Job!.Id.Should().Be(job.Id);
        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Theory]
    [InlineData("https://media.example/other.wav", null, "default")]
    [InlineData(Submissions.Url, "voxtral", "default")]
    public async Task Submit_AnotherRequest_IsAnotherJob(string url, string? pipeline, string connection)
    {
        await _bench.SubmitAsync();

        var result = await SubmitAsync(Again() with { Url = url, Pipeline = pipeline, Connection = connection });

        result.IsReused.Should().BeFalse();
        _bench.Api.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task Submit_WhoseFirstAnswerWasLost_GoesOutAgainUnderTheSameKey()
    {
        _bench.Api.LoseNextAnswer();
        (await SubmitAsync(Submissions.Valid())).Job.Should().BeNull();

        var result = await SubmitAsync(Again());

        result.Job!.Id.Should().Be(_bench.Api.Jobs.Single().Key);
        _bench.Api.Submissions.Select(submission => submission.IdempotencyKey).Should().Equal("tw-key", "tw-key");
    }

    [Fact]
    public async Task Submit_WhoseJobWasTriedAgainAndEndedWell_IsThatAttempt()
    {
        var job = await _bench.SubmitAsync();
        await EndAsync(job, "failed");
        await SubmitAsync(Submissions.Valid("retry") with { Url = null, RetryOf = JobReference.From(job), ActivityInstanceId = "act-2" });
        await EndAsync(job, "completed");

        (await SubmitAsync(Again())).Should().BeEquivalentTo(new { IsReused = true, Job = new { job.Id } });
    }

    [Fact]
    public async Task Submit_SameRecordingUploadedAgain_IsTheEarlierJob()
    {
        await _bench.SubmitAsync(Submissions.Valid() with { Url = null, Upload = Upload("up_1", "hash") });

        (await SubmitAsync(Again() with { Url = null, Upload = Upload("up_2", "hash") })).IsReused.Should().BeTrue();
        (await SubmitAsync(Again("third") with { Url = null, Upload = Upload("up_3", "other") })).IsReused.Should().BeFalse();
    }

    [Fact]
    public async Task Submit_OverTwoReplays_IsTheFirstJob()
    {
        var job = await _bench.SubmitAsync();
        await SubmitAsync(Again("second") with { WorkflowInstanceId = "run-2", ActivityInstanceId = "act-2" });

        var third = await SubmitAsync(Again("third") with { WorkflowInstanceId = "run-3", ReplayedRuns = ["run-2", "run-1"] });

        third.Job!.Id.Should().Be(job.Id);
        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_OfSeveralInAnotherOrder_FindsEachItsOwnJob()
    {
        var first = await _bench.SubmitAsync();
        var second = await _bench.SubmitAsync(Submissions.Valid("other") with { Url = "https://media.example/other.wav", ActivityInstanceId = "act-2" });

        var jobs = new[] { (await SubmitAsync(Again("b") with { Url = "https://media.example/other.wav" })).Job!.Id, (await SubmitAsync(Again("a"))).Job!.Id };

        jobs.Should().Equal(second.Id, first.Id);
        _bench.Api.Jobs.Should().HaveCount(2);
    }

    private static JobSubmission Again(string key = "again") =>
        Submissions.Valid(key) with { WorkflowInstanceId = "run-2", ActivityInstanceId = "act-2", ReplayedRuns = ["run-1"] };

    private static UploadedAudio Upload(string id, string hash) => new() { UploadId = id, FileName = "talk.wav", DurationSeconds = 2, ContentHash = hash };

    private Task<SubmissionResult> SubmitAsync(JobSubmission submission) => _bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token);

    private async Task EndAsync(TranscriptionJob job, string status)
    {
        _bench.Api.End(job.Id, status);
        await _bench.Get<JobWaits>().LookAsync("default", job.Id, Workbench.Token);
        (await _bench.Ledger.FindJobAsync("default", job.Id, Workbench.Token))!.Outcome!.Status.Should().Be(status);
    }
}
