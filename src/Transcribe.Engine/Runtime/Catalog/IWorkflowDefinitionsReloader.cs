namespace Transcribe.Engine.Runtime;

/// <summary>Looks again, while the server runs, what the folder of workflows and the host's providers bring.</summary>
public interface IWorkflowDefinitionsReloader
{
    /// <summary>Publishes what says something else than before; what cannot be published is reported, as at a start.</summary>
    Task ReloadWorkflowDefinitionsAsync(CancellationToken cancellationToken = default);
}
