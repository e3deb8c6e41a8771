using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Tells a caller what happens in a run, as server-sent events: <c>started</c>, <c>step</c> for each event of its journal, <c>finished</c> with the output.
/// What the journal says beside an event is for those who may see runs.
/// </summary>
internal sealed class ProgressStream(RunWatch watch, IJournalStore journal, IInstanceReader reader)
{
    /// <summary>Sends events until the run has ended or the caller is gone; the run goes on without it.</summary>
    public async Task SendAsync(HttpContext http, string instanceId)
    {
        var cancellationToken = http.RequestAborted;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync(http, "started", new { workflowInstanceId = instanceId });
        var told = 0;
        await foreach (var run in watch.FollowAsync(instanceId, cancellationToken))
        {
            var before = told;
            told = await TellStepsAsync(http, instanceId, told);
            if (run.Status == WorkflowStatus.Finished)
                await WriteEndAsync(http, instanceId, run.SubStatus);
            else if (told == before)
                await http.Response.WriteAsync(": waiting\n\n", cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
        }
    }

    private async Task<int> TellStepsAsync(HttpContext http, string instanceId, int told)
    {
        var isWhole = FailureView.IsWhole(http);
        IReadOnlyList<JournalRow> page;
        do
        {
            page = (await journal.ListAsync(instanceId, new JournalFilter { Skip = told }, http.RequestAborted)).Items;
            foreach (var step in page)
                await WriteAsync(http, "step", new { step.EventName, step.ActivityId, step.ActivityType, step.ActivityName, step.Timestamp, message = isWhole ? step.Message : null });
            told += page.Count;
        }
        while (page.Count > 0);

        return told;
    }

    private async Task WriteEndAsync(HttpContext http, string instanceId, WorkflowSubStatus status)
    {
        var state = await reader.ReadStateAsync(instanceId, http.RequestAborted);
        var error = state?.Incidents.Count > 0 ? FailureView.Explain(http, state) : null;
        await WriteAsync(http, "finished", new { workflowInstanceId = instanceId, status = status.ToString(), error, output = state?.Output });
    }

    private static Task WriteAsync(HttpContext http, string name, object data) =>
        http.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}\n\n", http.RequestAborted);
}
