using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowResumer(IWorkflowRuntime runtime, IBookmarkStore bookmarks) : IBookmarkResumer
{
    public Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default)
        where TActivity : IActivity => ResumeAsync(HashOf<TActivity>(stimulus), options, cancellationToken);

    public Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(
        object stimulus, string workflowInstanceId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default)
        where TActivity : IActivity => ResumeAsync(HashOf<TActivity>(stimulus) with { WorkflowInstanceId = workflowInstanceId }, options, cancellationToken);

    public Task<RunWorkflowInstanceResponse?> ResumeAsync(string bookmarkId, IDictionary<string, object>? input = null, CancellationToken cancellationToken = default) =>
        ResumeAsync(new ResumeBookmarkRequest(bookmarkId) { Input = input }, cancellationToken);

    public async Task<RunWorkflowInstanceResponse?> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default) =>
        (await runtime.ResumeAsync(request, cancellationToken))?.ToResponse();

    public async Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default)
    {
        var responses = new List<RunWorkflowInstanceResponse>();
        foreach (var bookmark in await bookmarks.FindAsync(filter, cancellationToken))
        {
            var request = new ResumeBookmarkRequest(bookmark.Id)
            {
                WorkflowInstanceId = bookmark.WorkflowInstanceId, Input = options?.Input, Prepare = options?.Properties is { } properties ? run => Set(run, properties) : null,
            };
            if (await ResumeAsync(request, cancellationToken) is { } response)
                responses.Add(response);
        }

        return responses;
    }

    private static void Set(WorkflowExecutionContext run, IDictionary<string, object> properties)
    {
        foreach (var (key, value) in properties)
            run.Properties[key] = value;
    }

    private static BookmarkFilter HashOf<TActivity>(object stimulus) => new(StimulusHasher.Hash(ActivityTypeNames.Of(typeof(TActivity)), stimulus));
}
