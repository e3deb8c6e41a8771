using System.Collections.Concurrent;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;

namespace Transcribe.Bench.Speech;

/// <summary>Notes when a run went on behind its wait.</summary>
[Activity("Bench", "Bench")]
public sealed class Arrived() : CodeActivity(source: null, line: null)
{
    /// <summary>What Await Completion gave.</summary>
    public Input<FinishedTranscription> Finished { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.GetRequiredService<Arrivals>().Add(Finished.Get(context), context.GetRequiredService<TimeProvider>().GetUtcNow());
}

/// <summary>The runs that went on.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, Arrival> _all = new();

    public int Count => _all.Count;

    public IEnumerable<Arrival> All => _all.Values;

    public void Add(FinishedTranscription job, DateTimeOffset at) => _all.TryAdd(job.Id, new Arrival(job.Id, job.CompletedAt!.Value, at, TimeProvider.System.GetTimestamp()));
}

/// <summary>A run that went on.</summary>
/// <param name="JobId">Its job.</param>
/// <param name="CompletedAt">When the job ended at the vendor's.</param>
/// <param name="At">When the run went on, by the same clock.</param>
/// <param name="Timestamp">The same in real time.</param>
internal sealed record Arrival(string JobId, DateTimeOffset CompletedAt, DateTimeOffset At, long Timestamp);
