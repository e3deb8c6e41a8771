using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Faults the workflow on purpose.</summary>
[Activity("Elsa", "Primitives", "Faults the workflow on purpose.")]
public sealed class Fault([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ILocalStep
{
    /// <summary>A code for machines; default <c>0</c>.</summary>
    [Input(Description = "A code for machines.", DefaultValue = "0", Order = 1)]
    public Input<string> Code { get; set; } = new("0");

    /// <summary>A group of codes; default <c>General</c>.</summary>
    [Input(Description = "The group of the code.", DefaultValue = "General", Order = 2)]
    public Input<string> Category { get; set; } = new("General");

    /// <summary>Whose fault it is; default <c>System</c>.</summary>
    [Input(Description = "System or Business.", DefaultValue = "System", Order = 3)]
    public Input<string> FaultType { get; set; } = new("System");

    /// <summary>What to tell people.</summary>
    [Input(Description = "The message.", Order = 4)]
    public Input<string?> Message { get; set; } = new((string?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        throw new FaultException(
            Code.GetOrDefault(context) ?? "0", Category.GetOrDefault(context) ?? "General", FaultType.GetOrDefault(context) ?? "System", Message.GetOrDefault(context));
}

/// <summary>A fault with a code.</summary>
public sealed class FaultException(string code, string category, string type, string? message, Exception? innerException = null)
    : Exception(message ?? $"Fault {code}", innerException)
{
    /// <summary>A code for machines.</summary>
    public string Code { get; } = code;

    /// <summary>The group of the code.</summary>
    public string Category { get; } = category;

    /// <summary>System or Business.</summary>
    public string Type { get; } = type;
}
