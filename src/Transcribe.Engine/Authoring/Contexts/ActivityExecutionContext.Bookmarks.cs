using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Authoring;

/// <content>Waiting.</content>
public sealed partial class ActivityExecutionContext
{
    private List<Bookmark>? _newBookmarks;

    /// <summary>The bookmarks that this execution created in this burst.</summary>
    public IReadOnlyList<Bookmark> NewBookmarks => _newBookmarks ?? (IReadOnlyList<Bookmark>)[];

    /// <summary>The bookmarks of this execution.</summary>
    public IEnumerable<Bookmark> Bookmarks => WorkflowExecutionContext.Bookmarks.Where(bookmark => bookmark.ActivityInstanceId == Id);

    /// <summary>Waits for anything sent to exactly this execution.</summary>
    public Bookmark CreateBookmark() => CreateBookmark(new CreateBookmarkArgs { IncludeActivityInstanceId = true });

    /// <summary>Waits for a stimulus with this payload.</summary>
    public Bookmark CreateBookmark(object stimulus, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Metadata = metadata });

    /// <summary>Waits for a stimulus with this payload, sent to exactly this execution or not.</summary>
    public Bookmark CreateBookmark(object stimulus, bool includeActivityInstanceId, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, IncludeActivityInstanceId = includeActivityInstanceId, Metadata = metadata });

    /// <summary>Waits; <paramref name="callback"/> resumes.</summary>
    public Bookmark CreateBookmark(ExecuteActivityDelegate callback, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Callback = callback, Metadata = metadata });

    /// <summary>Waits for a stimulus with this payload; <paramref name="callback"/> resumes.</summary>
    public Bookmark CreateBookmark(
        object stimulus, ExecuteActivityDelegate callback, bool includeActivityInstanceId = true, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = stimulus, Callback = callback, IncludeActivityInstanceId = includeActivityInstanceId, Metadata = metadata,
        });

    /// <summary>Waits as <paramref name="args"/> say; null: for anything sent to exactly this execution.</summary>
    /// <exception cref="ArgumentException">The callback is a lambda or local function: only the name of a method survives a suspension.</exception>
    public Bookmark CreateBookmark(CreateBookmarkArgs? args)
    {
        args ??= new CreateBookmarkArgs { IncludeActivityInstanceId = true };
        var name = args.BookmarkName ?? Activity.Type;
        var bookmark = new Bookmark
        {
            Id = args.BookmarkId ?? Identity.NewId(),
            Name = name,
            Hash = StimulusHasher.Hash(name, args.Stimulus, args.IncludeActivityInstanceId ? Id : null),
            Payload = args.Stimulus,
            ActivityId = Activity.Id,
            ActivityNodeId = NodeId,
            ActivityInstanceId = Id,
            CreatedAt = WorkflowExecutionContext.Now,
            AutoBurn = args.AutoBurn,
            AutoComplete = args.AutoComplete,
            CallbackMethodName = args.Callback is { } callback ? Callbacks.NameOf(callback) : null,
            DueAt = args.DueAt,
            Metadata = args.Metadata,
        };
        (_newBookmarks ??= []).Add(bookmark);
        WorkflowExecutionContext.Add(bookmark);
        return bookmark;
    }

    /// <summary>Waits for several stimuli.</summary>
    public void CreateBookmarks(
        IEnumerable<object> payloads, ExecuteActivityDelegate? callback = null, bool includeActivityInstanceId = true, string? bookmarkName = null)
    {
        foreach (var payload in payloads)
        {
            CreateBookmark(new CreateBookmarkArgs
            {
                Stimulus = payload, Callback = callback, IncludeActivityInstanceId = includeActivityInstanceId, BookmarkName = bookmarkName,
            });
        }
    }

    /// <summary>Waits for a length of time; any length, it survives restarts.</summary>
    public void DelayFor(TimeSpan delay, ExecuteActivityDelegate? callback = null) => DelayUntil(WorkflowExecutionContext.Now + delay, callback);

    /// <summary>Waits until a moment; a past one resumes at once.</summary>
    public void DelayUntil(DateTimeOffset resumeAt, ExecuteActivityDelegate? callback = null) => WaitFor(DelayPayload.BookmarkName, resumeAt, callback);

    /// <summary>Waits for the clock under the name of a stimulus.</summary>
    internal void WaitFor(string bookmarkName, DateTimeOffset resumeAt, ExecuteActivityDelegate? callback = null) =>
        CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = bookmarkName,
            Stimulus = new DelayPayload(resumeAt),
            Callback = callback,
            IncludeActivityInstanceId = true,
            DueAt = resumeAt,
        });

    /// <summary>Removes the bookmarks of this execution.</summary>
    public void ClearBookmarks() => WorkflowExecutionContext.RemoveBookmarksOf(this);

    internal void ForgetNewBookmarks() => _newBookmarks = null;
}

/// <summary>What a delay waits for.</summary>
/// <param name="ResumeAt">When it is due.</param>
public sealed record DelayPayload(DateTimeOffset ResumeAt)
{
    internal const string BookmarkName = "Elsa.Delay";
}
