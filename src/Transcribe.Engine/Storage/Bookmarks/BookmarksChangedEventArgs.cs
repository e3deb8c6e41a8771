using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>Bookmarks that a commit added and removed.</summary>
public sealed class BookmarksChangedEventArgs(string workflowInstanceId, IReadOnlyList<Bookmark> added, IReadOnlyList<string> removedIds) : EventArgs
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; } = workflowInstanceId;

    /// <summary>The new ones.</summary>
    public IReadOnlyList<Bookmark> Added { get; } = added;

    /// <summary>The ids of those that are gone.</summary>
    public IReadOnlyList<string> RemovedIds { get; } = removedIds;
}
