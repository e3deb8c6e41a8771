using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <content>What the next commit has to write.</content>
public sealed partial class WorkflowExecutionContext
{
    private readonly List<JournalEntry> _journal = [];
    private readonly List<ActivityExecutionContext> _touched = [];
    private readonly List<Bookmark> _addedBookmarks = [];
    private readonly List<string> _removedBookmarks = [];
    private List<Func<Task>>? _deferred;

    internal int JournalSequence { get; set; }

    /// <summary>Whether anybody keeps what happens; what nobody keeps is not written down either.</summary>
    internal bool KeepsChanges { get; set; } = true;

    /// <summary>Whether events are collected for the journal.</summary>
    internal bool KeepsJournal => KeepsChanges && Options.KeepsJournal;

    internal IReadOnlyList<JournalEntry> Journal => _journal;

    internal void AddJournal(ActivityExecutionContext context, string eventName, string? message = null, string? source = null, object? payload = null)
    {
        if (!KeepsChanges)
            return;

        Touch(context);
        if (!Options.KeepsJournal)
            return;

        // Room for a short burst without growing.
        if (_journal.Capacity == 0)
            _journal.Capacity = 12;
        _journal.Add(new JournalEntry(context, ++JournalSequence, Now, eventName, message, source, payload));
    }

    internal void Touch(ActivityExecutionContext context)
    {
        if (KeepsChanges && !context.IsTouched)
        {
            context.IsTouched = true;
            _touched.Add(context);
        }
    }

    internal void Add(Bookmark bookmark)
    {
        BookmarkList.Add(bookmark);
        _addedBookmarks.Add(bookmark);
    }

    internal void Remove(Bookmark bookmark)
    {
        if (!BookmarkList.Remove(bookmark))
            return;

        // A bookmark that no commit has seen leaves no trace.
        if (!_addedBookmarks.Remove(bookmark))
            _removedBookmarks.Add(bookmark.Id);
    }

    internal void RemoveBookmarksOf(ActivityExecutionContext context)
    {
        for (var i = BookmarkList.Count - 1; i >= 0; i--)
        {
            if (BookmarkList[i].ActivityInstanceId == context.Id)
                Remove(BookmarkList[i]);
        }
    }

    internal void RemoveAllBookmarks()
    {
        for (var i = BookmarkList.Count - 1; i >= 0; i--)
            Remove(BookmarkList[i]);
    }

    internal void Defer(Func<Task> task) => (_deferred ??= []).Add(task);

    /// <summary>Everything since the last commit, handed over: the next commit starts from here.</summary>
    internal BurstCommit TakeCommit()
    {
        UpdatedAt = Now;
        var commit = new BurstCommit
        {
            State = StateExtractor.Extract(this),
            ExpectedRowVersion = RowVersion,
            Graph = Graph,
            Journal = [.. _journal],
            Records = [.. _touched.Select(ActivityExecutionRecord.Of)],
            AddedBookmarks = [.. _addedBookmarks],
            RemovedBookmarkIds = [.. _removedBookmarks],
            MaxJournalEntryLength = Options.MaxJournalEntryLength,
        };

        ForgetChanges();
        return commit;
    }

    /// <summary>The next commit starts from here.</summary>
    internal void ForgetChanges()
    {
        foreach (var context in _touched)
            context.IsTouched = false;

        _journal.Clear();
        _touched.Clear();
        _addedBookmarks.Clear();
        _removedBookmarks.Clear();
    }

    internal IReadOnlyList<Func<Task>> TakeDeferred()
    {
        var deferred = _deferred;
        _deferred = null;
        return deferred ?? (IReadOnlyList<Func<Task>>)[];
    }
}
