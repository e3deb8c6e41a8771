using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <content>What the next commit has to write.</content>
public sealed partial class WorkflowExecutionContext
{
    private List<JournalEntry>? _journal;
    private List<ActivityExecutionContext>? _touched;
    private List<Bookmark>? _addedBookmarks;
    private List<string>? _removedBookmarks;
    private List<Func<Task>>? _deferred;

    // Room for the events of a short burst without growing.
    private const int ShortBurst = 12;

    internal int JournalSequence { get; set; }

    /// <summary>Whether anybody keeps what happens; what nobody keeps is not written down either.</summary>
    internal bool KeepsChanges { get; set; } = true;

    /// <summary>Whether events are collected for the journal.</summary>
    internal bool KeepsJournal => KeepsChanges && Options.KeepsJournal;

    internal IReadOnlyList<JournalEntry> Journal => _journal ?? (IReadOnlyList<JournalEntry>)[];

    /// <summary>The events since the last commit; empty where nobody keeps a journal.</summary>
    public IReadOnlyList<JournalEntry> ExecutionLog => Journal;

    internal JournalEntry? AddJournal(ActivityExecutionContext context, string eventName, string? message = null, string? source = null, object? payload = null)
    {
        if (!KeepsChanges)
            return null;

        Touch(context);
        if (!Options.KeepsJournal)
            return null;

        var entry = new JournalEntry(context, ++JournalSequence, Now, eventName, message, source, payload);
        (_journal ??= new(ShortBurst)).Add(entry);
        return entry;
    }

    internal void Touch(ActivityExecutionContext context)
    {
        if (KeepsChanges && !context.IsTouched)
        {
            context.IsTouched = true;
            (_touched ??= []).Add(context);
        }
    }

    internal void Add(Bookmark bookmark)
    {
        BookmarkList.Add(bookmark);
        (_addedBookmarks ??= []).Add(bookmark);
    }

    internal void Remove(Bookmark bookmark)
    {
        if (!BookmarkList.Remove(bookmark))
            return;

        // A bookmark that no commit has seen leaves no trace.
        if (_addedBookmarks?.Remove(bookmark) != true)
            (_removedBookmarks ??= []).Add(bookmark.Id);
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

    /// <summary>Takes the bookmarks of a run that has ended away; one that has faulted keeps them in its state for a retry.</summary>
    internal void ParkBookmarks()
    {
        if (SubStatus == WorkflowSubStatus.Faulted && BookmarkList.Count > 0)
            ParkedBookmarks = [.. ParkedBookmarks ?? [], .. BookmarkList];
        RemoveAllBookmarks();
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
            Journal = [.. _journal ?? []],
            Records = [.. (_touched ?? []).Select(ActivityExecutionRecord.Of)],
            AddedBookmarks = [.. _addedBookmarks ?? []],
            RemovedBookmarkIds = [.. _removedBookmarks ?? []],
            MaxJournalEntryLength = Options.MaxJournalEntryLength,
        };

        ForgetChanges();
        return commit;
    }

    /// <summary>The next commit starts from here.</summary>
    internal void ForgetChanges()
    {
        _touched?.ForEach(static context => context.IsTouched = false);
        _journal?.Clear();
        _touched?.Clear();
        _addedBookmarks?.Clear();
        _removedBookmarks?.Clear();
    }

    internal IReadOnlyList<Func<Task>> TakeDeferred()
    {
        var deferred = _deferred;
        _deferred = null;
        return deferred ?? (IReadOnlyList<Func<Task>>)[];
    }
}
