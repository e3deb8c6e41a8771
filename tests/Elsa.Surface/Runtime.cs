namespace Elsa.Workflows.Runtime;

public interface IStimulusSender
{
    Task<SendStimulusResult> SendAsync(string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);

    Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);
}

public class StimulusMetadata
{
    public string? WorkflowInstanceId { get; set; }

    public string? CorrelationId { get; set; }

    public string? ActivityInstanceId { get; set; }

    public string? BookmarkId { get; set; }

    public IDictionary<string, object>? Input { get; set; }
}

public class SendStimulusResult;
