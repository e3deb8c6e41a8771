using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>What to do with a run that is due.</summary>
internal enum OverlapDecision
{
    Start,
    LeaveOut,
    Wait,
}

/// <summary>Looks whether the run before is still going on, and does with it what the schedule says.</summary>
internal sealed class ScheduleOverlaps : IDisposable
{
    // A step that ignores its cancellation must not hold up the other schedules.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _awaited = new(StringComparer.Ordinal);
    private readonly IInstanceStore _instances;
    private readonly BurstRunner _runner;
    private readonly ScheduleSignal _signal;
    private readonly TimeProvider _clock;
    private readonly ILogger<ScheduleOverlaps> _logger;

    public ScheduleOverlaps(IInstanceStore instances, BurstRunner runner, ScheduleSignal signal, TimeProvider clock, ILogger<ScheduleOverlaps> logger)
    {
        (_instances, _runner, _signal, _clock, _logger) = (instances, runner, signal, clock, logger);
        instances.Committed += OnCommitted;
    }

    /// <summary>Decides about the run of a trigger that is due.</summary>
    public async Task<OverlapDecision> DecideAsync(TriggerRow trigger, OverlapPolicy policy, CancellationToken cancellationToken)
    {
        if (policy == OverlapPolicy.Allow || trigger.LastInstanceId is not { } last)
            return OverlapDecision.Start;

        // Noted before it is looked at: what ends in between is heard of.
        if (policy != OverlapPolicy.Skip)
            _awaited[last] = true;

        if (await _instances.FindAsync(last, cancellationToken) is not { Status: WorkflowStatus.Running })
        {
            _awaited.TryRemove(last, out _);
            return OverlapDecision.Start;
        }

        return policy switch
        {
            OverlapPolicy.Skip => OverlapDecision.LeaveOut,
            OverlapPolicy.Queue => OverlapDecision.Wait,
            _ => await CancelAsync(last, trigger, cancellationToken),
        };
    }

    public void Dispose() => _instances.Committed -= OnCommitted;

    private async Task<OverlapDecision> CancelAsync(string last, TriggerRow trigger, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _runner.CancelAsync(last, either.Token);
            _awaited.TryRemove(last, out _);
            return OverlapDecision.Start;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.OldRunStays(_logger, last, trigger.DefinitionId);
            return OverlapDecision.Wait;
        }
    }

    private void OnCommitted(object? sender, InstanceCommittedEventArgs commit)
    {
        if (!_awaited.IsEmpty && _awaited.ContainsKey(commit.WorkflowInstanceId))
            _signal.Wake();
    }
}
