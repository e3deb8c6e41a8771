using Elsa.Features.Services;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Activities;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Reading;

namespace Elsa.Extensions;

/// <summary>Installs the activities into an Elsa server.</summary>
public static class TranscribeModuleExtensions
{
    private const string VariableCategory = "Transcribe";

    /// <summary>Registers the activities, their types, the Scriban syntax and the services behind them.</summary>
    /// <param name="module">Elsa's module, in <c>services.AddElsa(elsa => elsa.UseTranscribe(…))</c>.</param>
    /// <param name="configure">Connections, storages, ledger, callbacks.</param>
    public static IModule UseTranscribe(this IModule module, Action<TranscribeActivitiesBuilder> configure)
    {
        module.Services.AddTranscribeActivities(configure);
        module.Services.TryAddSingleton<IWaitingRuns, WaitingRuns>();
        module.Services.AddExpressionDescriptorProvider<ScribanExpressionDescriptorProvider>();
        module.AddActivitiesFrom<SubmitTranscription>();
        module.AddVariableTypeAndAlias<TranscriptionJob>(EngineTypes.Job, VariableCategory);
        module.AddVariableTypeAndAlias<FinishedTranscription>(EngineTypes.Finished, VariableCategory);
        module.AddVariableTypeAndAlias<Summary>(EngineTypes.Summary, VariableCategory);
        module.AddVariableTypeAndAlias<UploadedAudio>(EngineTypes.Upload, VariableCategory);
        module.AddVariableTypeAndAlias<TranscriptionContent>(EngineTypes.Content, VariableCategory);
        module.AddVariableTypeAndAlias<RecordingAnswer>(EngineTypes.Answer, VariableCategory);
        module.AddVariableTypeAndAlias<PriceQuote>(EngineTypes.Quote, VariableCategory);
        module.AddVariableTypeAndAlias<AccountState>(EngineTypes.Account, VariableCategory);
        module.AddVariableTypeAndAlias<BatchResult>(EngineTypes.Batch, VariableCategory);
        module.AddTypeAlias<BatchEndedStimulus>(EngineTypes.BatchStimulus);
        module.AddTypeAlias<TranscriptionFinishedStimulus>(EngineTypes.Stimulus);
        module.AddTypeAlias<SubmissionReleasedStimulus>(EngineTypes.ReleasedStimulus);
        module.AddVariableTypeAndAlias<StoredFile>(EngineTypes.StoredFile, VariableCategory);
        module.AddTypeAlias<ApprovalDecidedStimulus>(EngineTypes.ApprovalStimulus);
        module.AddTypeAlias<DeliveryEndedStimulus>(EngineTypes.DeliveryStimulus);
        return module;
    }
}
