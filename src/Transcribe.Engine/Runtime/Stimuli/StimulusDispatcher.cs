using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class StimulusDispatcher(StimulusSender sender) : IStimulusDispatcher
{
    public async Task<DispatchStimulusResponse> SendAsync(DispatchStimulusRequest request, CancellationToken cancellationToken = default)
    {
        var metadata = request.Metadata ?? new StimulusMetadata();
        var hash = request.StimulusHash
            ?? (request.ActivityTypeName is { } name ? StimulusHasher.Hash(name, request.Stimulus, metadata.ActivityInstanceId) : throw new ArgumentException("A stimulus has a name, or a hash.", nameof(request)));
        var result = await sender.SendAsync(hash, metadata, inBackground: true, cancellationToken);
        return new DispatchStimulusResponse([.. result.WorkflowInstanceResponses.Select(response => response.WorkflowInstanceId)]);
    }
}
