using System.Collections.Concurrent;

namespace Transcribe.Sandbox.Jobs;

/// <summary>Wakes whoever waits for a job the moment it ends; nobody polls.</summary>
internal sealed class JobSignals
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> waiting = new();

    /// <summary>Ends with the job. Ask before reading the row, so that an end in between is not missed.</summary>
    public Task WhenEnded(long jobId) =>
        waiting.GetOrAdd(jobId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ended(long jobId)
    {
        if (waiting.TryRemove(jobId, out var source))
            source.SetResult();
    }
}
