using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Registers the engine.</summary>
public static class WorkflowEngineServices
{
    /// <summary>
    /// Adds the whole engine: activities, expressions, storage, runtime. Its services start in this order and stop in reverse: the
    /// database last.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; <see cref="WorkflowEngineOptions.ConnectionString"/> at least.</param>
    public static IServiceCollection AddWorkflowEngine(this IServiceCollection services, Action<WorkflowEngineOptions> configure)
    {
        services.AddLogging();
        services.AddOptions<WorkflowEngineOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkflowEngineOptions>, WorkflowEngineOptionsValidator>();
        services.TryAddSingleton(provider => BurstOptionsOf(provider.GetRequiredService<IOptions<WorkflowEngineOptions>>().Value));
        services.AddWorkflowExecution();
        services.AddSqliteStorage(provider => provider.GetRequiredService<IOptions<WorkflowEngineOptions>>().Value.ConnectionString);
        return services.AddCatalog().AddBursts().AddBackground();
    }

    /// <summary>Adds a workflow that is written in code; it is published when the host starts.</summary>
    public static IServiceCollection AddWorkflow<T>(this IServiceCollection services)
        where T : IWorkflow => services.AddSingleton(new CodeWorkflow(typeof(T)));

    /// <summary>Adds all workflows that the assembly of <typeparamref name="TMarker"/> has in code.</summary>
    public static IServiceCollection AddWorkflowsFrom<TMarker>(this IServiceCollection services)
    {
        foreach (var type in typeof(TMarker).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IWorkflow).IsAssignableFrom(type)))
            services.AddSingleton(new CodeWorkflow(type));
        return services;
    }

    /// <summary>Adds workflows from elsewhere; they are published when the host starts.</summary>
    public static IServiceCollection AddWorkflowsProvider<T>(this IServiceCollection services)
        where T : class, IWorkflowsProvider => services.AddSingleton<IWorkflowsProvider, T>();

    private static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<TriggerIndexer>();
        services.AddSingleton<ProvidedDefinitions>();
        services.AddSingleton<ErrorWorkflowCheck>();
        services.AddSingleton<DefinitionChecks>();
        services.AddSingleton<IDefinitionValidator, DeclarationValidator>();
        services.AddSingleton<IDefinitionValidator, SampleValidator>();
        services.AddSingleton<IDefinitionValidator, OpenFailureValidator>();
        services.AddSingleton<IDefinitionValidator, MemoryValidator>();
        services.AddSingleton<IDefinitionValidator, RunJavaScriptValidator>();
        services.AddSingleton<IDefinitionValidator, StrategyValidator>();
        services.AddSingleton<IDefinitionValidator, OutputConverterValidator>();
        services.AddSingleton(provider => new DefinitionCatalog(
            provider.GetRequiredService<IDefinitionStore>(),
            provider.GetRequiredService<ITriggerStore>(),
            provider.GetRequiredService<TriggerPauseStore>(),
            provider.GetRequiredService<DefinitionChecks>(),
            provider.GetRequiredService<WorkflowMaterializer>(),
            provider.GetRequiredService<UnfinishedWork>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DefinitionCatalog>>())
        {
            Notifications = provider.GetService<NotificationSender>() is { } sender ? new(sender, provider.GetRequiredService<ILogger<DefinitionNotifications>>()) : null,
        });
        services.AddSingleton(provider => new DraftTriggers(
            provider.GetRequiredService<DefinitionCatalog>(), provider.GetRequiredService<IDefinitionStore>(), provider.GetRequiredService<TriggerIndexer>()));
        services.AddSingleton<CodeProvider>();
        services.AddSingleton(provider => new FolderProvider(
            provider.GetRequiredService<DefinitionCatalog>(),
            provider.GetRequiredService<IDefinitionStore>(),
            provider.GetRequiredService<IOptions<WorkflowEngineOptions>>(),
            provider.GetRequiredService<ILogger<FolderProvider>>()));
        services.AddSingleton<CatalogService>();
        services.AddSingleton<IWorkflowDefinitionsReloader>(provider => provider.GetRequiredService<CatalogService>());
        services.AddHostedService(provider => provider.GetRequiredService<CatalogService>());
        return services;
    }

    private static BurstOptions BurstOptionsOf(WorkflowEngineOptions options) => new() { Limits = options.Limits, Retry = options.Retry };

    private static IServiceCollection AddBursts(this IServiceCollection services)
    {
        services.AddSingleton<InstanceLocks>();
        services.AddSingleton<BurstLifetime>();
        services.AddHostedService(provider => provider.GetRequiredService<BurstLifetime>());
        services.AddSingleton<RuntimeControl>();
        services.AddSingleton<IRuntimeControl>(provider => provider.GetRequiredService<RuntimeControl>());
        services.AddSingleton<ParentNotice>();
        services.AddSingleton<RunEnds>();
        services.TryAddSingleton<IRunLinker, NoRunLinks>();
        services.AddSingleton<ErrorWorkflows>();
        services.AddSingleton<IErrorWorkflows>(provider => provider.GetRequiredService<ErrorWorkflows>());
        services.AddSingleton<FailingWorkflows>();
        services.AddSingleton<TriggerPauses>();
        services.AddSingleton<ITriggerPauses>(provider => provider.GetRequiredService<TriggerPauses>());
        services.AddSingleton<Admission>();
        services.AddSingleton<OnceStarts>();
        services.AddSingleton<IWorkflowActivationStrategy, AllowAlwaysStrategy>();
        services.AddSingleton<IWorkflowActivationStrategy, SingletonStrategy>();
        services.AddSingleton<IWorkflowActivationStrategy, CorrelationStrategy>();
        services.AddSingleton<IWorkflowActivationStrategy, CorrelatedSingletonStrategy>();
        services.AddSingleton<BurstRunner>();
        services.AddSingleton<IWorkflowRuntime, WorkflowRuntime>();
        services.AddSingleton<StimulusSender>();
        services.AddSingleton<IStimulusSender>(provider => provider.GetRequiredService<StimulusSender>());
        services.AddSingleton<IStimulusDispatcher, StimulusDispatcher>();
        services.AddSingleton<IBookmarkResumer, WorkflowResumer>();
        services.AddSingleton<IWorkflowResumer>(provider => provider.GetRequiredService<IBookmarkResumer>());
        services.AddSingleton<StateImport>();
        services.AddSingleton<IWorkflowStarter, WorkflowStarter>();
        services.AddSingleton<IWorkflowInvoker, WorkflowInvoker>();
        services.AddSingleton<IEventPublisher, EventPublisher>();
        services.AddSingleton<ITaskReporter, TaskReporter>();
        services.AddSingleton<IReplays, Replays>();
        services.AddSingleton<IStepResults, StepResults>();
        services.AddSingleton<IEarlierSteps, EarlierSteps>();
        services.AddSingleton<IInstanceReader, InstanceReader>();
        services.AddSingleton<ChildWorkflows>();
        services.AddSingleton(provider => new InstanceTransfer(
            provider.GetRequiredService<IInstanceStore>(),
            provider.GetRequiredService<IJournalStore>(),
            provider.GetRequiredService<IJournalImporter>(),
            provider.GetRequiredService<DefinitionCatalog>(),
            provider.GetRequiredService<ICommitSink>()));
        services.AddSingleton(provider => new ActivityTester(
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<WorkflowMaterializer>(),
            provider.GetRequiredService<BurstOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddBackground(this IServiceCollection services)
    {
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<BookmarkQueue>();
        services.AddSingleton<IBookmarkQueue>(provider => provider.GetRequiredService<BookmarkQueue>());
        services.AddSingleton<WorkflowDispatcher>();
        services.AddSingleton<IWorkflowDispatcher>(provider => provider.GetService<NotificationSender>() is { } sender
            ? new NotifyingDispatcher(provider.GetRequiredService<WorkflowDispatcher>(), sender)
            : provider.GetRequiredService<WorkflowDispatcher>());
        services.AddSingleton<StimulusDelivery>();
        services.AddSingleton<UnfinishedWork>();
        services.AddSingleton<IScheduleCatalog, ScheduleCatalog>();
        services.AddSingleton<ScheduleSignal>();
        services.AddSingleton<ScheduleStarts>();
        services.AddSingleton<ScheduleOverlaps>();
        services.AddHostedService<RecoveryService>();
        services.AddHostedService<FalterRecovery>();
        services.AddHostedService<BackgroundWorkers>();
        services.AddHostedService<TimerService>();
        services.AddHostedService<ScheduleService>();
        services.AddHostedService<StimulusPurge>();
        services.AddHostedService<RetentionService>();
        return services;
    }
}
