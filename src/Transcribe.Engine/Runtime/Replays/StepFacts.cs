using System.Text.Json;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Runtime;

/// <summary>What the record of an execution says of it, read back.</summary>
internal sealed class StepFacts
{
    private readonly Dictionary<string, object?> _facts;

    public StepFacts(ActivityExecutionRow row)
    {
        _facts = Read(row.JournalData);
        Outputs = Read(row.Outputs);
    }

    /// <summary>What it gave by name, with notes in the place of what is too long.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    /// <summary>How it completed; empty: nobody knows.</summary>
    public IReadOnlyList<string> Outcomes => Texts(ActivityExecutionRecord.OutcomesFact);

    /// <summary>What it gave and the workflow's settings keep out, by name.</summary>
    public IReadOnlyList<string> NotKept => Texts(ActivityExecutionRecord.NotKeptFact);

    /// <summary>The same step in the runs that this one replays.</summary>
    public IReadOnlyList<string> Earlier => Texts(ActivityExecutionRecord.EarlierFact);

    /// <summary>Where its answer came from; null: it was executed.</summary>
    public string? Pinned => _facts.GetValueOrDefault(StepAnswers.PinnedFact) as string;

    /// <summary>Members that were kept as JSON.</summary>
    public static Dictionary<string, object?> Read(string? json)
    {
        if (json is null)
            return [];

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => ValueSerializer.Read(member.Value), StringComparer.Ordinal)
            : [];
    }

    private IReadOnlyList<string> Texts(string name) => _facts.GetValueOrDefault(name) is IEnumerable<object?> values ? [.. values.OfType<string>()] : [];
}
