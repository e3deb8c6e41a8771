using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Transcribe.Engine.Server.Http;

/// <summary>The test addresses that there are. They live in memory and for an hour: a draft is tried by the one who draws it.</summary>
internal sealed class TestUrls(TimeProvider clock)
{
    private const int TokenBytes = 16;
    private const int MaxUrls = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, TestUrl> _urls = new(StringComparer.Ordinal);

    /// <summary>Those that answer, the newest first.</summary>
    public IReadOnlyList<TestUrl> List() => [.. _urls.Values.Where(IsAlive).OrderByDescending(url => url.ExpiresAt)];

    /// <summary>The test address of a workflow, for another hour.</summary>
    public TestUrl Open(string definitionId)
    {
        foreach (var old in _urls.Values.Where(url => url.DefinitionId == definitionId || !IsAlive(url)).Concat(List().Skip(MaxUrls - 1)))
            _urls.TryRemove(old.Token, out _);

        var url = new TestUrl(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)), definitionId, clock.GetUtcNow() + Lifetime);
        return _urls[url.Token] = url;
    }

    /// <summary>An address by its token; null: there is none, or it answers no more.</summary>
    public TestUrl? Find(string token) => _urls.TryGetValue(token, out var url) && IsAlive(url) ? url : null;

    private bool IsAlive(TestUrl url) => url.ExpiresAt > clock.GetUtcNow();
}
