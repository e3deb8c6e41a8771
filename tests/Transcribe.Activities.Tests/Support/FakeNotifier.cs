using System.Collections.Concurrent;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Stands for the engine: remembers what it was told, and can be down.</summary>
internal sealed class FakeNotifier : IWaitNotifier
{
    public ConcurrentQueue<(string Connection, string JobId)> Told { get; } = new();

    public bool IsDown { get; set; }

    public ConcurrentQueue<string> Released { get; } = new();

    public Task SubmissionReleasedAsync(string ledgerId, CancellationToken cancellationToken)
    {
        Released.Enqueue(ledgerId);
        return Task.CompletedTask;
    }

    public ConcurrentQueue<string> EndedBatches { get; } = new();

    public Task BatchEndedAsync(string batchId, CancellationToken cancellationToken)
    {
        EndedBatches.Enqueue(batchId);
        return Task.CompletedTask;
    }

    public Task TranscriptionFinishedAsync(string connection, string jobId, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new InvalidOperationException("The engine is down.");

        Told.Enqueue((connection, jobId));
        return Task.CompletedTask;
    }
}
