using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Reading;
using Transcribe.Activities.Triggers;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Values;

namespace Transcribe.Activities;

/// <summary>Installs the activities into the embedded engine.</summary>
public static class EmbeddedEngineExtensions
{
    /// <summary>Registers the activities, their types, the Scriban syntax and the services behind them.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Connections, storages, ledger, callbacks.</param>
    public static IServiceCollection UseTranscribe(this IServiceCollection services, Action<TranscribeActivitiesBuilder> configure)
    {
        Func<IServiceProvider, string>? database = null;
        services.AddTranscribeActivities(builder =>
        {
            configure(builder);
            database = builder.LedgerConnectionString;
        });
        services.AddExpressionDescriptorProvider<ScribanExpressionDescriptorProvider>();
        services.AddSingleton<IInputValidator, ConnectionInputValidator>();
        services.AddSingleton<IInputValidator, TemplateInputValidator>();
        services.AddSingleton<IDefinitionValidator, JobInputValidator>();
        services.AddActivitiesFrom<SubmitTranscription>();
        services.AddSingleton<IFaultClassifier, TranscribeFaults>();
        services.TryAddSingleton<IRuns, EmbeddedRuns>();
        services.TryAddSingleton<IWaitingRuns, WaitingRuns>();
        services.AddTriggers(database!);
        TypeAliases.Register(typeof(TranscriptionJob), EngineTypes.Job);
        TypeAliases.Register(typeof(FinishedTranscription), EngineTypes.Finished);
        TypeAliases.Register(typeof(Summary), EngineTypes.Summary);
        TypeAliases.Register(typeof(UploadedAudio), EngineTypes.Upload);
        TypeAliases.Register(typeof(TranscriptionContent), EngineTypes.Content);
        TypeAliases.Register(typeof(RecordingAnswer), EngineTypes.Answer);
        TypeAliases.Register(typeof(PriceQuote), EngineTypes.Quote);
        TypeAliases.Register(typeof(AccountState), EngineTypes.Account);
        TypeAliases.Register(typeof(BatchResult), EngineTypes.Batch);
        TypeAliases.Register(typeof(BatchEndedStimulus), EngineTypes.BatchStimulus);
        TypeAliases.Register(typeof(TranscriptionFinishedStimulus), EngineTypes.Stimulus);
        TypeAliases.Register(typeof(SubmissionReleasedStimulus), EngineTypes.ReleasedStimulus);
        TypeAliases.Register(typeof(PodcastEpisode), EngineTypes.Episode);
        TypeAliases.Register(typeof(NewEpisodeSettings), EngineTypes.EpisodeTrigger);
        TypeAliases.Register(typeof(FileArrivedSettings), EngineTypes.FileTrigger);
        TypeAliases.Register(typeof(TranscriptionCompletedSettings), EngineTypes.CompletedTrigger);
        TypeAliases.Register(typeof(StoredFile), EngineTypes.StoredFile);
        TypeAliases.Register(typeof(DeliveryEndedStimulus), EngineTypes.DeliveryStimulus);
        TypeAliases.Register(typeof(ApprovalDecidedStimulus), EngineTypes.ApprovalStimulus);
        return services;
    }
}
