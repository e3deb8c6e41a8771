namespace Transcribe.Engine.Runtime;

/// <summary>Brings definitions from elsewhere, such as a repository of files; registered by <c>AddWorkflowsProvider</c>, asked when the server starts.</summary>
public interface IWorkflowsProvider
{
    /// <summary>Its name, by which the definitions are known as its own.</summary>
    string Name { get; }

    /// <summary>
    /// The definitions in Elsa's JSON. Each is published when it says something else than before; people cannot change it here. One that
    /// cannot be published is reported and left out.
    /// </summary>
    ValueTask<IEnumerable<string>> GetWorkflowsAsync(CancellationToken cancellationToken = default);
}
