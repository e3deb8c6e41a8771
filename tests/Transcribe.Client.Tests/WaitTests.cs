using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class WaitTests : ClientTest
{
    private const string Poll = "GET /api/v1/transcriptions/7/wait";
    private const string Read = "GET /api/v1/transcriptions/7";

    private static readonly WaitOptions Plain = new() { LongPoll = TimeSpan.Zero, PollInterval = TimeSpan.FromSeconds(3), MaxPollInterval = TimeSpan.FromSeconds(8) };

    private static readonly Reply Done = Replies.Ok(Replies.Row("7", "completed"));

    [Fact]
    public async Task Wait_LongPoll_AsksForTheWholeWindow_AndReportsRows()
    {
        Server.On(Poll, Replies.Ok(new { id = 7, status = "processing", _timed_out = true }), Done);
        var seen = new List<string>();

        var waiting = CreateSut().GetHandle("7").WaitAsync(new WaitOptions { Progress = new Recorder(seen) }, Token);
        await PassPauseAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.5));
        var row = await waiting.Soon();

        row.Status.Should().Be(TranscriptionStatus.Completed);
        seen.Should().Equal("processing", "completed");
        Server.Requests.Select(x => x.Query["timeout"]).Should().OnlyContain(x => x == "45");
    }

    [Fact]
    public async Task Wait_LittleTimeLeft_AsksForNoLongerWindow()
    {
        Server.On(Poll, Done);

        await CreateSut().GetHandle("7").WaitAsync(new WaitOptions { Timeout = TimeSpan.FromSeconds(12) }, Token);

        Server.Requests.Single().Query["timeout"].Should().Be("12");
    }

    [Fact]
    public async Task Wait_LongPollLongerThanAnAttempt_IsNotCut()
    {
        Reply later = async (context, request) =>
        {
            Clock.Advance(TimeSpan.FromSeconds(44));
            await Done(context, request);
        };
        Server.On(Poll, later);

        await CreateSut(x => x.AttemptTimeout = TimeSpan.FromSeconds(10)).GetHandle("7").WaitAsync(cancellationToken: Token);

        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Wait_UnknownStatus_EndsAtDeadline_WithRawStatus()
    {
        Server.On(Read, Replies.Ok(Replies.Row("7", "transmogrifying")));

        var waiting = CreateSut().GetHandle("7").WaitAsync(Plain with { Timeout = TimeSpan.FromSeconds(1) }, Token);
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1, "the first read");
        await Clock.HasTimerAsync(x => x > TimeSpan.FromSeconds(1) && x < TimeSpan.FromSeconds(4), "the pause between two reads");
        Clock.Advance(TimeSpan.FromSeconds(1));

        var error = (await waiting.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscriptionTimeoutException>()).Which;
        error.LastStatus!.Value.Value.Should().Be("transmogrifying");
        error.JobId.Value.Should().Be("7");
        error.Elapsed.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Wait_CallerCancels_ThrowsOperationCanceledWithCallersToken()
    {
        Server.On(Poll, Replies.Never);
        using var caller = new CancellationTokenSource();

        var waiting = CreateSut().GetHandle("7").WaitAsync(cancellationToken: caller.Token);
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1, "the poll");
        await caller.CancelAsync();

        (await waiting.Awaiting(x => x.Soon()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task Wait_DeadlineDuringRequest_ThrowsTranscriptionTimeout()
    {
        Server.On(Poll, Replies.Never);

        var waiting = CreateSut().GetHandle("7").WaitAsync(new WaitOptions { Timeout = TimeSpan.FromSeconds(20) }, Token);
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1, "the poll");
        Clock.Advance(TimeSpan.FromSeconds(20));

        var error = (await waiting.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscriptionTimeoutException>()).Which;
        error.LastStatus.Should().BeNull();
        error.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Wait_ConnectionResetOnce_Continues()
    {
        Server.On(Read, Replies.Reset, Done);

        // One attempt a read: it is the wait that goes on, not the request.
        var waiting = CreateSut(x => x.MaxAttempts = 1).GetHandle("7").WaitAsync(Plain, Token);
        await PassPauseAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.7));

        (await waiting.Soon()).Status.Should().Be(TranscriptionStatus.Completed);
        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Wait_RateLimitedRead_KeepsTheServersPause()
    {
        Server.On(Read, Replies.RetryAfter(429, "rate_limited", "40"), Done);

        var waiting = CreateSut(x => x.MaxAttempts = 1).GetHandle("7").WaitAsync(Plain, Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(40));

        (await waiting.Soon()).Status.Should().Be(TranscriptionStatus.Completed);
    }

    [Fact]
    public async Task Wait_KeyPausedLongerThanItsQueue_GoesOnAfterThePause()
    {
        Server.On(Read, Replies.RetryAfter(429, "rate_limited", "1200"), Done);

        var waiting = CreateSut().GetHandle("7").WaitAsync(Plain, Token);
        await Clock.PassAsync(TimeSpan.FromMinutes(20));

        (await waiting.Soon()).Status.Should().Be(TranscriptionStatus.Completed);
    }

    [Fact]
    public async Task Wait_ServerThatDoesNotHold_IsAskedLessAndLess()
    {
        Server.On(Read, Replies.Ok(Replies.Row("7", "processing")));
        using var caller = new CancellationTokenSource();

        var waiting = CreateSut().GetHandle("7").WaitAsync(Plain, caller.Token);
        await PassPauseAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.6));
        await PassPauseAsync(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7.2));
        await PassPauseAsync(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9.6));
        await PassPauseAsync(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9.6));

        await caller.CancelAsync();
        await waiting.Awaiting(x => x.Soon()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Wait_JobEndsBadly_ThrowsTranscriptionFailed(string status)
    {
        Server.On(Poll, Replies.Ok(new { id = 7, status, error = new { code = "download_failed", message = "404 from the host" } }));

        var act = () => CreateSut().GetHandle("7").WaitAsync(cancellationToken: Token);

        var error = (await act.Should().ThrowAsync<TranscriptionFailedException>()).Which;
        error.Status.Value.Should().Be(status);
        error.Code.Should().Be("download_failed");
        error.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Wait_UnknownJob_FailsAtOnce()
    {
        Server.On(Poll, Replies.Error(404, "not_found"));

        var act = () => CreateSut().GetHandle("7").WaitAsync(cancellationToken: Token);

        await act.Should().ThrowAsync<TranscribeNotFoundException>();
    }

    [Fact]
    public async Task Wait_IdOfAQuote_SaysSoInsteadOfWaiting()
    {
        Server.On(Read, Replies.Ok(Replies.Row("7", "quoted")));

        var waiting = CreateSut().GetHandle("7").WaitAsync(Plain, Token);
        await PassPauseAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.6));

        (await waiting.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscribeException>()).WithMessage("*names a quote, not a job*");
    }

    [Fact]
    public async Task Wait_WrongOptions_NamesEveryFault()
    {
        var wrong = new WaitOptions { Timeout = TimeSpan.Zero, LongPoll = TimeSpan.FromSeconds(46), PollInterval = TimeSpan.Zero };

        var act = () => CreateSut().GetHandle("7").WaitAsync(wrong, Token);

        (await act.Should().ThrowAsync<ArgumentException>()).WithMessage(
            "The wait is not valid: Timeout must be more than 0 and at most 30 days. LongPoll must be 0, or between 1 and 45 seconds. "
            + "PollInterval must be more than 0 and at most MaxPollInterval. (Parameter 'options')");
    }

    private async Task PassPauseAsync(TimeSpan shortest, TimeSpan longest)
    {
        await Clock.HasTimerAsync(x => x >= shortest && x <= longest, $"a pause of {shortest} to {longest}");
        Clock.Advance(Clock.Pending.Where(x => x >= shortest && x <= longest).Min());
    }

    private sealed class Recorder(List<string> seen) : IProgress<Transcription>
    {
        public void Report(Transcription value) => seen.Add(value.Status.Value);
    }
}
