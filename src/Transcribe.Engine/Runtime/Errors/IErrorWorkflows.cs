namespace Transcribe.Engine.Runtime;

/// <summary>Who is told of failed runs.</summary>
public interface IErrorWorkflows
{
    /// <summary>
    /// The workflow that the host names (<see cref="ErrorOptions.Workflow"/>) and that cannot be told at present: it is not published, or does not
    /// begin with Run Failed. Null: it can, or the host names none.
    /// </summary>
    string? MissingDefault { get; }
}
