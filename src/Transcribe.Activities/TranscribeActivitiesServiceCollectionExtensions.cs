using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Persistence;
using Transcribe.Activities.Retention;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities;

/// <summary>Registers the services behind the activities, the same for both engines.</summary>
public static class TranscribeActivitiesServiceCollectionExtensions
{
    /// <summary>
    /// Registers everything but the activity types themselves, which each engine takes in its own way. The host keeps the keys of ASP.NET data protection:
    /// the ledger's secrets are encrypted with them.
    /// </summary>
    /// <exception cref="InvalidOperationException">No ledger was chosen.</exception>
    public static IServiceCollection AddTranscribeActivities(this IServiceCollection services, Action<TranscribeActivitiesBuilder> configure)
    {
        var builder = new TranscribeActivitiesBuilder(services);
        configure(builder);
        var connectionString = builder.LedgerConnectionString
            ?? throw new InvalidOperationException($"The activities need a ledger: call {nameof(TranscribeActivitiesBuilder.UseLedger)}.");

        services.AddConnections(connectionString, builder.Configured);
        services.AddLedger(connectionString);
        services.AddTemplating();
        services.AddTranscription();
        services.AddDeliveries(connectionString);
        services.AddApprovals(connectionString);
        services.AddRetention();
        return services;
    }

    private static void AddLedger(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddDbContextFactory<LedgerDbContext>((provider, options) => options.UseTables(connectionString(provider), LedgerDbContext.MigrationsTable));
        services.AddSingleton<IJobLedger, JobLedger>();
        services.AddSingleton<WatcherSignals>();
        services.AddSingleton<JobSweep>();
        services.AddSingleton<CallbackInbox>();
        services.AddSingleton<CallbackProcessor>();
        services.AddSingleton<CallbackEndpoint>();
        services.AddSingleton<WaitNotifications>();
        services.TryAddSingleton<IWaitNotifier, StimulusWaitNotifier>();
        services.AddHostedService<Migrator<LedgerDbContext>>();
        services.AddHostedService<TranscriptionWatcher>();
        services.AddOptions<WatcherOptions>()
            .Validate(x => x.SweepInterval > TimeSpan.Zero, "SweepInterval must be more than 0.")
            .Validate(x => x.SweepIntervalWithCallbacks >= x.SweepInterval, "SweepIntervalWithCallbacks must not be shorter than SweepInterval.")
            .Validate(x => x.SweepRequestsPerMinute > 0, "SweepRequestsPerMinute must be more than 0.")
            .Validate(x => x.MaxPause >= x.SweepInterval, "MaxPause must not be shorter than SweepInterval.")
            .ValidateOnStart();
        services.AddOptions<CallbackOptions>()
            .Validate(x => x.HasUsableAddress, "PublicBaseUrl must be an absolute https address without a query, or http to this machine for a sandbox: the vendor calls no other.")
            .Validate(x => x.Pattern.StartsWith('/') && x.Pattern.Contains("{" + CallbackOptions.JobKey + "}"), "Pattern must start with / and contain {jobKey}.")
            .Validate(x => x.MaxBodyBytes is > 0 and <= 16 * 1024 * 1024, "MaxBodyBytes must be between 1 and 16 MiB.")
            .ValidateOnStart();
    }

    private static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<LedgerRetention>();
        services.AddHostedService<RetentionService>();
        services.AddOptions<RetentionOptions>()
            .Validate(x => x.Ledger >= RetentionOptions.Shortest, "Ledger must be at least 31 days: younger rows may be used again.")
            .Validate(x => x.Deliveries >= TimeSpan.FromDays(1) && x.UndeliveredDeliveries >= TimeSpan.FromDays(1), "Deliveries and UndeliveredDeliveries must be at least a day.")
            .Validate(x => x.Approvals >= TimeSpan.FromDays(1), "Approvals must be at least a day.")
            .Validate(x => x.BatchSize is > 0 and <= 10_000, "BatchSize must be between 1 and 10,000.")
            .ValidateOnStart();
    }

    private static void AddTemplating(this IServiceCollection services)
    {
        services.AddSingleton<TemplateRenderer>();
        services.AddOptions<TemplateLimits>()
            .Validate(x => x.MaxTemplateLength > 0, "MaxTemplateLength must be more than 0.")
            .Validate(x => x.MaxOutputLength > 0, "MaxOutputLength must be more than 0.")
            .Validate(x => x.MaxLoopIterations > 0, "MaxLoopIterations must be more than 0.")
            .Validate(x => x.MaxRecursion is > 0 and <= 250, "MaxRecursion must be between 1 and 250.")
            .Validate(x => x.RegexTimeout > TimeSpan.Zero, "RegexTimeout must be more than 0.")
            .Validate(x => x.Timeout > TimeSpan.Zero, "Timeout must be more than 0.")
            .ValidateOnStart();
    }

    private static void AddTranscription(this IServiceCollection services)
    {
        services.AddSingleton<MediaLength>();
        services.AddSingleton<MediaUploads>();
        services.AddOptions<MediaOptions>()
            .Validate(x => x.FfprobePath.Length > 0, "FfprobePath must name a program.")
            .Validate(x => x.MeasureTimeout > TimeSpan.Zero, "MeasureTimeout must be more than 0.")
            .ValidateOnStart();
        services.AddHttpContextAccessor();
        services.AddSingleton<MediaInput>();
        services.AddSingleton<SpendGuard>();
        services.AddSingleton(provider => new SubmissionHolds(provider.GetRequiredService<IJobLedger>(), provider.GetRequiredService<IWaitNotifier>(), provider.GetRequiredService<WatcherSignals>()));
        services.AddSingleton<BatchStore>();
        services.AddSingleton<IBatchReader>(provider => provider.GetRequiredService<BatchStore>());
        services.AddSingleton<BatchRunner>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<LedgerDeliveries>();
        services.AddSingleton<LedgerTranscripts>();
        services.AddOptions<SpendOptions>()
            .Validate(x => x.DailyCeilingsUsd.Values.All(ceiling => ceiling >= 0), "DailyCeilingsUsd must not be negative.")
            .Validate(x => x.HoldLimit > TimeSpan.Zero, "HoldLimit must be more than 0.")
            .ValidateOnStart();
        services.AddSingleton<JobHandles>();
        services.AddSingleton<SpeakerNames>();
        services.AddSingleton<EarlierJobs>();
        services.AddSingleton<JobSubmitter>();
        services.AddSingleton<JobWaits>();
        services.AddSingleton<Summarizer>();
        services.AddScoped<IPropertyUIHandler, PipelineOptionsProvider>();
        services.AddScoped<IPropertyUIHandler, LanguageOptionsProvider>();
    }
}
