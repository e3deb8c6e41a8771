namespace Transcribe.Sandbox;

/// <summary>Something that goes wrong with the next requests that match, on purpose.</summary>
public sealed record SandboxFault
{
    /// <summary>The HTTP method that matches; null matches all. Default null.</summary>
    public string? Method { get; init; }

    /// <summary>The path that matches, <c>*</c> for any characters. Default <c>/api/v1/*</c>.</summary>
    public string Path { get; init; } = "/api/v1/*";

    /// <summary>Matching requests that pass unharmed first. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>Matching requests that are harmed. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How long the request is held before anything else, by the sandbox's clock. Default not at all.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The HTTP status that is answered in place of the true one; null leaves the answer alone. Default null.</summary>
    public int? Status { get; init; }

    /// <summary>The error code in the answer's envelope. Default by status.</summary>
    public string? Code { get; init; }

    /// <summary>The <c>Retry-After</c> of the answer, in seconds. Default none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether the connection is reset in place of an answer. Default no.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether the request is carried out before its answer is lost, as when a gateway fails after the work was done. Default no.</summary>
    public bool AfterHandling { get; init; }
}
