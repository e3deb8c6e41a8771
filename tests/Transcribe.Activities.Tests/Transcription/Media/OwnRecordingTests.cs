using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Activities.Transcription.Media;

namespace Transcribe.Activities.Tests.Transcription.Media;

/// <summary>Recordings of this server, which the vendor cannot fetch: uploaded first, and still paid once.</summary>
public sealed class OwnRecordingTests : IAsyncLifetime
{
    private readonly Recordings _recordings = new();
    private Workbench _bench = null!;

    private static JobSubmission Submission => Submissions.Valid() with { Url = Recordings.Url };

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities => activities.Services.AddSingleton<IOwnRecordings>(_recordings));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Submit_OwnRecording_IsUploadedAndSubmittedWithItsLength()
    {
        await _bench.SubmitAsync(Submission);

        _bench.Api.Uploads.Should().ContainSingle();
        _bench.Api.Submissions.Single().Body.Should().Contain("\"source\":\"upload\"").And.Contain("\"upload_id\":\"up_1\"")
            .And.Contain("\"duration_seconds\":1.5").And.NotContain("127.0.0.1");
    }

    [Fact]
    public async Task Submit_AnyOtherAddress_IsNotUploaded()
    {
        await _bench.SubmitAsync();

        _bench.Api.Uploads.Should().BeEmpty();
        _bench.Api.Submissions.Single().Body.Should().Contain("\"source\":\"external_url\"");
    }

    [Fact]
    public async Task Submit_NobodyKnowsWhetherItWasAccepted_SendsTheSameUploadUnderTheSameKey()
    {
        _bench.Api.FailSubmission(502, "internal_error");
        (await TryAsync(Submission)).Reason.Should().NotBeNull();

        await _bench.SubmitAsync(Submission);

        _bench.Api.Uploads.Should().ContainSingle();
        _bench.Api.Submissions.Select(x => (x.Body, x.IdempotencyKey)).Distinct().Should().ContainSingle();
        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_RecordingGoneAfterTheUpload_IsSubmittedAllTheSame()
    {
        _bench.Api.FailSubmission(503, "internal_error");
        await TryAsync(Submission);
        _recordings.File = null;

        await _bench.SubmitAsync(Submission);

        _bench.Api.Submissions.Select(x => x.Body).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_KeptUploadIsNotTakenAnyMore_IsUploadedAgainUnderAnotherKey()
    {
        _bench.Api.FailSubmission(503, "internal_error");
        await TryAsync(Submission);
        _bench.Api.FailSubmission(400, "invalid_request", "This upload has expired.");

        await _bench.SubmitAsync(Submission);

        _bench.Api.Uploads.Should().HaveCount(2);
        var (stale, renewed) = (_bench.Api.Submissions[1], _bench.Api.Submissions[2]);
        stale.Body.Should().Contain("up_1");
        renewed.Body.Should().Contain("up_2");
        renewed.IdempotencyKey.Should().NotBe(stale.IdempotencyKey, "the API repeats a refusal for the same key");
        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_FreshUploadIsRefused_IsNotUploadedAgain()
    {
        _bench.Api.FailSubmission(400, "invalid_request", "This is no audio.");

        var result = await TryAsync(Submission);

        result.IsRefusal.Should().BeTrue();
        _bench.Api.Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_RefusedOnce_GoesOutUnderAnotherKeyLater()
    {
        _bench.Api.FailSubmission(402, "insufficient_funds");
        (await TryAsync(Submissions.Valid())).IsRefusal.Should().BeTrue();

        await _bench.SubmitAsync();

        _bench.Api.Submissions.Select(x => x.IdempotencyKey).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task Submit_AnswerLostLongerAgoThanTheApiRemembersKeys_IsNotSentAgain()
    {
        _bench.Api.LoseNextAnswer();
        await TryAsync(Submissions.Valid());
        _bench.Clock.Advance(TimeSpan.FromHours(23.5));

        var result = await TryAsync(Submissions.Valid());

        result.Reason.Should().Contain("could pay twice");
        _bench.Api.Submissions.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_LengthCannotBeRead_IsRefusedBeforeAnythingIsSent()
    {
        _recordings.File = Recordings.Of("no sound"u8.ToArray(), "talk.wav");

        var result = await TryAsync(Submission);

        result.IsRefusal.Should().BeTrue();
        result.Reason.Should().Contain("'talk.wav'");
        _bench.Api.Requests.Should().BeEmpty();
    }

    private Task<SubmissionResult> TryAsync(JobSubmission submission) => _bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token);
}
