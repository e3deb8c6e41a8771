using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// The commits of one burst. The first one also records that the stimulus which caused the burst has arrived: from then on its effect is
/// in the state; and the key that started the instance, so that nothing starts by it again. The last one also carries what the end of a child tells its parent.
/// </summary>
internal sealed class BurstSink(CommitQueue queue, ParentNotice? notice, string? stimulusId, StartKeyRow? key = null) : ICommitSink
{
    private string? _stimulusId = stimulusId;
    private StartKeyRow? _key = key;
    private List<StimulusMatch>? _matches;

    /// <summary>The state that was committed last; null: nothing was.</summary>
    public WorkflowState? State { get; private set; }

    /// <summary>Kept stimuli that are to be delivered to bookmarks of this burst.</summary>
    public IReadOnlyList<StimulusMatch> Matches => _matches ?? (IReadOnlyList<StimulusMatch>)[];

    public async ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        var receipt = await queue.CommitAsync(commit, _stimulusId, notice?.Of(commit.State), cancellationToken, _key);
        (_stimulusId, _key) = (null, null);
        State = commit.State;
        if (receipt.Matches.Count > 0)
            (_matches ??= []).AddRange(receipt.Matches);

        return receipt.RowVersion;
    }
}
