using System.Collections.Frozen;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>All triggers of published definitions at one moment; replaced as a whole when one is published or retracted.</summary>
public sealed class TriggerSnapshot
{
    private readonly FrozenDictionary<string, TriggerRow[]> _byHash;

    internal TriggerSnapshot(IReadOnlyList<TriggerRow> triggers)
    {
        All = triggers;
        _byHash = triggers.GroupBy(trigger => trigger.Hash).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<TriggerRow> All { get; }

    internal static TriggerSnapshot Empty { get; } = new([]);

    /// <summary>Those that a stimulus starts.</summary>
    public IReadOnlyList<TriggerRow> Find(string hash) => _byHash.TryGetValue(hash, out var found) ? found : [];
}
