namespace Transcribe.Workflows.Host.Runs;

/// <summary>Where a run stands, for callers whom nobody has given its story: no step, no cost, no text of an error.</summary>
/// <param name="InstanceId">The run.</param>
/// <param name="Status">Where it stands: <c>running</c>, <c>waiting</c>, <c>finished</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null: it has not.</param>
/// <param name="RetryAt">When it is tried again; null: it does not wait for that.</param>
public sealed record RunStanding(string InstanceId, string Status, string Summary, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? RetryAt)
{
    internal static RunStanding Of(RunStory story) => new(story.InstanceId, story.Status, Sentence(story), story.StartedAt, story.FinishedAt, story.RetryAt);

    private static string Sentence(RunStory story) => story switch
    {
        { RetryAt: not null } => "It failed, and is tried again.",
        { Status: "finished" } => "It has finished.",
        { Status: "failed" } => "It has failed. Whoever may see the runs of this server finds the reason there.",
        { Status: "cancelled" } => "It was cancelled.",
        { Status: "waiting" } => "It waits.",
        _ => "It runs.",
    };
}
