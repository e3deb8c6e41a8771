using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>One connection to the API. Read anew for every call, so that a changed key counts from the next one.</summary>
public sealed class TranscribeClientOptions
{
    /// <summary>Name of the connection that is used when none is named.</summary>
    public const string DefaultName = "default";

    /// <summary>Address of the API without <c>/api/v1</c>. Https, or http to this machine. Default: <c>https://transcribe.so</c>.</summary>
    public Uri? BaseUrl { get; set; } = new("https://transcribe.so");

    /// <summary>The bearer key, sent to <see cref="BaseUrl"/> and to no other host. A secret: never printed. Required unless an <see cref="ITranscribeCredentials"/> gives it.</summary>
    [JsonIgnore]
    public string? ApiKey { get; set; }

    /// <summary>Allows plain http to another machine, where anyone in between can read the key. Default: false.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Requests a minute that the key may make, 1 to 10,000, shared by everything in this process that uses the key. Default: 60.</summary>
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Longest time that a request may queue for the key's rate limit, up to a day. Default: 10 minutes.</summary>
    public TimeSpan RateLimitQueueTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a request is sent at most, 1 to 20; 1 means no repeats. Default: 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause before the first repeat when the server does not name one; doubles each time, with jitter. Default: 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause that the client chooses itself. Default: 30 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one attempt, answer included; a long poll gets the time it asked for on top. Default: 30 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of a call with all its attempts and pauses; queueing for the rate limit does not count. Default: 3 minutes.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest time to connect. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer that is read, in bytes, up to 1 GiB. Default: 64 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long an upload may make no progress; there is no limit on the whole. Default: 60 s.</summary>
    public TimeSpan UploadInactivityTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Files larger than this, in bytes, are sent in pieces that can be resumed (tus). Default: 50 MiB.</summary>
    public long ResumableUploadThreshold { get; set; } = 50 * 1024 * 1024;

    /// <summary>Size of such a piece, in bytes. Default: 16 MiB.</summary>
    public int ResumableChunkBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Path below <c>/api/v1</c> that sends a test event to the key's webhook; not published, hence a setting. Default: <c>webhooks/test</c>.</summary>
    public string WebhookTestPath { get; set; } = "webhooks/test";

    /// <summary>The connection without its key.</summary>
    public override string ToString() => $"{BaseUrl} (key: {Errors.Redaction.Of(ApiKey)})";
}
