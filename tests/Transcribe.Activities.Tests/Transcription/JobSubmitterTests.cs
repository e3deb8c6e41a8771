using Transcribe.Activities.Connections;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class JobSubmitterTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities =>
        activities.ConfigureCallbacks(options => options.PublicBaseUrl = new Uri("https://flows.example/base/")));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Submit_Accepted_GivesJobAndLedgerRow()
    {
        var job = await _bench.SubmitAsync();

        job.Should().Be(new TranscriptionJob { Id = "4821", Status = "queued", BilledMinutes = 2, PriceUsd = 0.057m, Connection = "default" });
        var row = (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Should().ContainSingle().Which;
        row.Should().BeEquivalentTo(new { Key = "tw-key", JobId = "4821", Status = "queued", PriceUsd = 0.057m, Error = (string?)null });
    }

    [Fact]
    public async Task Submit_Request_CarriesKeyLanguageAndCallback()
    {
        await _bench.SubmitAsync(Submissions.Valid() with { Pipeline = "voxtral", MaxChargeUsd = 1.5m });

        var request = _bench.Api.Submissions.Should().ContainSingle().Which;
        request.IdempotencyKey.Should().Be("tw-key");
        request.Body.Should().Contain("\"language\":\"auto\"").And.Contain("\"pipeline_code\":\"voxtral\"").And.Contain("\"max_charge_usd\":1.5")
            .And.Contain("https://flows.example/base/callbacks/transcribe/tj-");
    }

    [Fact]
    public async Task Submit_CallbackNone_AsksForNone()
    {
        await _bench.SubmitAsync(Submissions.Valid() with { Callback = CallbackMode.None });

        _bench.Api.Submissions.Single().Body.Should().NotContain("callback_url");
    }

    [Fact]
    public async Task Submit_RepeatedAfterCommit_MakesNoSecondCall()
    {
        var first = await _bench.SubmitAsync();
        var again = await _bench.SubmitAsync();

        again.Should().Be(first);
        _bench.Api.Submissions.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_CrashBetweenCallAndCommit_SendsTheSameBodyAndGetsTheSameJob()
    {
        _bench.Api.LoseNextAnswer();
        (await SubmitAsync(Submissions.Valid())).Reason.Should().NotBeNull();

        var job = await _bench.SubmitAsync();

        _bench.Api.Jobs.Should().ContainSingle().Which.Key.Should().Be(job.Id);
        _bench.Api.Submissions.Should().HaveCount(2);
        _bench.Api.Submissions.Select(x => (x.Body, x.IdempotencyKey)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_RepeatedAfterTheHostsAddressChanged_SendsTheSameBody()
    {
        using var folder = new TempFolder();
        await using var before = await Workbench.CreateAsync(x => x.ConfigureCallbacks(y => y.PublicBaseUrl = new Uri("https://old.example")), folder: folder);
        before.Api.LoseNextAnswer();
        await before.Get<JobSubmitter>().SubmitAsync(Submissions.Valid(), Workbench.Token);

        await using var after = await Workbench.CreateAsync(x => x.ConfigureCallbacks(y => y.PublicBaseUrl = new Uri("https://new.example")), folder: folder);
        await after.SubmitAsync();

        after.Api.Submissions.Single().Body.Should().Be(before.Api.Submissions.Single().Body);
    }

    [Fact]
    public async Task Submit_SameKeyForAnotherRequest_IsRefusedWithoutACall()
    {
        await _bench.SubmitAsync();

        var result = await SubmitAsync(Submissions.Valid() with { Url = "https://media.example/other.wav" });

        result.IsRefusal.Should().BeTrue();
        result.Reason.Should().Contain("tw-key").And.Contain("another request");
        _bench.Api.Submissions.Should().ContainSingle();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rivers.wav")]
    [InlineData("ftp://media.example/rivers.wav")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http:///x")]
    public async Task Submit_BadUrl_IsRefusedWithoutRowOrCall(string? url)
    {
        var result = await SubmitAsync(Submissions.Valid() with { Url = url });

        result.IsRefusal.Should().BeTrue();
        result.Reason.Should().StartWith("The URL of the recording");
        _bench.Api.Requests.Should().BeEmpty();
        (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(400, "invalid_request", true)]
    [InlineData(402, "insufficient_funds", true)]
    [InlineData(402, "max_charge_exceeded", true)]
    [InlineData(401, "invalid_api_key", false)]
    [InlineData(403, "scope_forbidden", false)]
    [InlineData(503, "internal_error", false)]
    public async Task Submit_ApiError_IsRefusalOrFailureWithTheReason(int status, string code, bool refusal)
    {
        _bench.Api.FailNext(status, code, "Because of the test.");

        var result = await SubmitAsync(Submissions.Valid());

        result.Job.Should().BeNull();
        result.IsRefusal.Should().Be(refusal);
        result.Reason.Should().StartWith("Connection 'default': ").And.Contain("Because of the test.").And.Contain("req_test").And.NotContain(Workbench.ApiKey);
        (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single().Error.Should().Be(result.Reason);
    }

    [Fact]
    public async Task Submit_AfterAFailure_WorksWithTheSameKey()
    {
        _bench.Api.FailNext(503, "internal_error");
        await SubmitAsync(Submissions.Valid());

        await _bench.SubmitAsync();

        (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single().Error.Should().BeNull();
    }

    [Fact]
    public async Task Submit_UnreachableApi_FailsAndNamesTheConnection()
    {
        await _bench.Api.DisposeAsync();

        var result = await SubmitAsync(Submissions.Valid());

        result.IsRefusal.Should().BeFalse();
        result.Reason.Should().StartWith("Connection 'default': ");
    }

    [Fact]
    public async Task Submit_UnknownConnection_NamesIt()
    {
        await FluentActions.Awaiting(() => SubmitAsync(Submissions.Valid() with { Connection = "acme" }))
            .Should().ThrowAsync<UnknownConnectionException>().WithMessage("There is no transcribe.so connection named 'acme'. This server has: default.");
    }

    [Fact]
    public async Task Submit_CallerCancels_IsCancellationAndNoFailure()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => _bench.Get<JobSubmitter>().SubmitAsync(Submissions.Valid(), cancelled.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ключ")]
    public async Task Submit_BadKey_IsRefused(string key) => (await SubmitAsync(Submissions.Valid(key))).Reason.Should().Contain("idempotency key");

    private Task<SubmissionResult> SubmitAsync(JobSubmission submission) => _bench.Get<JobSubmitter>().SubmitAsync(submission, Workbench.Token);
}
