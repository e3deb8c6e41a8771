using System.Globalization;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>What the steps of a run gave, whole or not at all: a half of it would make the next steps go wrong in silence.</summary>
/// <param name="run">The run.</param>
/// <param name="graph">The version that it ran; null: it is gone.</param>
internal sealed class KeptResults(EndedRun run, WorkflowGraph? graph)
{
    /// <summary>The outcomes and outputs of a step that completed.</summary>
    /// <exception cref="StepNotKeptException">They were not kept, or not whole.</exception>
    public (IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, object?> Outputs) Read(EndedExecution execution)
    {
        var facts = new StepFacts(execution.Row);
        if (execution.Children.Count > 0)
            throw NotKept(execution, "ran steps of its own, and what they did to the run is not kept with it");
        if (facts.Outcomes.Count == 0)
            throw NotKept(execution, "completed, but how was not kept");
        if (facts.NotKept.Count > 0)
            throw NotKept(execution, $"gave {string.Join(", ", facts.NotKept.Select(name => $"'{name}'"))}, which the workflow's settings keep out of its records");

        return (facts.Outcomes, facts.Outputs.ToDictionary(output => output.Key, output => Whole(execution, output.Key, output.Value), StringComparer.Ordinal));
    }

    private object? Whole(EndedExecution execution, string name, object? value)
    {
        if (!JournalText.IsNote(value))
            return value;

        var length = JournalText.LengthBehind(value);
        return FindInState(execution, name) is { } whole && Json.Of(whole)?.Length == length
            ? whole
            : throw NotKept(execution, string.Create(CultureInfo.InvariantCulture, $"gave '{name}' of {length:N0} characters, which is more than the journal keeps of a value"));
    }

    // What only this step writes still stands where it wrote it.
    private object? FindInState(EndedExecution execution, string name)
    {
        if (graph?.FindNode(execution.Row.ActivityNodeId)?.FindOutput(name)?.Reference?.Id is not { } place
            || graph.Nodes.Sum(node => WritersOf(node, place)) != 1
            || run.Executions.Last(other => other.Row.ActivityNodeId == execution.Row.ActivityNodeId) != execution)
            return null;

        return run.State.ActivityExecutionContexts.Select(context => context.Variables?.GetValueOrDefault(place)).FirstOrDefault(value => value is not null)
            ?? run.State.Output.GetValueOrDefault(place);
    }

    private static int WritersOf(ActivityNode node, string place) =>
        node.Descriptor.Outputs.Count(output => output.Read(node.Activity)?.Reference?.Id == place) + (node.Activity is SetVariable set && set.Variable?.Id == place ? 1 : 0);

    private StepNotKeptException NotKept(EndedExecution execution, string why) => new($"'{execution.Name}' {why} (run {run.Id})");
}
