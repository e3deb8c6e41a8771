namespace Transcribe.Activities.Transcription.Batches;

/// <summary>Tells how far batches are.</summary>
public interface IBatchReader
{
    /// <summary>How far a batch is; null: there is no such batch.</summary>
    Task<BatchProgress?> FindProgressAsync(string batchId, CancellationToken cancellationToken);
}
