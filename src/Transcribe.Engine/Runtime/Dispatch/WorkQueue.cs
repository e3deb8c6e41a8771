using System.Threading.Channels;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// What is to be done soon and by nobody in particular. Each entry names rows that are durable, so a crash loses none, and costs some
/// bytes, so the queue has no bound that a burst could block on.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Channel<BackgroundWork> _work = Channel.CreateUnbounded<BackgroundWork>();

    public void Enqueue(BackgroundWork work) => _work.Writer.TryWrite(work);

    public IAsyncEnumerable<BackgroundWork> ReadAllAsync(CancellationToken cancellationToken) => _work.Reader.ReadAllAsync(cancellationToken);
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
