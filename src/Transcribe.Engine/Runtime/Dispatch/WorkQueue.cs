using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// What is to be done soon and by nobody in particular. Each entry names rows that are durable, so a crash loses none, and costs some
/// bytes, so the queue has no bound that a burst could block on. What waits already is not queued again.
/// </summary>
internal sealed class WorkQueue(TimeProvider clock)
{
    private readonly Channel<BackgroundWork> _work = Channel.CreateUnbounded<BackgroundWork>();
    private readonly ConcurrentDictionary<BackgroundWork, bool> _waiting = new();

    public void Enqueue(BackgroundWork work)
    {
        if (_waiting.TryAdd(KeyOf(work), true))
            _work.Writer.TryWrite(work);
    }

    /// <summary>Queues something after a pause.</summary>
    public async Task EnqueueLaterAsync(BackgroundWork work, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (!_waiting.TryAdd(KeyOf(work), true))
            return;

        try
        {
            await Task.Delay(pause, clock, cancellationToken);
            _work.Writer.TryWrite(work);
        }
        catch (OperationCanceledException)
        {
            // The server stops; its rows are found again at the next start.
        }
    }

    public async IAsyncEnumerable<BackgroundWork> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(cancellationToken))
        {
            _waiting.TryRemove(KeyOf(work), out _);
            yield return work;
        }
    }

    private static BackgroundWork KeyOf(BackgroundWork work) => work.Failures == 0 ? work : work with { Failures = 0 };
}

/// <summary>One entry.</summary>
internal abstract record BackgroundWork
{
    /// <summary>How often it was tried in vain.</summary>
    public int Failures { get; init; }
}

/// <summary>Run the first burst of a dispatched instance, or continue an interrupted one.</summary>
internal sealed record ContinueInstance(string InstanceId) : BackgroundWork;

/// <summary>Resume a bookmark whose moment has come.</summary>
internal sealed record ResumeDue(string BookmarkId, string InstanceId) : BackgroundWork;

/// <summary>Bring a kept stimulus to the bookmark that it was assigned to.</summary>
internal sealed record DeliverStimulus(string StimulusId) : BackgroundWork;

/// <summary>Pause what starts a workflow that fails.</summary>
internal sealed record PauseFailing(string DefinitionId, string DefinitionVersionId, int Failed, int Runs, string LastRunId) : BackgroundWork;
