using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Transcriptions;

namespace Transcribe.Sandbox.Webhooks;

/// <summary>Writes callbacks down in the transaction that makes them due, so that a crash loses none.</summary>
internal sealed class CallbackOutbox(TranscriptionView view, TimeProvider clock)
{
    private readonly Doorbell bell = new();

    public void Wake() => bell.Ring();

    /// <summary>Waits until something was added, or until the time is over.</summary>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => bell.WaitAsync(limit, clock, cancellationToken);

    /// <summary>The end of a job, for its own callback address and for the webhook of its key.</summary>
    public async Task AddAsync(SandboxDb db, JobRow job)
    {
        var type = $"transcription.{job.Status}";
        if (job is { CallbackUrl: { } url, CallbackSecret: { } secret })
            db.Deliveries.Add(Create(type, view.Row(job), url, secret, job.Id));
        if (await db.Webhooks.SingleOrDefaultAsync(row => row.KeyId == job.KeyId) is { } webhook)
            db.Deliveries.Add(Create(type, view.Row(job), webhook.Url, webhook.Secret, job.Id));
    }

    public DeliveryRow Create(string type, JsonObject data, string url, string secret, long? jobId)
    {
        var now = clock.GetUtcNow();
        var id = $"evt_{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
        var body = ApiJson.ToBytes(new JsonObject { ["id"] = id, ["type"] = type, ["created_at"] = now.ToUnixTimeSeconds(), ["data"] = data });
        return new DeliveryRow { EventId = id, JobId = jobId, Url = url, Secret = secret, Body = body, DueAt = now };
    }
}
