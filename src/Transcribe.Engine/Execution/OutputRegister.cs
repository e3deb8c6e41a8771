using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>What activities wrote in this burst; read by expressions and kept in the execution records.</summary>
internal sealed class OutputRegister
{
    private Dictionary<(ActivityNode Node, string Name), object?>? _latest;

    public object? LastResult { get; private set; }

    public void Write(ActivityExecutionContext context, Output? output, string? name, object? value)
    {
        name = context.ActivityNode.NameOf(output) ?? DeclaredName(context.ActivityNode, name);
        if (name is null)
            return;

        (_latest ??= [])[(context.ActivityNode, name)] = value;
        // Requests, streams and the like are for this burst only.
        if (context.ActivityNode.IsOutputSerializable(name))
            context.RecordOutput(name, value);
        if (name == "Result")
            LastResult = value;
    }

    // An output that is bound to nothing is null, and known only by the property that was written: Result, this.Result, activity.Result.
    private static string? DeclaredName(ActivityNode node, string? written)
    {
        var property = written?[(written.LastIndexOf('.') + 1)..];
        return node.Descriptor.Outputs.FirstOrDefault(output => output.Name == property || (!output.IsSynthetic && output.Property.Name == property))?.Name
            ?? (property == "Result" ? property : null);
    }

    public object? Read(ActivityNode node, Output output) =>
        node.NameOf(output) is { } name && _latest?.TryGetValue((node, name), out var value) == true ? value : null;

    public object? Read(string activityIdOrName, string? outputName)
    {
        foreach (var ((node, name), value) in _latest ?? [])
        {
            if ((node.Activity.Id == activityIdOrName || node.Activity.Name == activityIdOrName) && name == (outputName ?? "Result"))
                return value;
        }

        return null;
    }
}
