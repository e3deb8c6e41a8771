using Microsoft.Extensions.Logging;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Starts the runs of schedules: the instance, the step to the next run and the note of this one are one transaction.</summary>
internal sealed class ScheduleStarts(
    ITriggerStore triggers, DefinitionCatalog catalog, WorkQueue work, Admission admission, ILogger<ScheduleStarts> logger)
{
    /// <summary>Starts a run; one that may not start beside what is running is left out.</summary>
    /// <param name="trigger">The trigger that is due.</param>
    /// <param name="next">When it is due again.</param>
    /// <param name="at">
    /// When it was found to be due: that is when the run was created, however long the machine stalls meanwhile. So each run lies between its
    /// own moment and the next.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The instance; null: it may not start, or the schedule was moved on or changed meanwhile.</returns>
    public async Task<string?> StartAsync(TriggerRow trigger, DateTimeOffset? next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await TryStartAsync(trigger, next, at, cancellationToken);
        }
        catch (ActivationRefusedException refusal)
        {
            Log.StartRefused(logger, trigger.DefinitionId, trigger.ActivityId, refusal.Message);
            await triggers.AdvanceAsync(trigger, next, null, cancellationToken);
            return null;
        }
    }

    /// <summary>Starts a run.</summary>
    /// <exception cref="ActivationRefusedException">It may not start beside what is running.</exception>
    public async Task<string?> TryStartAsync(TriggerRow trigger, DateTimeOffset? next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = new StartWorkflowRequest { DefinitionVersionId = trigger.DefinitionVersionId, TriggerActivityId = trigger.ActivityId };
        var instance = NewInstance.Of(request, await catalog.GetGraphAsync(request, cancellationToken));
        using var pass = await admission.AdmitAsync(instance, cancellationToken);
        if (!await triggers.AdvanceAsync(trigger, next, PendingInstance.Of(instance, at).State, cancellationToken))
            return null;

        work.Enqueue(new ContinueInstance(instance.Id));
        return instance.Id;
    }
}
