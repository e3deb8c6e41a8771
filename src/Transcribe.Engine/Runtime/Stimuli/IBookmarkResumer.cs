using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>The older name of <see cref="IWorkflowResumer"/>, with what only hosts need.</summary>
public interface IBookmarkResumer : IWorkflowResumer
{
    /// <summary>Resumes all bookmarks that a filter finds.</summary>
    Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes a bookmark; null: nobody waits at it any more.</summary>
    Task<RunWorkflowInstanceResponse?> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default);
}
