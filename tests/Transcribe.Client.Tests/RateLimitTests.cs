using Microsoft.Extensions.DependencyInjection;
using Transcribe.Client.RateLimiting;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class RateLimitTests : ClientTest
{
    private const string Me = "GET /api/v1/me";

    private static readonly Reply Ok = Replies.Ok(new { email = "a@b.example" });

    [Fact]
    public async Task Client_OneMoreThanTheLimit_WaitsUntilAMinuteAfterTheFirstAnswer()
    {
        Server.On(Me, Ok);
        var sut = CreateSut();
        for (var i = 0; i < 60; i++)
            await sut.GetAccountAsync(Token);

        Clock.Advance(TimeSpan.FromSeconds(20));
        var next = sut.GetAccountAsync(Token);
        await Clock.HasTimerAsync(TimeSpan.FromSeconds(40));
        Server.Requests.Should().HaveCount(60);
        Clock.Advance(TimeSpan.FromSeconds(40));
        await next.Soon();

        Server.Requests.Should().HaveCount(61);
    }

    [Fact]
    public async Task Client_AnyLoad_NeverMakesTheServerSeeMoreThanTheLimitInAMinute()
    {
        var seen = new List<DateTimeOffset>();
        Server.On(Me, async (context, request) =>
        {
            lock (seen)
                seen.Add(Clock.GetUtcNow());

            await Ok(context, request);
        });
        var sut = CreateSut(x => x.RequestsPerMinute = 5);

        var calls = Enumerable.Range(0, 23).Select(_ => sut.GetAccountAsync(Token)).ToList();
        await Eventually.HoldsAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(7));
            return calls.All(x => x.IsCompleted);
        }, "every call");
        await Task.WhenAll(calls).Soon();

        seen.Should().HaveCount(23);
        seen.Should().AllSatisfy(start => seen.Count(x => x >= start && x < start + TimeSpan.FromMinutes(1)).Should().BeLessThanOrEqualTo(5));
    }

    [Fact]
    public async Task Client_TwoNamesWithOneKey_ShareTheLimit()
    {
        Server.On(Me, Ok);
        var provider = CreateProvider(x => x.RequestsPerMinute = 1, (services, _) => services.AddTranscribeClient("other", Point));
        var factory = provider.GetRequiredService<ITranscribeClientFactory>();

        await factory.Get().GetAccountAsync(Token);
        var second = factory.Get("other").GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromMinutes(1));
        await second.Soon();

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Client_TwoKeys_DoNotShareTheLimit()
    {
        Server.On(Me, Ok);
        var provider = CreateProvider(x => x.RequestsPerMinute = 1, (services, _) => services.AddTranscribeClient("other", x =>
        {
            Point(x);
            x.ApiKey = "tsk_live_other";
        }));
        var factory = provider.GetRequiredService<ITranscribeClientFactory>();

        await factory.Get().GetAccountAsync(Token);
        await factory.Get("other").GetAccountAsync(Token);

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Client_ServerLimitsOneCall_EveryCallWithTheKeyPauses()
    {
        Server.On(Me, Replies.RetryAfter(429, "rate_limited", "30"), Ok);
        Server.On("GET /api/v1/pipelines", Replies.Ok(new { pipelines = Array.Empty<object>() }));
        var sut = CreateSut(x => x.MaxAttempts = 1);

        await sut.Awaiting(x => x.GetAccountAsync(Token)).Should().ThrowAsync<TranscribeRateLimitException>();
        var other = sut.GetPipelinesAsync(Token);
        await Clock.HasTimerAsync(TimeSpan.FromSeconds(30));
        Server.Requests.Should().ContainSingle();
        Clock.Advance(TimeSpan.FromSeconds(30));
        await other.Soon();

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Client_UsedUpAllowanceOfOneKind_DoesNotPauseTheOthers()
    {
        Server.On("POST /api/v1/transcriptions/7/ask", Replies.RetryAfter(429, "qna_quota_exceeded", "86400"));
        Server.On(Me, Ok);
        var sut = CreateSut();

        await sut.Awaiting(x => x.GetHandle("7").AskAsync("Why?", cancellationToken: Token)).Should().ThrowAsync<TranscribeRateLimitException>();

        (await sut.GetAccountAsync(Token)).Email.Should().NotBeNull();
    }

    [Fact]
    public async Task Client_TurnNeverComes_SaysSoAfterTheQueueTimeout()
    {
        Server.On(Me, Ok);
        var sut = CreateSut(x => (x.RequestsPerMinute, x.RateLimitQueueTimeout) = (1, TimeSpan.FromSeconds(9)));
        await sut.GetAccountAsync(Token);

        var second = sut.GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(9));

        (await second.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscribeQueueTimeoutException>()).WithMessage("*was not sent*raise RateLimitQueueTimeout*").Which.IsTransient.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Client_PauseLongerThanTheQueueTimeout_FailsAtOnce_AndSaysWhenToComeBack()
    {
        Server.On(Me, Replies.RetryAfter(429, "rate_limited", "3600"));
        var sut = CreateSut();
        await sut.Awaiting(x => x.GetAccountAsync(Token)).Should().ThrowAsync<TranscribeRateLimitException>();

        var second = () => sut.GetAccountAsync(Token);

        (await second.Should().ThrowAsync<TranscribeQueueTimeoutException>()).Which.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Client_QueueingForItsTurn_DoesNotUseUpTheCallsTime()
    {
        Server.On(Me, Ok, Replies.RetryAfter(503, "internal_error", "3"), Ok);
        var sut = CreateSut(x => (x.RequestsPerMinute, x.AttemptTimeout, x.TotalTimeout) = (2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
        await sut.GetAccountAsync(Token);

        var second = sut.GetAccountAsync(Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(3));
        await Clock.PassAsync(TimeSpan.FromSeconds(57));
        await second.Soon();

        Server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Limiter_SeveralWait_AreServedInTheirOrder()
    {
        using var sut = new KeyRateLimiter(Clock, 1);
        (await sut.AcquireAsync(Token)).Dispose();
        var waiting = Enumerable.Range(0, 4).Select(_ => sut.AcquireAsync(Token).AsTask()).ToList();

        for (var served = 0; served < waiting.Count; served++)
        {
            waiting.Skip(served).Should().OnlyContain(x => !x.IsCompleted);
            Clock.Advance(TimeSpan.FromMinutes(1));
            (await waiting[served].Soon()).Dispose();
        }
    }

    [Fact]
    public async Task Limiter_OneGivesUp_TheNextMovesUp()
    {
        using var sut = new KeyRateLimiter(Clock, 1);
        (await sut.AcquireAsync(Token)).Dispose();
        using var caller = new CancellationTokenSource();
        var impatient = sut.AcquireAsync(caller.Token).AsTask();
        var patient = sut.AcquireAsync(Token).AsTask();

        await caller.CancelAsync();
        (await impatient.Awaiting(x => x.Soon()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        sut.QueueLength.Should().Be(1);
        Clock.Advance(TimeSpan.FromMinutes(1));

        (await patient.Soon()).Should().NotBeNull();
    }

    [Fact]
    public async Task Limiter_AnswerIsSlow_CountsUntilAMinuteAfterIt()
    {
        using var sut = new KeyRateLimiter(Clock, 1);
        var lease = await sut.AcquireAsync(Token);
        var next = sut.AcquireAsync(Token).AsTask();

        Clock.Advance(TimeSpan.FromMinutes(2));
        next.IsCompleted.Should().BeFalse("the server may count the first request at any moment until it answers");
        lease.Dispose();
        Clock.Advance(TimeSpan.FromSeconds(59));
        next.IsCompleted.Should().BeFalse();
        Clock.Advance(TimeSpan.FromSeconds(1));

        (await next.Soon()).Should().NotBeNull();
    }

    [Fact]
    public async Task Limiter_NewcomerWhileOthersWait_DoesNotOvertake()
    {
        using var sut = new KeyRateLimiter(Clock, 2);
        var first = await sut.AcquireAsync(Token);
        first.Dispose();
        first.Dispose();
        (await sut.AcquireAsync(Token)).Dispose();
        var waiting = sut.AcquireAsync(Token).AsTask();
        sut.Pause(TimeSpan.FromMinutes(2));
        Clock.Advance(TimeSpan.FromSeconds(90));

        var newcomer = sut.AcquireAsync(Token).AsTask();
        sut.LowerTo(1);
        Clock.Advance(TimeSpan.FromSeconds(30));

        (await waiting.Soon()).Should().NotBeNull();
        newcomer.IsCompleted.Should().BeFalse();
    }
}
