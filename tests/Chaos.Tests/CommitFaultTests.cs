using Microsoft.Extensions.Time.Testing;
using Transcribe.Bench.Chaos;
using Transcribe.Bench.Chaos.Inspection;
using Transcribe.Bench.Chaos.Scenarios;
using Transcribe.Bench.Chaos.Victims;

namespace Transcribe.Chaos;

/// <summary>Lets each commit of a run go wrong in turn: the first, then in a new run the second, until a run has no more.</summary>
public sealed class CommitFaultTests : IAsyncLifetime
{
    private const string Run = "run";

    // No scenario has more; one that never ends would.
    private const int MostCommits = 100;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly TempFolder _template = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private Outside _outside = null!;

    public static TheoryData<string, CommitFault> Cases =>
        new(from scenario in Scenario.All from fault in Enum.GetValues<CommitFault>() select (scenario.Name, fault));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _outside = await Outside.StartAsync(Token);
        var workflows = Path.Combine(_template.Path, VictimServer.Workflows);
        Scenario.Write(workflows, _outside.Address);
        File.Delete(Path.Combine(workflows, Scenario.Tick + ".json"));
        await (await Life.StartAsync(_template.Path, _outside.Address, _clock, null, Token)).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _outside.DisposeAsync();
        _template.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Commit_GoesWrongAtEachPointInTurn_TheRunEndsAndNothingIsTorn(string scenario, CommitFault fault)
    {
        var number = 1;
        while (await RunAsync(Scenario.All.Single(candidate => candidate.Name == scenario), new CommitFaults(fault, number)))
            (++number).Should().BeLessThan(MostCommits);

        number.Should().BeGreaterThan(2, "a run has several commits");
    }

    /// <summary>Runs a scenario to its end; returns whether the fault came.</summary>
    private async Task<bool> RunAsync(Scenario scenario, CommitFaults faults)
    {
        using var folder = CopyOfTemplate();
        using var clients = new Clients(seed: 0);
        _outside.Effects.Clear();

        var life = await Life.StartAsync(folder.Path, _outside.Address, _clock, faults, Token);
        clients.Address = life.Address;
        var sending = clients.StartAsync(Run, scenario, new Random(1), Token);
        await UntilAsync(() => faults.IsDead || (sending.IsCompleted && HasEnded(folder)), $"{scenario.Name} ends");
        if (faults.IsDead)
        {
            clients.Address = null;
            await life.DisposeAsync();
            life = await Life.StartAsync(folder.Path, _outside.Address, _clock, null, Token);
            clients.Address = life.Address;
            await UntilAsync(() => sending.IsCompleted && HasEnded(folder), $"{scenario.Name} ends after the restart");
        }

        await sending;
        await life.DisposeAsync();
        using var database = Inspect(folder);
        FinalInspection.Violations(database, clients.Acknowledged, _outside.Effects, _clock.GetUtcNow()).Should().BeEmpty();
        return faults.HasStruck;
    }

    private TempFolder CopyOfTemplate()
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.File(VictimServer.Workflows));
        foreach (var file in Directory.EnumerateFiles(_template.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, folder.File(Path.GetRelativePath(_template.Path, file)));
        return folder;
    }

    private Task UntilAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(
        () =>
        {
            _clock.Advance(Step);
            return condition();
        },
        what);

    private static bool HasEnded(TempFolder folder)
    {
        using var database = Inspect(folder);
        return database is { HasUnfinished: false, UndeliveredStimuli: 0 };
    }

    private static DatabaseInspector Inspect(TempFolder folder) => DatabaseInspector.Watch(folder.File(VictimServer.Database));
}
