using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;

namespace Transcribe.Activities.Tests.Ledger;

public sealed class SweepScheduleTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WatcherOptions _options = new();

    [Fact]
    public void TryBegin_FirstTime_IsAtOnceAfterAStartAndLaterForANewJob()
    {
        CreateSut().TryBegin("a", allCallBack: false, atOnce: true).Should().BeTrue();
        CreateSut().TryBegin("a", allCallBack: false, atOnce: false).Should().BeFalse();
    }

    [Fact]
    public void TryBegin_WhileOneRuns_IsFalse()
    {
        var sut = CreateSut();
        sut.TryBegin("a", false, true);
        _clock.Advance(TimeSpan.FromHours(1));

        sut.TryBegin("a", false, true).Should().BeFalse();
        sut.TryBegin("b", false, true).Should().BeTrue("another connection is its own matter");
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(50, 100)]
    public void Succeeded_ManyPages_KeepsToItsShareOfTheRateLimit(int requests, int seconds) =>
        NextAfter(sut => sut.Succeeded("a", new SweepResult(requests, requests * 200), 10_000, false), seconds);

    [Theory]
    [InlineData(1, new[] { 10d, 10 })]
    [InlineData(1_000, new[] { 10, 12.5, 12.5 })]
    [InlineData(10_000, new[] { 10d, 20, 40, 80, 125, 125 })]
    public void Succeeded_FewEnds_ComesLaterEachTimeUpToWhatSoManyJobsBear(int open, double[] seconds)
    {
        var sut = CreateSut();
        foreach (var pause in seconds)
            After(sut, new SweepResult(1, 9), open, pause);
    }

    [Fact]
    public void Succeeded_ManyEnds_ComesSoonAgain()
    {
        var sut = CreateSut();
        After(sut, new SweepResult(1, 0), 2_000, 10);
        After(sut, new SweepResult(1, 0), 2_000, 20);
        After(sut, new SweepResult(1, 10), 2_000, 10);
        After(sut, new SweepResult(1, 10), 2_000, 5);
        After(sut, new SweepResult(1, 10), 2_000, 5);
    }

    [Fact]
    public void Succeeded_AllJobsCallBack_IsSlow() => NextAfter(sut => sut.Succeeded("a", new SweepResult(0, 0), 1, true), 60, allCallBack: true);

    [Fact]
    public void Succeeded_ThenAJobWithoutCallback_IsFastAgain() => NextAfter(sut => sut.Succeeded("a", new SweepResult(0, 0), 1, true), 5, allCallBack: false);

    [Fact]
    public void Failed_AgainAndAgain_WaitsLongerUpToTheLimit()
    {
        var sut = CreateSut();
        sut.TryBegin("a", false, true);

        Enumerable.Range(0, 6).Select(_ => sut.Failed("a", null).TotalSeconds).Should().Equal(5, 10, 20, 40, 60, 60);
    }

    [Fact]
    public void Failed_WithRetryAfter_WaitsAtLeastThatLong()
    {
        var sut = CreateSut();
        sut.TryBegin("a", false, true);

        sut.Failed("a", TimeSpan.FromMinutes(7)).Should().Be(TimeSpan.FromMinutes(7));
    }

    private void After(SweepSchedule sut, SweepResult result, int open, double seconds)
    {
        sut.TryBegin("a", false, true).Should().BeTrue();
        sut.Succeeded("a", result, open, false);
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        sut.TryBegin("a", false, true).Should().BeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private void NextAfter(Action<SweepSchedule> end, int seconds, bool allCallBack = false)
    {
        var sut = CreateSut();
        sut.TryBegin("a", true, true).Should().BeTrue();
        end(sut);

        sut.TryBegin("a", allCallBack, true).Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        sut.TryBegin("a", allCallBack, true).Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        sut.TryBegin("a", allCallBack, true).Should().BeTrue();
    }

    private SweepSchedule CreateSut() => new(_options, _clock);
}
