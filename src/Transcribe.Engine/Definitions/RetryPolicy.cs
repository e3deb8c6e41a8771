namespace Transcribe.Engine.Definitions;

/// <summary>
/// How often a run that ends by a fault which may pass is tried again. A definition sets its own in <c>customProperties.retry</c>; what it
/// leaves open is the host's.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>The member of a definition's custom properties.</summary>
    internal const string Member = "retry";

    /// <summary>The longest that anybody waits for another attempt, whatever is asked for.</summary>
    internal static readonly TimeSpan LongestGap = TimeSpan.FromDays(7);

    private const int MostAttempts = 100;

    /// <summary>How many attempts a run has in all, the first one counted; 1 to 100. One: it is not tried again.</summary>
    public int? Attempts { get; init; }

    /// <summary>The gap before the second attempt; each later one is twice as long. One second to 7 days.</summary>
    public TimeSpan? FirstGap { get; init; }

    /// <summary>The longest gap, unless the other side asks for a longer one; up to 7 days.</summary>
    public TimeSpan? MaxGap { get; init; }

    /// <summary>What a host has unless it says otherwise: one attempt; gaps from 30 seconds to an hour.</summary>
    public static RetryPolicy Default { get; } = new() { Attempts = 1, FirstGap = TimeSpan.FromSeconds(30), MaxGap = TimeSpan.FromHours(1) };

    /// <summary>This policy, and the host's where it says nothing.</summary>
    internal RetryPolicy Or(RetryPolicy host) => new() { Attempts = Attempts ?? host.Attempts, FirstGap = FirstGap ?? host.FirstGap, MaxGap = MaxGap ?? host.MaxGap };

    /// <summary>The gap after an attempt, without what scatters it: doubled from attempt to attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    internal TimeSpan GapAfter(int attempt)
    {
        var (first, max) = (FirstGap ?? Default.FirstGap!.Value, MaxGap ?? Default.MaxGap!.Value);
        var seconds = first.TotalSeconds * Math.Pow(2, attempt - 1);
        return seconds < max.TotalSeconds ? TimeSpan.FromSeconds(seconds) : max;
    }

    /// <summary>What is wrong with it.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Attempts is < 1 or > MostAttempts)
            yield return $"attempts must be 1 to {MostAttempts}.";
        if (FirstGap < TimeSpan.FromSeconds(1) || FirstGap > LongestGap)
            yield return "firstGap must be one second to 7 days.";
        if (MaxGap > LongestGap)
            yield return "maxGap must be at most 7 days.";
        if (MaxGap < (FirstGap ?? TimeSpan.FromSeconds(1)))
            yield return "maxGap must not be less than firstGap.";
    }

    /// <summary>What is wrong with that of a definition, which is written to have an effect.</summary>
    internal IEnumerable<string> OwnProblems() => Attempts is null
        ? Problems().Append("attempts is missing: how many attempts a run has in all, the first one counted.")
        : Problems();
}
