namespace Transcribe.Client;

/// <summary>One page of a list.</summary>
public sealed record TranscriptionPage
{
    /// <summary>The rows, newest first.</summary>
    public IReadOnlyList<Transcription> Data { get; init => field = value ?? []; } = [];

    /// <summary>Opaque mark of the next page; null on the last one.</summary>
    public string? NextCursor { get; init; }
}
