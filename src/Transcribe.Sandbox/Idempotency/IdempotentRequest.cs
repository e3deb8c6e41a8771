using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Idempotency;

/// <summary>A request with an <c>Idempotency-Key</c>, scoped to the account and the path: a new API key of the same account replays too.</summary>
internal sealed class IdempotentRequest(string key, string path, string bodyHash)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly object Item = new();

    public string Key { get; } = key;

    public string Path { get; } = path;

    public string BodyHash { get; } = bodyHash;

    public bool IsRecorded { get; private set; }

    public void AttachTo(HttpContext http) => http.Items[Item] = this;

    /// <summary>
    /// Writes the answer down in the transaction that does the work: a crash leaves both or neither, so a repeated
    /// request can never pay twice. Does nothing for a request without a key.
    /// </summary>
    public static async Task RecordAsync(HttpContext http, SandboxDb db, Answer answer, DateTimeOffset now)
    {
        if (http.Items[Item] is not IdempotentRequest request)
            return;

        await request.RecordAsync(db, answer, now);
    }

    public async Task RecordAsync(SandboxDb db, Answer answer, DateTimeOffset now)
    {
        var oldest = now - Lifetime;
        await db.Idempotency.Where(row => row.CreatedAt <= oldest).ExecuteDeleteAsync();
        db.Idempotency.Add(new IdempotencyRow
        {
            Key = Key,
            Path = Path,
            BodyHash = BodyHash,
            Status = answer.Status,
            Answer = answer.Body,
            CreatedAt = now,
        });
        IsRecorded = true;
    }
}
