using System.Net;
using Transcribe.Activities.Engines;
using Transcribe.Client;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Engines;

/// <summary>What the engine is told of errors of transcribe.so.</summary>
public sealed class TranscribeFaultsTests
{
    private readonly TranscribeFaults _sut = new();

    [Fact]
    public void Classify_ErrorThatPasses_SaysSoAndWhen() =>
        _sut.Classify(new TranscribeRateLimitException("Later.", new ApiFault { StatusCode = HttpStatusCode.TooManyRequests, IsTransient = true, RetryAfter = TimeSpan.FromSeconds(7) }))
            .Should().Be(new FaultClass(true, TimeSpan.FromSeconds(7)));

    [Fact]
    public void Classify_ErrorThatStays_SaysSo() =>
        _sut.Classify(new TranscribePaymentException("No money.", new ApiFault { StatusCode = HttpStatusCode.PaymentRequired })).Should().Be(new FaultClass(false));

    [Fact]
    public void Classify_AnythingElse_IsForOthers() => _sut.Classify(new InvalidOperationException()).Should().BeNull();
}
