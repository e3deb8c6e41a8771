namespace Transcribe.Activities.Deliver;

/// <summary>Sends one kind of delivery. It may be called again for the same one after a crash: the id makes that harmless where the receiver lets it.</summary>
internal interface IDeliverySender
{
    /// <summary>What is kept in rows: never changes.</summary>
    string Kind { get; }

    /// <summary>The pauses before each further attempt; after the last attempt the delivery is dead.</summary>
    IReadOnlyList<TimeSpan> Schedule { get; }

    /// <summary>The longest time of one attempt.</summary>
    TimeSpan AttemptTimeout { get; }

    /// <summary>Tries once. What it throws for unusable connections and files is a rejection; network errors are tried again.</summary>
    Task<SendResult> SendAsync(Envelope envelope, CancellationToken cancellationToken);
}

/// <summary>A delivery as its sender gets it.</summary>
/// <param name="Id">The delivery id.</param>
/// <param name="Connection">The name of the connection.</param>
/// <param name="Content">What is sent, as JSON.</param>
/// <param name="CreatedAt">When it was handed over.</param>
/// <param name="Progress">What of it was already sent; null: nothing.</param>
/// <param name="SaveProgress">Notes what of it was sent by now.</param>
internal sealed record Envelope(
    string Id, string Connection, string Content, DateTimeOffset CreatedAt, string? Progress, Func<string, CancellationToken, Task> SaveProgress);

/// <summary>What came of an attempt.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The receiver has it.</summary>
    /// <param name="Receipt">What it said, by name.</param>
    public sealed record Delivered(IReadOnlyDictionary<string, string> Receipt) : SendResult;

    /// <summary>It will never work as it is.</summary>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="Error">The receiver's code.</param>
    public sealed record Rejected(string Reason, string? Error = null) : SendResult;

    /// <summary>It may work later.</summary>
    /// <param name="Reason">Why not now, in words.</param>
    /// <param name="After">The shortest pause that the receiver asked for.</param>
    /// <param name="Error">The receiver's code.</param>
    public sealed record TryAgain(string Reason, TimeSpan? After = null, string? Error = null) : SendResult;
}

/// <summary>Pauses that grow.</summary>
internal static class Schedules
{
    /// <summary>For messages to people: ten attempts over a day.</summary>
    public static readonly IReadOnlyList<TimeSpan> Messages =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];
}
