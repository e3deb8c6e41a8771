using System.ComponentModel;
using System.Text.Json;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Stands in for an activity whose type nobody registered: the definition loads and shows, running it is an incident.</summary>
[Activity("Elsa", "System", "Stands in for an activity whose type is not installed.")]
[Browsable(false)]
public sealed class NotFoundActivity() : Activity(source: null, line: null), ILocalStep
{
    /// <summary>The type that is missing.</summary>
    public string MissingTypeName { get; set; } = string.Empty;

    /// <summary>Its version.</summary>
    public int MissingTypeVersion { get; set; }

    /// <summary>The activity as it was written, kept for saving.</summary>
    public JsonElement OriginalActivityJson { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => throw new InvalidOperationException(
        $"Activity type '{MissingTypeName}' version '{MissingTypeVersion}' could not be found. Is the package that brings it installed?");
}
