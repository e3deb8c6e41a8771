using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.State;

/// <summary>What one burst, or a part of it, changed. It is written whole or not at all.</summary>
public sealed class BurstCommit
{
    /// <summary>The instance as it stands.</summary>
    public required WorkflowState State { get; init; }

    /// <summary>The definition version that it runs.</summary>
    public required WorkflowGraph Graph { get; init; }

    /// <summary>The row version that this commit builds on; 0: the instance has no row yet.</summary>
    public long ExpectedRowVersion { get; init; }

    /// <summary>New events.</summary>
    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    /// <summary>Executions that were new or changed.</summary>
    public required IReadOnlyList<ActivityExecutionRecord> Records { get; init; }

    /// <summary>How many characters a value in the journal may have; default 65,536.</summary>
    public int MaxJournalEntryLength { get; init; } = 64 * 1024;

    /// <summary>Bookmarks to add.</summary>
    public required IReadOnlyList<Bookmark> AddedBookmarks { get; init; }

    /// <summary>Bookmarks to remove.</summary>
    public required IReadOnlyList<string> RemovedBookmarkIds { get; init; }
}

/// <summary>Where bursts hand their changes. It returns when they are durable.</summary>
public interface ICommitSink
{
    /// <summary>Whether nothing is kept, so that the state need not be taken; default false.</summary>
    bool KeepsNothing => false;

    /// <summary>Whether somebody resumes what is put off; else everything runs in the burst. Default: where something is kept.</summary>
    bool HasBackground => !KeepsNothing;

    /// <summary>Writes <paramref name="commit"/> and returns the instance's new row version.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody else changed the instance since it was loaded.</exception>
    ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken);
}

/// <summary>An instance was changed by somebody else since it was loaded; loading it again and repeating is harmless.</summary>
public sealed class ConcurrencyConflictException(string instanceId)
    : Exception($"The instance '{instanceId}' was changed by another process since it was loaded.")
{
}

/// <summary>Keeps nothing: for runs whose state nobody needs afterwards, such as tests and previews.</summary>
public sealed class NullCommitSink : ICommitSink
{
    /// <inheritdoc/>
    public bool KeepsNothing => true;

    /// <inheritdoc/>
    public ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken) => new(commit.ExpectedRowVersion + 1);
}
