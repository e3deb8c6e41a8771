using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class TaskReporter(IStimulusSender stimuli) : ITaskReporter
{
    public Task<SendStimulusResult> ReportCompletionAsync(string taskId, object? result = null, CancellationToken cancellationToken = default)
    {
        var metadata = new StimulusMetadata { Input = new Dictionary<string, object>(StringComparer.Ordinal) { [RunTask.ResultInput] = result! } };
        return stimuli.SendAsync(RunTask.StimulusName, new RunTaskStimulus(taskId, string.Empty), metadata, cancellationToken);
    }
}
