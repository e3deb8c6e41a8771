using System.Collections.Frozen;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>All triggers of published definitions at one moment, and which are paused; replaced as a whole when one is published, retracted, paused or resumed.</summary>
public sealed class TriggerSnapshot
{
    private readonly FrozenDictionary<string, TriggerRow[]> _byHash;
    private readonly FrozenDictionary<string, TriggerRow[]> _byDefinition;
    private readonly FrozenDictionary<string, TriggerPauseRow> _pauses;

    internal TriggerSnapshot(IReadOnlyList<TriggerRow> triggers, IReadOnlyList<TriggerPauseRow> pauses)
    {
        All = triggers;
        Pauses = pauses;
        _byHash = triggers.GroupBy(trigger => trigger.Hash).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _byDefinition = triggers.GroupBy(trigger => trigger.DefinitionId).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _pauses = pauses.ToFrozenDictionary(pause => pause.DefinitionId, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<TriggerRow> All { get; }

    /// <summary>The workflows that are paused because they fail, the oldest pause first.</summary>
    public IReadOnlyList<TriggerPauseRow> Pauses { get; }

    internal static TriggerSnapshot Empty { get; } = new([], []);

    /// <summary>Those that a stimulus starts.</summary>
    public IReadOnlyList<TriggerRow> Find(string hash) => _byHash.TryGetValue(hash, out var found) ? found : [];

    /// <summary>Those that start a definition.</summary>
    public IReadOnlyList<TriggerRow> OfDefinition(string definitionId) => _byDefinition.TryGetValue(definitionId, out var found) ? found : [];

    /// <summary>Why nothing starts a definition at present; null: it is not paused.</summary>
    public TriggerPauseRow? PauseOf(string definitionId) => _pauses.GetValueOrDefault(definitionId);
}
