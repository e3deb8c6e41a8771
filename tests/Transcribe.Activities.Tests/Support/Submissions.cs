using Transcribe.Activities.Connections;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Tests.Support;

internal static class Submissions
{
    public const string Url = "https://media.example/rivers.wav?token=SENTINEL_URL";

    public static JobSubmission Valid(string key = "tw-key") =>
        new(Url, ConnectionNames.Default, key) { Language = "auto", WorkflowDefinitionId = "def", WorkflowInstanceId = "run-1", ActivityInstanceId = "act-1" };

    public static async Task<TranscriptionJob> SubmitAsync(this Workbench bench, JobSubmission? submission = null)
    {
        var result = await bench.Get<JobSubmitter>().SubmitAsync(submission ?? Valid(), Workbench.Token);
        return result.Job ?? throw new InvalidOperationException(result.Reason);
    }
}
