namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowStarter(IWorkflowRuntime runtime) : IWorkflowStarter
{
    public async Task<StartWorkflowResponse> StartWorkflowAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            return new StartWorkflowResponse { Instance = (await runtime.StartAsync(request, cancellationToken)).ToResponse(includesOutput: true) };
        }
        catch (ActivationRefusedException refusal)
        {
            return new StartWorkflowResponse { CannotStart = true, Reason = refusal.Message };
        }
    }
}
