using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Transcribe.Sandbox;

/// <summary>What a sandbox is made of. Checked once, when it starts; every fault is in one message.</summary>
public sealed class SandboxOptions
{
    /// <summary>The folder that keeps the database, uploads and media. Required; made when missing.</summary>
    [Required(ErrorMessage = "DataFolder is required: the folder that keeps the sandbox's state.")]
    public string DataFolder { get; set; } = string.Empty;

    /// <summary>Where it listens. Default <c>http://127.0.0.1:0</c>: loopback, any free port.</summary>
    [Required(ErrorMessage = "Url is required, such as http://127.0.0.1:4010.")]
    public string Url { get; set; } = "http://127.0.0.1:0";

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>US dollars that the wallet gets afresh each calendar month (UTC); spent first. Default 5.</summary>
    [Range(0, 1_000_000, ErrorMessage = "MonthlyCreditUsd must be between 0 and 1000000.")]
    public decimal MonthlyCreditUsd { get; set; } = 5m;

    /// <summary>US dollars of top-up in a new wallet; spent after the monthly credit. Default 20.</summary>
    [Range(0, 1_000_000, ErrorMessage = "TopUpUsd must be between 0 and 1000000.")]
    public decimal TopUpUsd { get; set; } = 20m;

    /// <summary>What can be ordered and what it costs. Default <see cref="SandboxPipeline.Defaults"/>.</summary>
    [MinLength(1, ErrorMessage = "Pipelines must hold at least one pipeline.")]
    public IReadOnlyList<SandboxPipeline> Pipelines { get; set; } = SandboxPipeline.Defaults;

    /// <summary>The pipeline of a request that names none. Default <c>qwen3-asr-flash-filetrans</c>.</summary>
    public string DefaultPipeline { get; set; } = "qwen3-asr-flash-filetrans";

    /// <summary>The languages that <c>GET /pipelines</c> lists (BCP-47). Default <c>en</c>, which all recognisers know.</summary>
    public IReadOnlyList<string> Languages { get; set; } = ["en"];

    /// <summary>Jobs that run at once; later ones are queued, uploads refused. Default 2.</summary>
    [Range(1, 64, ErrorMessage = "MaxConcurrentJobs must be between 1 and 64.")]
    public int MaxConcurrentJobs { get; set; } = 2;

    /// <summary>Jobs that may wait for a place; one more is refused with <c>queue_full</c>. Default 1000.</summary>
    [Range(0, 1_000_000, ErrorMessage = "MaxQueuedJobs must be between 0 and 1000000.")]
    public int MaxQueuedJobs { get; set; } = 1000;

    /// <summary>Requests that one key may send in any minute. Default 60, as the service's documentation says.</summary>
    [Range(1, 1_000_000, ErrorMessage = "RequestsPerMinute must be between 1 and 1000000.")]
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Questions that may be asked in any 24 hours. Default 100.</summary>
    [Range(0, 1_000_000, ErrorMessage = "QuestionsPerDay must be between 0 and 1000000.")]
    public int QuestionsPerDay { get; set; } = 100;

    /// <summary>How long a job takes at least, so that a client has something to wait for. Default none.</summary>
    public TimeSpan ProcessingDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long recognising one recording may take before the job fails. Default 30 minutes.</summary>
    public TimeSpan RecognitionTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long fetching and measuring one recording may take. Default 2 minutes.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether recordings at loopback and private addresses are refused, which the live service cannot reach either. Default no: a sandbox stands beside
    /// what it fetches.
    /// </summary>
    public bool RefusePrivateAddresses { get; set; }

    /// <summary>The largest recording in bytes, fetched or uploaded. Default 500 MB, as the service's.</summary>
    [Range(1, 2_000_000_000_000, ErrorMessage = "MaxMediaBytes must be at least 1.")]
    public long MaxMediaBytes { get; set; } = 500L * 1024 * 1024;

    /// <summary>How long a presigned upload address lives. Default 900 seconds, as the service's.</summary>
    public TimeSpan UploadUrlLifetime { get; set; } = TimeSpan.FromSeconds(900);

    /// <summary>The recognisers, in the order in which they are tried. Default: whisper.cpp, a shipped transcript, PocketSphinx.</summary>
    public IReadOnlyList<SandboxRecogniser> Recognisers { get; set; } =
        [SandboxRecogniser.WhisperCpp, SandboxRecogniser.ShippedTranscript, SandboxRecogniser.PocketSphinx];

    /// <summary>whisper.cpp's <c>whisper-cli</c>. Default none: whisper.cpp is not used.</summary>
    public string? WhisperCliPath { get; set; }

    /// <summary>The model file for whisper.cpp. Default none.</summary>
    public string? WhisperModelPath { get; set; }

    /// <summary>Whether <c>ffmpeg</c> and <c>ffprobe</c> are used when they are on the PATH. Default yes; without them, PCM WAV only.</summary>
    public bool UseFfmpeg { get; set; } = true;

    /// <summary>The header that carries a callback's signature. Default <c>X-Transcribe-Signature</c>: the service's own is not published.</summary>
    [RegularExpression("^[A-Za-z0-9-]+$", ErrorMessage = "CallbackSignatureHeader must be a header name.")]
    public string CallbackSignatureHeader { get; set; } = "X-Transcribe-Signature";

    /// <summary>How callbacks are signed. Default <see cref="SandboxCallbackSigning.Body"/>.</summary>
    public SandboxCallbackSigning CallbackSigning { get; set; } = SandboxCallbackSigning.Body;

    /// <summary>Whether <c>http:</c> callback addresses are taken too; the service wants https. Default yes.</summary>
    public bool AllowHttpCallbacks { get; set; } = true;

    /// <summary>The pause before a callback's second attempt; each later one is twice as long. Default 2 seconds.</summary>
    public TimeSpan CallbackRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Attempts to deliver one callback, the first included. Default 8.</summary>
    [Range(1, 50, ErrorMessage = "CallbackAttempts must be between 1 and 50.")]
    public int CallbackAttempts { get; set; } = 8;

    /// <summary>How long a callback's receiver may take to answer. Default 10 seconds.</summary>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether <c>/sandbox/faults</c> takes orders over HTTP. Default no; <see cref="SandboxServer.Faults"/> always does.</summary>
    public bool EnableFaultsEndpoint { get; set; }

    /// <summary>Whether ids are sent as <c>"tr_4821"</c>, as the specification shows, in place of the live service's <c>4821</c>. Default no.</summary>
    public bool PrefixedIds { get; set; }
}
