namespace Transcribe.Client;

/// <summary>The job ended without a result: it failed, or it was cancelled.</summary>
public sealed class TranscriptionFailedException : TranscribeException
{
    /// <summary>A job that ended.</summary>
    public TranscriptionFailedException(Transcription transcription)
        : base(Describe(transcription))
    {
        Transcription = transcription;
    }

    /// <summary>The row as it was read last.</summary>
    public Transcription Transcription { get; }

    /// <summary>The job.</summary>
    public TranscriptionId JobId => Transcription.Id;

    /// <summary>How it ended.</summary>
    public TranscriptionStatus Status => Transcription.Status;

    /// <summary>The API's code, when it gave one.</summary>
    public string? Code => Transcription.Error?.Code;

    private static string Describe(Transcription row) =>
        row.Status == TranscriptionStatus.Cancelled
            ? $"Transcription {row.Id} was cancelled at the vendor's."
            : $"Transcription {row.Id} ended as '{row.Status}': {Errors.Redaction.Scrub(row.Error?.Message ?? "the API gave no reason")}";
}
