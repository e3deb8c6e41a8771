using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Knows the bursts that run, so that a stop and a cancellation reach them. At a stop each gets its token, and a deadline to commit where
/// it stands; what ignores it is continued from its last commit at the next start.
/// </summary>
internal sealed class BurstLifetime(IOptions<WorkflowEngineOptions> options, TimeProvider clock, ILogger<BurstLifetime> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether no burst may begin any more.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>How many bursts run.</summary>
    public int Count => _running.Count;

    /// <summary>Counts a burst as running until the answer is disposed.</summary>
    /// <exception cref="EngineStoppingException">The server is stopping.</exception>
    public Burst Begin(string instanceId, CancellationToken caller)
    {
        if (IsStopping)
            throw new EngineStoppingException();

        var token = CancellationTokenSource.CreateLinkedTokenSource(caller, _stopping.Token);
        _running[instanceId] = token;
        return new Burst(this, instanceId, token);
    }

    /// <summary>Ends the burst of an instance at its next step, if one runs.</summary>
    public async Task InterruptAsync(string instanceId)
    {
        if (!_running.TryGetValue(instanceId, out var token))
            return;

        try
        {
            await token.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself just now.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_running.IsEmpty)
            return;

        try
        {
            await _drained.Task.WaitAsync(options.Value.ShutdownDeadline, clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Log.BurstsAbandoned(logger, _running.Count);
        }
    }

    // Cancelled, not disposed, as a background service of the framework is: where two owners end a host, one of them may still stop it.
    public void Dispose() => _stopping.Cancel();

    private void End(string instanceId, CancellationTokenSource token)
    {
        _running.TryRemove(instanceId, out _);
        token.Dispose();
        if (IsStopping && _running.IsEmpty)
            _drained.TrySetResult();
    }

    /// <summary>A running burst.</summary>
    internal readonly struct Burst(BurstLifetime lifetime, string instanceId, CancellationTokenSource token) : IDisposable
    {
        /// <summary>Ends the burst at its next step.</summary>
        public CancellationToken Token => token.Token;

        public void Dispose() => lifetime.End(instanceId, token);
    }
}

/// <summary>The server is stopping and takes no new work; it can be sent again after the next start.</summary>
public sealed class EngineStoppingException() : Exception("The server is stopping and takes no new work. Try again when it runs again.");
