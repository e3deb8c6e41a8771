using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// The commits of one burst. The first one also records that the stimulus which caused the burst has arrived: from then on its effect is
/// in the state; and the key that started the instance, so that nothing starts by it again. The last one also carries what the end of the run brings about.
/// </summary>
/// <param name="queue">The writer.</param>
/// <param name="ends">What an end brings about; null: whatever it is, it was brought about already.</param>
/// <param name="stimulusId">The stimulus that caused the burst; null: none.</param>
/// <param name="key">The key that started the instance; null: none.</param>
/// <param name="tellsParent">Whether the parent is told of an end; false: it runs the burst and sees it.</param>
internal sealed class BurstSink(CommitQueue queue, RunEnds? ends, string? stimulusId, StartKeyRow? key = null, bool tellsParent = true) : ICommitSink
{
    private string? _stimulusId = stimulusId;
    private StartKeyRow? _key = key;
    private List<StimulusMatch>? _matches;
    private WorkflowGraph? _graph;

    /// <summary>The state that was committed last; null: nothing was.</summary>
    public WorkflowState? State { get; private set; }

    /// <summary>Kept stimuli that are to be delivered to bookmarks of this burst.</summary>
    public IReadOnlyList<StimulusMatch> Matches => _matches ?? (IReadOnlyList<StimulusMatch>)[];

    /// <summary>The instance that tells of a failed run, and that is to begin; null: there is none.</summary>
    public string? Started { get; private set; }

    public async ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        var effects = ends is null ? default : await ends.OfAsync(commit.State, commit.Graph, tellsParent, cancellationToken);
        var receipt = await queue.CommitAsync(commit, effects with { ConsumedStimulusId = _stimulusId, Key = _key }, cancellationToken);
        (_stimulusId, _key) = (null, null);
        (State, _graph) = (commit.State, commit.Graph);
        Started ??= effects.Started?.Id;
        if (receipt.Matches.Count > 0)
            (_matches ??= []).AddRange(receipt.Matches);

        return receipt.RowVersion;
    }

    /// <summary>Takes note of the end of the run, if this burst was its last.</summary>
    public void NoteEnd()
    {
        if (ends is not null && State is { Status: Authoring.WorkflowStatus.Finished } state)
            ends.Note(state, _graph!);
    }
}
