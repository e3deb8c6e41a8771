namespace Transcribe.Engine.Definitions;

/// <summary>
/// When a workflow fails so often that what starts it is paused. A definition sets its own in <c>customProperties.failing</c>; what it leaves
/// open is the host's.
/// </summary>
public sealed record FailureLimit
{
    /// <summary>The member of a definition's custom properties.</summary>
    internal const string Member = "failing";

    private const int MostRuns = 1000;
    private const int Hundred = 100;

    /// <summary>How many runs are looked at, the last ones to end; up to 1,000. 0: the workflow is never paused.</summary>
    public int? Runs { get; init; }

    /// <summary>In how long all of them must have ended.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How many of a hundred must have failed; 1 to 100.</summary>
    public int? Percent { get; init; }

    /// <summary>What a host has unless it says otherwise: 95 % of 20 runs in an hour.</summary>
    public static FailureLimit Default { get; } = new() { Runs = 20, Window = TimeSpan.FromHours(1), Percent = 95 };

    /// <summary>These, and the host's where there is none.</summary>
    internal FailureLimit Or(FailureLimit host) => new() { Runs = Runs ?? host.Runs, Window = Window ?? host.Window, Percent = Percent ?? host.Percent };

    /// <summary>Whether so many failures of so many runs are too many.</summary>
    internal bool IsReachedBy(int failed, int runs) => failed * Hundred >= (Percent ?? Default.Percent!.Value) * runs;

    /// <summary>What is wrong with it.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Runs is < 0 or > MostRuns)
            yield return $"runs must be 0 to {MostRuns}.";
        if (Window <= TimeSpan.Zero)
            yield return "window must be more than zero.";
        if (Percent is < 1 or > Hundred)
            yield return "percent must be 1 to 100.";
    }
}
