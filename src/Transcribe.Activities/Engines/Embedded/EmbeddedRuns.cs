using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Triggers;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Activities.Engines;

/// <summary>The embedded engine keeps the triggers of published workflows in memory, and refuses a second run of one id.</summary>
internal sealed class EmbeddedRuns(IServiceProvider services, ILogger<EmbeddedRuns> logger) : IRuns
{
    public bool IsPaused => services.GetRequiredService<IRuntimeControl>().Pause is not null;

    public IReadOnlyList<PublishedTrigger<TSettings>> ListTriggers<TSettings>(string type)
        where TSettings : class
    {
        var triggers = services.GetRequiredService<DefinitionCatalog>().Triggers;
        return
        [
            .. from trigger in triggers.All
               where trigger.Name == type
               let settings = Read(trigger) as TSettings
               where settings is not null
               let place = new TriggerPlace(trigger.DefinitionId, trigger.DefinitionVersionId, trigger.ActivityId)
               select new PublishedTrigger<TSettings>(place, settings, triggers.PauseOf(trigger.DefinitionId) is not null),
        ];
    }

    public async Task<bool> StartAsync(TriggerPlace place, string instanceId, object arrival, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<DefinitionCatalog>().Triggers.PauseOf(place.DefinitionId) is { } pause)
        {
            logger.ArrivalWaits(place.DefinitionId, pause.Explain());
            return false;
        }

        try
        {
            await services.GetRequiredService<IWorkflowRuntime>().DispatchAsync(
                new StartWorkflowRequest
                {
                    DefinitionVersionId = place.DefinitionVersionId,
                    TriggerActivityId = place.ActivityId,
                    WorkflowInstanceId = instanceId,
                    Input = new Dictionary<string, object> { [Arrival.InputName] = arrival },
                },
                cancellationToken);
            return true;
        }
        catch (InstanceExistsException)
        {
            return true;
        }
        catch (Exception exception) when (exception is ActivationRefusedException or DefinitionNotFoundException or EngineStoppingException)
        {
            logger.ArrivalWaits(place.DefinitionId, exception.Message);
            return false;
        }
    }

    public async Task<RunEnd> FindEndAsync(string instanceId, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IInstanceStore>().FindAsync(instanceId, cancellationToken) switch
        {
            null => RunEnd.Gone,
            { Status: WorkflowStatus.Running } => RunEnd.None,
            { SubStatus: WorkflowSubStatus.Finished, IncidentCount: 0 } => RunEnd.Success,
            _ => RunEnd.Failure,
        };

    private static object? Read(TriggerRow trigger)
    {
        if (trigger.Payload is null)
            return null;

        using var payload = JsonDocument.Parse(trigger.Payload);
        return ValueSerializer.Read(payload.RootElement);
    }
}
