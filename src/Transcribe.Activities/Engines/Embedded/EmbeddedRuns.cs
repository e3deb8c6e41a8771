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
    public IReadOnlyList<PublishedTrigger<TSettings>> ListTriggers<TSettings>(string type)
        where TSettings : class =>
        [
            .. from trigger in services.GetRequiredService<DefinitionCatalog>().Triggers.All
               where trigger.Name == type
               let settings = Read(trigger) as TSettings
               where settings is not null
               select new PublishedTrigger<TSettings>(new TriggerPlace(trigger.DefinitionId, trigger.DefinitionVersionId, trigger.ActivityId), settings),
        ];

    public async Task<bool> StartAsync(TriggerPlace place, string instanceId, object arrival, CancellationToken cancellationToken)
    {
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
