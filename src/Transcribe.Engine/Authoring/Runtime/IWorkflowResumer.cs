namespace Transcribe.Engine.Authoring;

/// <summary>Resumes instances that wait, and never starts any; for code outside of workflows. What it did is durable when it returns.</summary>
public interface IWorkflowResumer
{
    /// <summary>Resumes all that wait at activities of a type for a stimulus.</summary>
    /// <typeparam name="TActivity">The type, whose name is the stimulus name.</typeparam>
    Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default)
        where TActivity : IActivity;

    /// <summary>Resumes one instance that waits at an activity of a type for a stimulus.</summary>
    /// <typeparam name="TActivity">The type, whose name is the stimulus name.</typeparam>
    Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(
        object stimulus, string workflowInstanceId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default)
        where TActivity : IActivity;

    /// <summary>Resumes a bookmark; null: nobody waits at it any more.</summary>
    Task<RunWorkflowInstanceResponse?> ResumeAsync(string bookmarkId, IDictionary<string, object>? input = null, CancellationToken cancellationToken = default);
}

/// <summary>With what to resume.</summary>
public sealed class ResumeBookmarkOptions
{
    /// <summary>The workflow input of the burst.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>Properties to set on the instance; only for one that is resumed now, not for one that is queued.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}
