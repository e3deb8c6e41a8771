using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Slows guessing down: a name is locked after some wrong passwords, longer with each more; an address may try only so often in a minute.
/// Names that do not exist are locked alike, so a lock tells nothing. Sessions that exist go on.
/// </summary>
internal sealed class SignInThrottle(IOptions<IdentityOptions> options, TimeProvider clock)
{
    // Far more than honest people need; beyond it those that have waited longest are forgotten.
    private const int MaxTracked = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Failures> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Attempts> _addresses = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt. How long to wait before one is looked at; null: now.</summary>
    public TimeSpan? Begin(string name, string address)
    {
        Forget();
        var now = clock.GetUtcNow();
        if (_names.TryGetValue(name, out var failures) && failures.LockedUntil > now)
            return failures.LockedUntil - now;

        var attempts = _addresses.AddOrUpdate(
            address, _ => new Attempts(now, 1), (_, known) => now - known.Since >= Window ? new Attempts(now, 1) : known with { Count = known.Count + 1 });
        return attempts.Count > options.Value.SignInsPerMinute ? attempts.Since + Window - now : null;
    }

    /// <summary>Notes a wrong password.</summary>
    public void Fail(string name)
    {
        var now = clock.GetUtcNow();
        _names.AddOrUpdate(name, _ => Next(0, now), (_, known) => Next(now - known.LastAt > options.Value.MaxLockOut ? 0 : known.Count, now));
    }

    /// <summary>Notes a right password.</summary>
    public void Succeed(string name) => _names.TryRemove(name, out _);

    private Failures Next(int count, DateTimeOffset now)
    {
        count++;
        var tooMany = count - options.Value.MaxFailedSignIns;
        if (tooMany < 0)
            return new Failures(count, now, now);

        var lockOut = options.Value.LockOut * Math.Pow(2, Math.Min(tooMany, 30));
        return new Failures(count, now, now + (lockOut < options.Value.MaxLockOut ? lockOut : options.Value.MaxLockOut));
    }

    private void Forget()
    {
        if (_names.Count > MaxTracked)
        {
            foreach (var (name, _) in _names.OrderBy(entry => entry.Value.LastAt).Take(MaxTracked / 2))
                _names.TryRemove(name, out _);
        }

        if (_addresses.Count > MaxTracked)
        {
            foreach (var (address, _) in _addresses.OrderBy(entry => entry.Value.Since).Take(MaxTracked / 2))
                _addresses.TryRemove(address, out _);
        }
    }

    private sealed record Failures(int Count, DateTimeOffset LastAt, DateTimeOffset LockedUntil);

    private sealed record Attempts(DateTimeOffset Since, int Count);
}
