using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>Base class of activities that hold others in a list and declare variables for them.</summary>
public abstract class Container([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    : Activity(source, line), IVariableContainer, IActivityContainer, ILocalStep
{
    /// <summary>The activities in order.</summary>
    public ICollection<IActivity> Activities { get; set; } = [];

    /// <inheritdoc/>
    public ICollection<Variable> Variables { get; set; } = [];
}
