namespace Transcribe.Sandbox.Storage;

/// <summary>A transcription, or a quote for one.</summary>
internal sealed class JobRow
{
    public long Id { get; set; }
    public int KeyId { get; set; }
    public required string Status { get; set; }
    public string? Stage { get; set; }
    public int Progress { get; set; }
    public required string Title { get; set; }
    public required string Source { get; set; }
    public string? Url { get; set; }
    public string? UploadId { get; set; }

    /// <summary>The folder of its fetched media, under the data folder; null once it is no longer needed.</summary>
    public string? MediaFolder { get; set; }
    public required string Pipeline { get; set; }
    public required string Language { get; set; }
    public string? DetectedLanguage { get; set; }
    public double DurationSeconds { get; set; }
    public int BilledMinutes { get; set; }
    public long PriceMicros { get; set; }

    /// <summary>What is set aside for it now, and in which month's credit that was.</summary>
    public long HeldMonthlyMicros { get; set; }
    public long HeldTopUpMicros { get; set; }
    public string? HeldMonth { get; set; }
    public long ChargedMicros { get; set; }
    public int Attempt { get; set; }
    public string? Error { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public string? CallbackUrl { get; set; }
    public string? CallbackSecret { get; set; }
}

/// <summary>What came out of a job; in a table of its own, so that lists never load it.</summary>
internal sealed class ResultRow
{
    public long JobId { get; set; }
    public required byte[] Transcript { get; set; }
}
