using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes runs, each by the engine's own means; the first change that cannot be done is the last of its run.</summary>
internal sealed class Alterer(IWorkflowRuntime runtime, TimeProvider clock)
{
    /// <summary>The change that cancels a run.</summary>
    public const string Cancel = "Cancel";

    /// <summary>The change that ends a run which waits to be tried again; upstream has none.</summary>
    public const string GiveUp = "GiveUp";

    private const string ModifyVariable = "ModifyVariable";

    // Upstream tries again by this change, and says so.
    private const string ScheduleActivity = "ScheduleActivity";

    /// <summary>What each kind of change needs of its caller, and what it is called in the audit log.</summary>
    public static IReadOnlyDictionary<string, (string Permission, string Action)> Kinds { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [Cancel] = (Permission.CancelInstances, AuditActions.CancelRun),
        [ModifyVariable] = (Permission.WriteInstances, AuditActions.ChangeRun),
        [GiveUp] = (Permission.CancelInstances, AuditActions.GiveUpRun),
    };

    public async Task<AlterationResult> AlterAsync(string instanceId, IReadOnlyList<AlterationModel> alterations, CancellationToken cancellationToken)
    {
        var log = new List<AlterationEntry>();
        foreach (var alteration in alterations)
        {
            log.Add(await LogAsync(alteration.Type!, () => AlterAsync(instanceId, alteration, cancellationToken)));
            if (IsError(log[^1]))
                break;
        }

        return new AlterationResult(instanceId, new AlterationLog(log), WorkflowHasScheduledWork: false, IsSuccessful: !log.Exists(IsError));
    }

    /// <summary>Makes the changes of a plan to its runs, one after the other.</summary>
    public async Task<AlterationPlanAnswer> CarryOutAsync(
        string? planId, IReadOnlyList<AlterationModel> alterations, AlterationFilter filter, IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        var (id, createdAt, jobs) = (planId ?? Execution.Identity.NewId(), clock.GetUtcNow(), new List<AlterationJob>());
        foreach (var instanceId in instanceIds)
        {
            var startedAt = clock.GetUtcNow();
            var result = await AlterAsync(instanceId, alterations, cancellationToken);
            jobs.Add(new AlterationJob(
                id, instanceId, result.IsSuccessful ? AlterationStatus.Completed : AlterationStatus.Failed, result.Log.LogEntries, createdAt, startedAt, clock.GetUtcNow(),
                Execution.Identity.NewId()));
        }

        var status = jobs.Exists(job => job.Status == AlterationStatus.Failed) ? AlterationStatus.Failed : AlterationStatus.Completed;
        return new AlterationPlanAnswer(new AlterationPlan(alterations, filter, status, createdAt, clock.GetUtcNow(), id), jobs);
    }

    /// <summary>Runs again what has faulted in a run.</summary>
    public async Task<AlterationResult> RetryAsync(string instanceId, CancellationToken cancellationToken)
    {
        var entry = await LogAsync(ScheduleActivity, async () => await runtime.RetryAsync(instanceId, cancellationToken) is not null);
        return new AlterationResult(instanceId, new AlterationLog([entry]), WorkflowHasScheduledWork: !IsError(entry), IsSuccessful: !IsError(entry));
    }

    /// <summary>Makes a change; false: there is no such run.</summary>
    private async Task<bool> AlterAsync(string instanceId, AlterationModel alteration, CancellationToken cancellationToken) => alteration.Type switch
    {
        Cancel => await runtime.CancelAsync(instanceId, cancellationToken),
        GiveUp => await runtime.GiveUpAsync(instanceId, cancellationToken) is not null,
        _ => await runtime.SetVariablesAsync(
            instanceId, new Dictionary<string, object?>(StringComparer.Ordinal) { [alteration.VariableId ?? string.Empty] = alteration.Value }, cancellationToken) is not null,
    };

    private async Task<AlterationEntry> LogAsync(string kind, Func<Task<bool>> change)
    {
        try
        {
            return await change() ? Entry(kind, "succeeded", $"{kind} succeeded") : Entry(kind, "failed", "There is no such run, or it has ended.");
        }
        catch (Exception exception) when (exception is VariableRefusedException or RetryRefusedException or ActivationRefusedException or DefinitionNotFoundException)
        {
            return Entry(kind, "failed", exception.Message);
        }
    }

    private AlterationEntry Entry(string kind, string outcome, string message) =>
        new(message, outcome == "failed" ? Error : "Information", clock.GetUtcNow(), $"Alteration {kind} {outcome}");

    private const string Error = "Error";

    private static bool IsError(AlterationEntry entry) => entry.LogLevel == Error;
}
