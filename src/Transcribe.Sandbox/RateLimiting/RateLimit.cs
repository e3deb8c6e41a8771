using System.Collections.Concurrent;
using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.RateLimiting;

/// <summary>So many requests in any minute for each key; the framework's limiters know no <see cref="TimeProvider"/>.</summary>
internal sealed class RateLimit(RequestDelegate next, SandboxOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<int, Queue<DateTimeOffset>> requests = new();

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api"))
            Take(Authentication.KeyOf(http).Id);
        return next(http);
    }

    private void Take(int keyId)
    {
        var recent = requests.GetOrAdd(keyId, _ => new Queue<DateTimeOffset>());
        lock (recent)
        {
            var now = clock.GetUtcNow();
            while (recent.TryPeek(out var oldest) && now - oldest >= Window)
                recent.Dequeue();

            if (recent.Count >= options.RequestsPerMinute)
                throw ApiErrors.RateLimited(options.RequestsPerMinute, recent.Peek() + Window - now);

            recent.Enqueue(now);
        }
    }
}
