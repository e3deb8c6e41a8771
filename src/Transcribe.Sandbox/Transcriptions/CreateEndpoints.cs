using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Idempotency;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Webhooks;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>What costs money: creating, and trying again.</summary>
internal sealed class CreateEndpoints(
    Store store, Admission admission, JobQueue queue, JobScheduler scheduler, TranscriptionLookup lookup, TranscriptionView view, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/transcriptions", (HttpContext http, CreateEndpoints endpoints) => endpoints.CreateAsync(http));
        api.MapPost("/transcriptions/{id}/retry", (string id, HttpContext http, CreateEndpoints endpoints) => endpoints.RetryAsync(id, http));
    }

    private async Task<Answer> CreateAsync(HttpContext http)
    {
        var body = await http.ReadJsonAsync<CreateBody>();
        var job = await admission.PrepareAsync(body, Authentication.KeyOf(http).Id, http.RequestAborted);
        job.CallbackSecret = job.CallbackUrl is null ? null : CallbackSigner.NewSecret();

        return await EnterAsync(http, job, db => queue.EnterAsync(db, job, body.MaxChargeUsd));
    }

    private async Task<Answer> RetryAsync(string id, HttpContext http)
    {
        var body = await http.ReadJsonAsync<CreateBody>();
        var job = await lookup.GetAsync(id);
        CheckRetry(job);
        job.KeyId = Authentication.KeyOf(http).Id;
        await admission.PrepareAgainAsync(job, http.RequestAborted);

        return await EnterAsync(http, job, async db =>
        {
            // Between reading and now another request may have started it again.
            CheckRetry(await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == job.Id) ?? throw ApiErrors.NotFound($"Transcription {id}"));
            db.Jobs.Update(job);
            job.Error = null;
            job.CompletedAt = null;
            job.Progress = 0;
            await queue.EnterAsync(db, job, body.MaxChargeUsd);
        });
    }

    private async Task<Answer> EnterAsync(HttpContext http, JobRow job, Func<SandboxDb, Task> enter)
    {
        Answer answer;
        try
        {
            answer = await store.WriteAsync(
                async db =>
                {
                    await enter(db);
                    var accepted = Answer.Json(view.Accepted(job), StatusCodes.Status202Accepted);
                    await IdempotentRequest.RecordAsync(http, db, accepted, clock.GetUtcNow());
                    return accepted;
                },
                CancellationToken.None);
        }
        catch
        {
            admission.Discard(job);
            throw;
        }

        scheduler.Wake();
        return answer;
    }

    private static void CheckRetry(JobRow job)
    {
        if (JobStatus.IsInFlight(job.Status))
            throw ApiErrors.NotReady($"The transcription is still {job.Status}.", "transcription_processing");
        if (job.Status is not (JobStatus.Failed or JobStatus.Cancelled))
            throw ApiErrors.Invalid($"Only a failed or cancelled transcription can be tried again; this one is {job.Status}.");
    }
}
