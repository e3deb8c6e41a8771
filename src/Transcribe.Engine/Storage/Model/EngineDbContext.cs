using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Transcribe.Engine.Storage;

/// <summary>
/// The engine's tables: it owns the model, the migrations and the queries of lists. Everything is written through
/// <see cref="CommitQueue"/>, the one writer. Moments are UTC ticks: an integer sorts, compares and stores fast, and nothing is rounded.
/// </summary>
public sealed class EngineDbContext(DbContextOptions<EngineDbContext> options) : DbContext(options)
{
    /// <summary>All versions of all definitions.</summary>
    public DbSet<DefinitionRow> WorkflowDefinitions => Set<DefinitionRow>();

    /// <summary>The facts of all instances.</summary>
    public DbSet<InstanceRow> WorkflowInstances => Set<InstanceRow>();

    /// <summary>Where instances wait.</summary>
    public DbSet<BookmarkRow> Bookmarks => Set<BookmarkRow>();

    /// <summary>What starts published workflows.</summary>
    public DbSet<TriggerRow> Triggers => Set<TriggerRow>();

    /// <summary>Stimuli that found nobody yet.</summary>
    public DbSet<StimulusRow> Stimuli => Set<StimulusRow>();

    /// <summary>What was started once.</summary>
    public DbSet<StartKeyRow> StartKeys => Set<StartKeyRow>();

    /// <summary>Workflows that are paused because they fail.</summary>
    public DbSet<TriggerPauseRow> TriggerPauses => Set<TriggerPauseRow>();

    /// <summary>The events of all runs.</summary>
    public DbSet<JournalRow> Journal => Set<JournalRow>();

    /// <summary>The executions of activities.</summary>
    public DbSet<ActivityExecutionRow> ActivityExecutions => Set<ActivityExecutionRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(EngineDbContext).Assembly);

    private sealed class TicksConverter()
        : ValueConverter<DateTimeOffset, long>(moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
