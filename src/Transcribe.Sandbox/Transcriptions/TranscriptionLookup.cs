using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>Finds a row, and the transcript of one that is done.</summary>
internal sealed class TranscriptionLookup(Store store)
{
    public async Task<JobRow> GetAsync(string id)
    {
        var number = TranscriptionView.ParseId(id);
        return await store.ReadAsync(db => db.Jobs.SingleOrDefaultAsync(row => row.Id == number)) ?? throw ApiErrors.NotFound($"Transcription {id}");
    }

    /// <summary>Refuses with <c>409 not_ready</c> and the reason unless the job is completed.</summary>
    public async Task<(JobRow Job, Transcript Transcript)> GetCompletedAsync(string id)
    {
        var job = await GetAsync(id);
        return (job, await TranscriptOfAsync(job));
    }

    public async Task<Transcript> TranscriptOfAsync(JobRow job)
    {
        if (job.Status != JobStatus.Completed)
            throw NotReady(job);

        var result = await store.ReadAsync(db => db.Results.SingleOrDefaultAsync(row => row.JobId == job.Id));
        return result is not null && JsonSerializer.Deserialize<Transcript>(result.Transcript, ApiJson.Options) is { } transcript
            ? transcript
            : throw ApiErrors.NotReady("The transcript of this transcription is missing.", "artifact_missing");
    }

    private static ApiException NotReady(JobRow job) => job.Status switch
    {
        JobStatus.Failed => ApiErrors.NotReady($"The transcription failed: {job.Error}", "transcription_failed"),
        JobStatus.Cancelled => ApiErrors.NotReady("The transcription was cancelled.", "transcription_cancelled"),
        JobStatus.Quoted => ApiErrors.NotReady("This is a quote, not a transcription: create one to start it.", "not_started"),
        _ => ApiErrors.NotReady($"The transcription is still {job.Status}.", "transcription_processing"),
    };
}
