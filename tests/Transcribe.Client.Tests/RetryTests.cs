using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class RetryTests : ClientTest
{
    private const string Me = "GET /api/v1/me";

    private static readonly Reply Ok = Replies.Ok(new { email = "a@b.example" });

    [Theory]
    [InlineData(408, "timeout")]
    [InlineData(429, "rate_limited")]
    [InlineData(429, "queue_full")]
    [InlineData(500, "internal_error")]
    [InlineData(502, "x")]
    [InlineData(503, "x")]
    public async Task Get_ErrorThatPasses_IsSentAgain(int status, string code)
    {
        Server.On(Me, Replies.Error(status, code), Ok);

        var account = await CreateSut().GetAccountAsync(Token);

        account.Email.Should().Be("a@b.example");
        Server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(401, "invalid_api_key")]
    [InlineData(402, "insufficient_funds")]
    [InlineData(403, "scope_forbidden")]
    [InlineData(404, "not_found")]
    [InlineData(409, "not_ready")]
    [InlineData(429, "qna_quota_exceeded")]
    public async Task Get_ErrorThatStays_IsSentOnce(int status, string code)
    {
        Server.On(Me, Replies.Error(status, code), Ok);

        var act = () => CreateSut().GetAccountAsync(Token);

        (await act.Should().ThrowAsync<TranscribeApiException>()).Which.Code.Should().Be(code);
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Get_ConnectionReset_IsSentAgain()
    {
        Server.On(Me, Replies.Reset, Replies.ResetInBody, Ok);

        await CreateSut().GetAccountAsync(Token);

        Server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Get_429WithRetryAfter_WaitsExactlyThatLong()
    {
        Server.On(Me, Replies.RetryAfter(429, "rate_limited", "7"), Ok);

        var reading = CreateSut().GetAccountAsync(Token);
        await Clock.HasTimerAsync(TimeSpan.FromSeconds(7));
        Clock.Advance(TimeSpan.FromMilliseconds(6999));
        Clock.Pending.Should().Contain(TimeSpan.FromMilliseconds(1));
        Server.Requests.Should().ContainSingle();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await reading.Soon();

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_RetryAfterDate_WaitsUntilThen()
    {
        var date = (Clock.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture);
        Server.On(Me, Replies.RetryAfter(503, "internal_error", date), Ok);

        var reading = CreateSut().GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(90));
        await reading.Soon();

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_RetryAfterZero_GoesOnAtOnce()
    {
        Server.On(Me, Replies.RetryAfter(503, "internal_error", "0"), Ok);

        await CreateSut(x => (x.RetryDelay, x.MaxRetryDelay) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20))).GetAccountAsync(Token);

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_RetryAfterBeyondTheBudget_FailsAtOnce_AndSaysWhenToComeBack()
    {
        Server.On(Me, Replies.RetryAfter(429, "rate_limited", "3600"), Ok);

        var act = () => CreateSut().GetAccountAsync(Token);

        var error = (await act.Should().ThrowAsync<TranscribeRateLimitException>()).Which;
        error.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        error.IsTransient.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Get_NoRetryAfter_BacksOffWithJitter()
    {
        Server.On(Me, Replies.Error(503, "internal_error"), Ok);
        var pauses = new List<TimeSpan>();

        for (var i = 0; i < 8; i++)
        {
            Server.On(Me, Replies.Error(503, "internal_error"), Ok);
            var reading = CreateSut(x => (x.RetryDelay, x.MaxRetryDelay) = (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9))).GetAccountAsync(Token);
            await Clock.HasTimerAsync(x => x <= TimeSpan.FromSeconds(9), "the pause before the second attempt");
            pauses.Add(Clock.Pending.Min());
            Clock.Advance(pauses[^1]);
            await reading.Soon();
        }

        pauses.Should().OnlyContain(x => x > TimeSpan.Zero && x <= TimeSpan.FromSeconds(9));
        pauses.Distinct().Count().Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task Get_NeverWorks_StopsAfterMaxAttempts()
    {
        Server.On(Me, Replies.Error(500, "internal_error"));

        var act = () => CreateSut(x => x.MaxAttempts = 3).GetAccountAsync(Token);

        (await act.Should().ThrowAsync<TranscribeApiException>()).Which.IsTransient.Should().BeTrue();
        Server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Get_TotalTimeUsedUp_StopsBeforeMaxAttempts()
    {
        Server.On(Me, Replies.RetryAfter(503, "internal_error", "50"));

        var reading = CreateSut(x => x.TotalTimeout = TimeSpan.FromSeconds(120)).GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(50));
        await Clock.PassAsync(TimeSpan.FromSeconds(50));

        await reading.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscribeApiException>();
        Server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Get_SilentServer_EndsTheAttemptNotTheCall()
    {
        Server.On(Me, Replies.Never, Ok);

        var reading = CreateSut(x => x.AttemptTimeout = TimeSpan.FromSeconds(11)).GetAccountAsync(Token);
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1, "the first attempt");
        await Clock.PassAsync(TimeSpan.FromSeconds(11));
        await reading.Soon();

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_AlwaysSilentServer_IsATransientConnectionErrorThatNamesTheHost()
    {
        Server.On(Me, Replies.Never);

        var reading = CreateSut(x => (x.MaxAttempts, x.AttemptTimeout) = (1, TimeSpan.FromSeconds(11))).GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(11));

        var error = (await reading.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscribeConnectionException>()).Which;
        error.Message.Should().Be($"{Server.Address.Authority} did not answer within 11 s.");
        error.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Get_CallerCancels_ThrowsOperationCanceledWithCallersToken()
    {
        Server.On(Me, Replies.Never);
        using var caller = new CancellationTokenSource();

        var reading = CreateSut().GetAccountAsync(caller.Token);
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1, "the request");
        await caller.CancelAsync();

        (await reading.Awaiting(x => x.Soon()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Ask_ConnectingTakesTooLong_NeverLeft_SoItIsSentAgain()
    {
        var wire = new Unconnected();
        var sut = CreateSut(services: (_, builder) => builder.ConfigurePrimaryHttpMessageHandler(() => wire));

        var act = () => sut.GetHandle("7").AskAsync("Why?", cancellationToken: Token);

        (await act.Should().ThrowAsync<TranscribeConnectionException>()).WithMessage("*could not be connected to in time*").Which.NotSent.Should().BeTrue();
        wire.Attempts.Should().Be(5);
    }

    [Fact]
    public async Task Ask_HasNoKey_SoAnErrorIsNotRepeated()
    {
        Server.On("POST /api/v1/transcriptions/7/ask", Replies.Error(503, "internal_error"));

        var act = () => CreateSut().GetHandle("7").AskAsync("Why?", cancellationToken: Token);

        await act.Should().ThrowAsync<TranscribeApiException>();
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Ask_ConnectionReset_IsNotRepeated()
    {
        Server.On("POST /api/v1/transcriptions/7/ask", Replies.Reset);

        var act = () => CreateSut().GetHandle("7").AskAsync("Why?", cancellationToken: Token);

        (await act.Should().ThrowAsync<TranscribeConnectionException>()).Which.NotSent.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Ask_RequestNeverLeft_IsSentAgain()
    {
        var counter = new CountingHandler();
        var sut = CreateSut(services: (_, builder) => builder.AddHttpMessageHandler(() => counter));
        await Server.DisposeAsync();

        var act = () => sut.GetHandle("7").AskAsync("Why?", cancellationToken: Token);

        var error = (await act.Should().ThrowAsync<TranscribeConnectionException>()).Which;
        error.NotSent.Should().BeTrue();
        error.Message.Should().Contain(Server.Address.Authority).And.Contain("check that it runs");
        counter.Attempts.Should().Be(5);
    }

    /// <summary>What the platform's handler does when its connect time-out passes.</summary>
    private sealed class Unconnected : HttpMessageHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Attempts++;
            throw new TaskCanceledException("connect", new TimeoutException());
        }
    }
}
