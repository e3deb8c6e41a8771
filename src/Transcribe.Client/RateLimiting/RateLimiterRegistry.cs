using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Client.RateLimiting;

/// <summary>One limiter a key for the whole process, whichever named client uses it. Keys are known by their hash only.</summary>
internal sealed class RateLimiterRegistry(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<KeyRateLimiter>> limiters = new(StringComparer.Ordinal);

    public KeyRateLimiter For(string apiKey, int requestsPerMinute)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));
        var limiter = limiters.GetOrAdd(hash, _ => new Lazy<KeyRateLimiter>(() => new KeyRateLimiter(clock, requestsPerMinute))).Value;
        limiter.LowerTo(requestsPerMinute);
        return limiter;
    }

    public void Dispose()
    {
        foreach (var limiter in limiters.Values)
            limiter.Value.Dispose();
    }
}
