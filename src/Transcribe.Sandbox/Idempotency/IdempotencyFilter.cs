using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Idempotency;

/// <summary>The same key and body within 24 hours get the first answer again, byte for byte, refusals included.</summary>
internal sealed class IdempotencyFilter(Store store, TimeProvider clock) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";
    private const int MaxKeyLength = 128;
    private readonly ConcurrentDictionary<(string Key, string Path), byte> inFlight = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0)
            return await next(context);
        if (key.Length > MaxKeyLength)
            throw ApiErrors.Invalid($"{Header} may have {MaxKeyLength} characters.");

        var hash = Convert.ToHexStringLower(SHA256.HashData(await http.ReadBytesAsync()));
        var request = new IdempotentRequest(key, http.Request.Path, hash);
        if (!inFlight.TryAdd((request.Key, request.Path), 0))
        {
            throw ApiErrors.NotReady(
                "The first request with this Idempotency-Key is still being answered.", "idempotency_key_in_flight", TimeSpan.FromSeconds(1));
        }

        try
        {
            return await FindAsync(request) is { } known ? Replay(http, request, known) : await AnswerAsync(context, next, request);
        }
        finally
        {
            inFlight.TryRemove((request.Key, request.Path), out _);
        }
    }

    private async Task<IdempotencyRow?> FindAsync(IdempotentRequest request)
    {
        var oldest = clock.GetUtcNow() - IdempotentRequest.Lifetime;
        return await store.ReadAsync(db => db.Idempotency.SingleOrDefaultAsync(
            row => row.Key == request.Key && row.Path == request.Path && row.CreatedAt > oldest));
    }

    private static Answer Replay(HttpContext http, IdempotentRequest request, IdempotencyRow known)
    {
        if (known.BodyHash != request.BodyHash)
            throw ApiErrors.Invalid("This Idempotency-Key was used with another body: use a new key for a new request.", "idempotency_key_reused");

        http.Response.Headers[ReplayedHeader] = "true";
        return new Answer(known.Status, known.Answer);
    }

    private async Task<Answer> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, IdempotentRequest request)
    {
        request.AttachTo(context.HttpContext);
        Answer answer;
        try
        {
            answer = (Answer?)await next(context) ?? throw new InvalidOperationException("An endpoint that creates must answer.");
        }
        catch (ApiException refusal) when (IsFinal(refusal.Status))
        {
            answer = ErrorEnvelope.ToAnswer(context.HttpContext, refusal);
        }

        if (!request.IsRecorded)
            await store.WriteAsync(db => request.RecordAsync(db, answer, clock.GetUtcNow()), CancellationToken.None);
        return answer;
    }

    /// <summary>What may end otherwise a moment later (a conflict, a limit, a fault of the server) is not held against the key.</summary>
    private static bool IsFinal(int status) =>
        status is >= 400 and < 500
            and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests);
}
