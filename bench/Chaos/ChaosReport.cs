using System.Globalization;

namespace Transcribe.Bench.Chaos;

/// <summary>What came out.</summary>
public sealed record ChaosReport
{
    /// <summary>The seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>How often the process was killed.</summary>
    public required int Kills { get; init; }

    /// <summary>How many of them before it took requests.</summary>
    public required int KillsWhileStarting { get; init; }

    /// <summary>Requests that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Requests that had to be sent again.</summary>
    public required int RequestsRepeated { get; init; }

    /// <summary>Effects in the world outside, each counted once.</summary>
    public required int Effects { get; init; }

    /// <summary>Effects that came again, under their key.</summary>
    public required int EffectsRepeated { get; init; }

    /// <summary>Runs that the clock started.</summary>
    public required int Ticks { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Everything that must hold and did not; empty: nothing got lost, stuck or doubled.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>The folder with the database, kept when something broke.</summary>
    public required string Folder { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""

        | seed | kills | while starting | acknowledged | sent again | effects | repeated with their key | runs by the clock | broken | time |
        |---|---|---|---|---|---|---|---|---|---|
        | {Seed} | {Kills} | {KillsWhileStarting} | {Acknowledged} | {RequestsRepeated} | {Effects} | {EffectsRepeated} | {Ticks} | {Violations.Count} | {Duration.TotalSeconds:0} s |
        {Broken}
        """);

    private string Broken => Violations.Count == 0
        ? string.Empty
        : $"""

        {string.Join(Environment.NewLine, Violations.Take(50))}

        Again: dotnet run --project bench/Chaos -- --seed {Seed} --kills {Kills}
        The database is kept in {Folder}
        """;
}
