namespace Transcribe.Client;

/// <summary>How to wait for a job.</summary>
public sealed record WaitOptions
{
    /// <summary>Longest window of the API's long poll that is documented.</summary>
    internal static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(45);

    /// <summary>A wait always ends; timers hold no more than some weeks.</summary>
    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    /// <summary>The deadline, at most 30 days. Default: 30 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the server may hold one poll, 1 to 45 s; zero reads the row without holding. Default: 45 s.</summary>
    public TimeSpan LongPoll { get; init; } = LongestPoll;

    /// <summary>Shortest time between the starts of two polls; doubles, with jitter, while the server answers at once. Default: 2 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where the doubling ends. Default: 30 s.</summary>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told of every row that was read, unknown statuses included. Default: nobody.</summary>
    public IProgress<Transcription>? Progress { get; init; }
}
