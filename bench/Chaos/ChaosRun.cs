using Transcribe.Bench.Chaos.Inspection;
using Transcribe.Bench.Chaos.Scenarios;
using Transcribe.Bench.Chaos.Victims;

namespace Transcribe.Bench.Chaos;

/// <summary>
/// Kills a server under load again and again, at moments that a seed decides, and looks whether anything got lost, stuck, doubled or torn.
/// </summary>
/// <param name="options">How much.</param>
/// <param name="tell">Hears how it goes.</param>
public sealed class ChaosRun(ChaosOptions options, Action<string> tell) : IDisposable
{
    private const double StartKills = 0.2;

    // A process that cannot start at all is found soon, not after hours.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Random _random = new(options.Seed);
    private readonly List<string> _violations = [];
    private readonly Clients _clients = new(options.Seed);
    private TimeSpan _start = TimeSpan.FromSeconds(1);
    private int _killsWhileStarting;
    private int _ticks;

    /// <summary>Runs it to the end.</summary>
    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("transcribe-chaos-").FullName;
        await using var outside = await Outside.StartAsync(cancellationToken);
        Scenario.Write(Path.Combine(folder, VictimServer.Workflows), outside.Address);
        tell($"seed {options.Seed}, {options.Kills} kills, in {folder}");

        var began = _clock.GetTimestamp();
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, options.Clients).Select(client => Task.Run(() => _clients.RunAsync(client, enough.Token, cancellationToken), cancellationToken)).ToArray();
        for (var kill = 1; kill <= options.Kills; kill++)
        {
            await LiveAndDieAsync(folder, outside.Address, cancellationToken);
            if (kill % 10 == 0)
                tell($"{kill} kills, {_clients.Acknowledged.Count} acknowledged, {outside.Effects.Count} effects, {_violations.Count} broken");
        }

        await SettleAsync(folder, outside, enough, clients, cancellationToken);
        return Report(folder, outside, _clock.GetElapsedTime(began));
    }

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    /// <summary>One life: killed while it starts, or under load.</summary>
    private async Task LiveAndDieAsync(string folder, Uri outside, CancellationToken cancellationToken)
    {
        var bornAt = _clock.GetUtcNow();
        using var victim = Victim.Start(folder, outside);
        if (_random.NextDouble() < StartKills)
        {
            await Task.Delay(_start * _random.NextDouble(), _clock, cancellationToken);
        }
        else
        {
            await OpenAsync(victim, cancellationToken);
            _start = _clock.GetUtcNow() - bornAt;
            await WorkAsync(_random.Next(options.RequestsPerLife), cancellationToken);
            await Task.Delay(LastMoment * _random.NextDouble(), _clock, cancellationToken);
        }

        if (!victim.Ready.IsCompleted)
            _killsWhileStarting++;

        await victim.KillAsync(cancellationToken);
        _clients.Address = null;
        Inspect(folder, victim, bornAt);
    }

    private async Task WorkAsync(int requests, CancellationToken cancellationToken)
    {
        var (began, goal) = (_clock.GetTimestamp(), _clients.Acknowledged.Count + requests);
        while (_clients.Acknowledged.Count < goal && _clock.GetElapsedTime(began) < LongestLife)
            await Task.Delay(Look, _clock, cancellationToken);
    }

    private async Task OpenAsync(Victim victim, CancellationToken cancellationToken)
    {
        try
        {
            _clients.Address = await victim.Ready.WaitAsync(LongestStart, _clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException || !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The server does not start: {string.Join(Environment.NewLine, victim.Complaints)}", exception);
        }
    }

    private void Inspect(string folder, Victim victim, DateTimeOffset since)
    {
        _violations.AddRange(victim.Complaints.Select(complaint => $"the server says: {complaint}"));
        using var database = DatabaseInspector.Open(Path.Combine(folder, VictimServer.Database));
        if (database?.HasTables == true)
            _violations.AddRange(database.Violations(since));
    }

    /// <summary>A last life, in which everything that was begun has to end.</summary>
    private async Task SettleAsync(string folder, Outside outside, CancellationTokenSource enough, Task[] clients, CancellationToken cancellationToken)
    {
        using var victim = Victim.Start(folder, outside.Address);
        await OpenAsync(victim, cancellationToken);
        await enough.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(options.Patience, _clock, cancellationToken);

        var database = Path.Combine(folder, VictimServer.Database);
        var next = NextTick(database);
        await _clients.SendAsync($"retract/{Scenario.Tick}", null, cancellationToken);
        var started = _clock.GetTimestamp();
        while (HasUnfinished(database) && _clock.GetElapsedTime(started) < options.Patience)
            await Task.Delay(TimeSpan.FromSeconds(0.5), _clock, cancellationToken);

        await victim.KillAsync(cancellationToken);
        Inspect(folder, victim, DateTimeOffset.MaxValue);
        using var inspector = DatabaseInspector.Open(database)!;
        _violations.AddRange(FinalInspection.Violations(inspector, _clients.Acknowledged, outside.Effects, next));
        _ticks = inspector.CreationsOf(Scenario.Tick).Count;
    }

    private static DateTimeOffset? NextTick(string database)
    {
        using var inspector = DatabaseInspector.Watch(database);
        return inspector.NextRunOf(Scenario.Tick);
    }

    private static bool HasUnfinished(string database)
    {
        using var inspector = DatabaseInspector.Watch(database);
        return inspector.HasUnfinished || inspector.UndeliveredStimuli > 0;
    }

    private ChaosReport Report(string folder, Outside outside, TimeSpan duration)
    {
        if (_violations.Count == 0)
            Directory.Delete(folder, recursive: true);

        var effects = outside.Effects.Distinct().Count();
        return new ChaosReport
        {
            Seed = options.Seed,
            Kills = options.Kills,
            KillsWhileStarting = _killsWhileStarting,
            Acknowledged = _clients.Acknowledged.Count,
            RequestsRepeated = _clients.Repetitions,
            Effects = effects,
            EffectsRepeated = outside.Effects.Count - effects,
            Ticks = _ticks,
            Duration = duration,
            Violations = _violations,
            Folder = folder,
        };
    }
}
