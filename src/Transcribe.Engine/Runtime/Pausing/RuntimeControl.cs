using Microsoft.Extensions.Logging;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class RuntimeControl(BurstLifetime bursts, TimeProvider clock, ILogger<RuntimeControl> logger) : IRuntimeControl
{
    private readonly Lock _changing = new();
    private TaskCompletionSource? _end;

    public RuntimePause? Pause { get; private set; }

    public int ActiveBursts => bursts.Count;

    public string GenerationId { get; } = Identity.NewId();

    public void Begin(string? reason, string? requestedBy)
    {
        lock (_changing)
        {
            if (Pause is not null)
                return;

            _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Pause = new RuntimePause(clock.GetUtcNow(), reason, requestedBy);
        }

        Log.Paused(logger, requestedBy);
    }

    public void End()
    {
        lock (_changing)
        {
            if (Pause is null)
                return;

            Pause = null;
            _end!.SetResult();
        }

        Log.Resumed(logger);
    }

    /// <summary>Waits for the end of a pause, and of one that follows at once.</summary>
    /// <returns>Whether there was one.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var waited = false;
        while (Pause is not null && _end is { } end)
        {
            waited = true;
            await end.Task.WaitAsync(cancellationToken);
        }

        return waited;
    }
}
