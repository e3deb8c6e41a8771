using Transcribe.Bench.Chaos;

namespace Transcribe.Chaos;

/// <summary>A sample of <c>dotnet run --project bench/Chaos</c>.</summary>
public sealed class ChaosTests
{
    private readonly ChaosOptions _options = new() { Seed = 7, Kills = 12, Clients = 8 };

    [Fact]
    public async Task Kill_AtManyMomentsUnderLoad_NothingIsLostStuckDoubledOrTorn()
    {
        using var run = new ChaosRun(_options, TestContext.Current.SendDiagnosticMessage);

        var report = await run.RunAsync(TestContext.Current.CancellationToken);

        report.Violations.Should().BeEmpty("nothing may break: {0}", report);
        report.Kills.Should().Be(_options.Kills);
        report.Acknowledged.Should().BeGreaterThan(_options.Clients);
        report.Effects.Should().BeGreaterThan(report.Acknowledged);
    }
}
