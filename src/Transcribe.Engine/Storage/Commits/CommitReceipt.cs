namespace Transcribe.Engine.Storage;

/// <summary>What a commit brought about.</summary>
/// <param name="RowVersion">The instance's new row version.</param>
/// <param name="Matches">Kept stimuli that were waiting for one of the new bookmarks; they are assigned to it and have to be delivered.</param>
internal sealed record CommitReceipt(long RowVersion, IReadOnlyList<StimulusMatch> Matches);

/// <summary>A kept stimulus and the bookmark it was assigned to.</summary>
internal sealed record StimulusMatch(string StimulusId, string BookmarkId, string WorkflowInstanceId);
