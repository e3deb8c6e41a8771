using System.Collections.Concurrent;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Stands for the engine: remembers what it was told, and can be down.</summary>
internal sealed class FakeApprovalNotifier : IApprovalNotifier
{
    public ConcurrentQueue<string> Told { get; } = new();

    public bool IsDown { get; set; }

    public Task DecidedAsync(string approvalId, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new InvalidOperationException("The engine is down.");

        Told.Enqueue(approvalId);
        return Task.CompletedTask;
    }
}

/// <summary>Stands for the engine: all runs go on, until they have ended.</summary>
internal sealed class FakeWaitingRuns : IWaitingRuns
{
    public bool HaveEnded { get; set; }

    public Task<bool> GoesOnAsync(string instanceId, CancellationToken cancellationToken) => Task.FromResult(!HaveEnded);
}
