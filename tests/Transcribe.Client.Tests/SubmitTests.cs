using System.Collections.Concurrent;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class SubmitTests : ClientTest
{
    private const string Route = "POST /api/v1/transcriptions";

    private readonly TranscriptionRequest request = TranscriptionRequest.FromUrl(new Uri("https://example.com/a.mp3"));

    [Fact]
    public async Task Submit_EveryField_IsSentAsTheApiWritesIt()
    {
        Server.On(Route, Replies.Json(202, new { id = 4821, status = "queued", billed_minutes = 31, retail_usd = 0.8835, callback = new { secret = "whsec_x" } }));

        var handle = await CreateSut().SubmitAsync(request with
        {
            PipelineCode = "qwen3-asr-flash-filetrans",
            Language = "auto",
            DurationSeconds = 1800,
            MaxChargeUsd = 1.50m,
            CallbackUrl = new Uri("https://host.example/hook"),
            IdempotencyKey = "run-1",
        }, Token);

        var sent = Server.Requests.Single();
        sent.Text.Should().Be("""{"source":"external_url","url":"https://example.com/a.mp3","pipeline_code":"qwen3-asr-flash-filetrans","language":"auto","duration_seconds":1800,"max_charge_usd":1.50,"callback_url":"https://host.example/hook"}""");
        sent.Key.Should().Be("run-1");
        sent.Authorization.Should().Be($"Bearer {Key}");
        handle.Id.Should().Be(new TranscriptionId("4821"));
        handle.Submission.Should().BeEquivalentTo(new { Status = TranscriptionStatus.Queued, BilledMinutes = 31, RetailUsd = 0.8835m });
        handle.Submission!.Callback!.Secret.Should().Be("whsec_x");
        handle.Submission.ToString().Should().NotContain("whsec_x");
    }

    [Fact]
    public async Task Submit_502AfterAcceptance_CreatesOneJob()
    {
        var jobs = new ConcurrentDictionary<string, string>();
        Reply accept = (context, sent) =>
        {
            var isNew = jobs.TryAdd(sent.Key!, $"job-{jobs.Count + 1}");
            // The first answer is lost on its way through a proxy, after the job was accepted.
            return isNew ? Replies.Raw(502, "text/html", "<html>bad gateway</html>")(context, sent) : Replies.Json(202, new { id = jobs[sent.Key!], status = "pending" })(context, sent);
        };
        Server.On(Route, accept);

        var handle = await CreateSut().SubmitAsync(request, Token);

        handle.Id.Value.Should().Be("job-1");
        jobs.Should().ContainSingle();
        Server.For(Route).Should().HaveCount(2);
        Server.For(Route).Select(x => x.Text).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_TwiceWithoutKey_UsesTwoKeys()
    {
        Server.On(Route, Replies.Json(202, new { id = 1, status = "pending" }));
        var sut = CreateSut();

        await sut.SubmitAsync(request, Token);
        await sut.SubmitAsync(request, Token);

        Server.Requests.Select(x => x.Key).Should().OnlyHaveUniqueItems().And.NotContainNulls();
    }

    [Fact]
    public async Task Submit_SameKeyInFlight_AsksAgainAfterRetryAfter()
    {
        Server.On(Route, Replies.RetryAfter(409, "not_ready", "1"), Replies.Json(202, new { id = 1, status = "pending" }));

        var submitting = CreateSut().SubmitAsync(request, Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(1));
        await submitting.Soon();

        Server.Requests.Select(x => x.Key).Distinct().Should().ContainSingle();
        Server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("transcription_failed")]
    [InlineData("transcription_processing")]
    public async Task Retry_ConflictAboutTheJob_IsNotRepeated(string reason)
    {
        Server.On("POST /api/v1/transcriptions/7/retry", Replies.Conflict(reason));

        var act = () => CreateSut().GetHandle("7").RetryAsync(cancellationToken: Token);

        (await act.Should().ThrowAsync<TranscribeConflictException>()).Which.Reason.Should().Be(reason);
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_WrongRequest_NamesEveryFault_AndSendsNothing()
    {
        var wrong = new TranscriptionRequest
        {
            Url = new Uri("file:///etc/passwd"), DurationSeconds = -1, MaxChargeUsd = -1, CallbackUrl = new Uri("/hook", UriKind.Relative), IdempotencyKey = new string('k', 129),
        };

        var act = () => CreateSut().SubmitAsync(wrong, Token);

        (await act.Should().ThrowAsync<ArgumentException>()).WithMessage(
            "The transcription request is not valid: Url must be an absolute http or https address. DurationSeconds must be greater than 0. "
            + "MaxChargeUsd must not be negative. CallbackUrl must be an absolute http or https address. "
            + "IdempotencyKey must be 1 to 128 visible ASCII characters.*");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_UploadWithoutIdAndDuration_NamesBoth()
    {
        var act = () => CreateSut().SubmitAsync(new TranscriptionRequest { Source = TranscriptionSource.Upload }, Token);

        (await act.Should().ThrowAsync<ArgumentException>()).WithMessage("*UploadId is required*DurationSeconds is required*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Submit_AcceptedWithoutAnId_IsAnError(string body)
    {
        Server.On(Route, Replies.Raw(202, "application/json", body));

        var act = () => CreateSut().SubmitAsync(request, Token);

        await act.Should().ThrowAsync<TranscribeException>();
    }

    [Fact]
    public async Task Quote_UsesAKeyOfItsOwn()
    {
        Server.On("POST /api/v1/quotes", Replies.Ok(new { transcription_id = 9, billed_minutes = 3, retail_usd = "0.0855" }));

        var quote = await CreateSut().QuoteAsync(request with { IdempotencyKey = "job-key" }, Token);

        quote.Should().Be(new Quote { QuoteId = "9", BilledMinutes = 3, RetailUsd = 0.0855m });
        Server.Requests.Single().Key.Should().NotBeNull().And.NotBe("job-key");
    }
}
