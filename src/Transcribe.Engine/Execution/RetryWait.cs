using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Puts the end of a run off whose fault may pass: it waits, by a bookmark that is due when it is tried again. So the wait is as durable as
/// every other, whoever waits for the run goes on waiting, and what waits beside it in the run can still be resumed.
/// </summary>
internal static class RetryWait
{
    /// <summary>The name of the bookmark.</summary>
    public const string BookmarkName = "Transcribe.Retry";

    // Runs that one outage has hit must not all come back in one moment.
    private const double Scatter = 0.25;

    /// <summary>Whether the run waits to be tried again.</summary>
    public static bool IsIn(WorkflowExecutionContext run) => Find(run) is not null;

    /// <summary>Decides about a fault that has just ended its run: puts the end off, or lets it stand.</summary>
    public static void Decide(ActivityExecutionContext faulted, ActivityIncident incident)
    {
        var run = faulted.WorkflowExecutionContext;
        if (run.SubStatus != WorkflowSubStatus.Faulted)
            return;

        if (PlanOf(run, faulted, incident) is { } plan)
        {
            // It waits for nothing any more: it will execute from its start.
            run.RemoveBookmarksOf(faulted);
            PutOff(run, plan.Payload, plan.DueAt);
        }
        else
        {
            Remove(run);
        }
    }

    /// <summary>The moment has come: what has faulted executes again, in this burst.</summary>
    public static async ValueTask EndAsync(WorkflowExecutionContext run)
    {
        run.IsRecovering = true;
        run.Retries++;
        await Retry.ScheduleAsync(run, Retry.FaultedIn(run));
    }

    /// <summary>Somebody tries the run again: at once, which is then the next attempt, or anew, which has all of them before it.</summary>
    public static void Skip(WorkflowExecutionContext run) => run.Retries = Remove(run) ? run.Retries + 1 : 0;

    /// <summary>Nobody waits for another attempt: the run ends as it would have.</summary>
    /// <exception cref="RetryRefusedException">It is not waiting for one.</exception>
    public static void GiveUp(WorkflowExecutionContext run)
    {
        if (!Remove(run))
            throw new RetryRefusedException("It does not wait for another attempt.");

        run.AddExecutionLogEntry("Given up", "Somebody gave up before the next attempt.");
        run.Enter(WorkflowSubStatus.Faulted);
    }

    /// <summary>Whether a fault would be followed by another attempt, if the incident strategy ends runs that fault.</summary>
    public static bool Follows(ActivityExecutionContext context, FaultClass fault)
    {
        var run = context.WorkflowExecutionContext;
        return run.Status == WorkflowStatus.Running && (run.Graph.Workflow.IncidentStrategy ?? run.Options.IncidentStrategy) == nameof(FaultStrategy)
            && IsAllowed(run, PolicyOf(run), fault);
    }

    private static RetryPolicy PolicyOf(WorkflowExecutionContext run) => run.Graph.Workflow.Retry is { } own ? own.Or(run.Options.Retry) : run.Options.Retry;

    // Where nobody keeps the run, nobody could go on with it.
    private static bool IsAllowed(WorkflowExecutionContext run, RetryPolicy policy, FaultClass fault) =>
        fault.IsTransient && run.HasBackground && run.Attempt < (policy.Attempts ?? 1) && !(fault.RetryAfter > RetryPolicy.LongestGap);

    private static (RetryWaitPayload Payload, DateTimeOffset DueAt)? PlanOf(WorkflowExecutionContext run, ActivityExecutionContext faulted, ActivityIncident incident)
    {
        var policy = PolicyOf(run);
        if (!IsAllowed(run, policy, new FaultClass(incident.IsTransient, incident.RetryAfter)))
            return null;

        var gap = policy.GapAfter(run.Attempt);
        gap += gap * Scatter * ShareOf(run);
        if (incident.RetryAfter > gap)
            gap = incident.RetryAfter.Value;

        return (new RetryWaitPayload(run.Attempt + 1, policy.Attempts!.Value, faulted.Activity.Id, faulted.Activity.Name, incident.Message), run.Now + gap);
    }

    private static void PutOff(WorkflowExecutionContext run, RetryWaitPayload payload, DateTimeOffset dueAt)
    {
        // Several branches may fault; the one that has to wait longest decides.
        var earlier = Find(run);
        if (earlier?.DueAt > dueAt)
            dueAt = earlier.DueAt.Value;

        Remove(run);
        run.Reopen(WorkflowSubStatus.Executing);
        run.Add(new Bookmark
        {
            Id = Identity.NewId(),
            Name = BookmarkName,
            Hash = StimulusHasher.Hash(BookmarkName, null, run.RootContext.Id),
            Payload = payload,
            ActivityId = run.RootContext.Activity.Id,
            ActivityNodeId = run.RootContext.NodeId,
            ActivityInstanceId = run.RootContext.Id,
            CreatedAt = run.Now,
            AutoBurn = true,
            DueAt = dueAt,
            CallbackMethodName = Workflow.OnRetryDue,
        });
        run.AddExecutionLogEntry(
            "Retry scheduled",
            string.Create(CultureInfo.InvariantCulture, $"'{payload.ActivityName ?? payload.ActivityId}' failed with what may pass. Attempt {payload.Attempt} of {payload.Attempts} comes at {dueAt:u}."));
    }

    // The same for the same attempt of a run, so that nothing depends on when it was computed.
    private static double ShareOf(WorkflowExecutionContext run)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run.Id}|{run.Attempt}")));
        return BinaryPrimitives.ReadUInt32LittleEndian(digest) / (double)uint.MaxValue;
    }

    private static Bookmark? Find(WorkflowExecutionContext run) => run.BookmarkList.Find(static bookmark => bookmark.Name == BookmarkName);

    private static bool Remove(WorkflowExecutionContext run)
    {
        if (Find(run) is not { } bookmark)
            return false;

        run.Remove(bookmark);
        return true;
    }
}
