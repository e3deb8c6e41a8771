namespace Transcribe.Engine.Runtime;

/// <summary>Who is told of failed runs.</summary>
public sealed class ErrorOptions
{
    /// <summary>The definition id of the workflow that is told of the failed runs of workflows that name none; null, the default: nobody is.</summary>
    public string? Workflow { get; set; }

    /// <summary>Whether workflows may name error workflows that are not here, for checks of files without the server that has them; default false.</summary>
    public bool AcceptsUnknown { get; set; }
}
