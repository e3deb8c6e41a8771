using Microsoft.EntityFrameworkCore;
using Transcribe.Client;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Ledger;

/// <summary>
/// The ledger's tables. They may live in the engine's own database file: their names carry a prefix and their migrations a history of
/// their own.
/// </summary>
internal sealed class LedgerDbContext(DbContextOptions<LedgerDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__LedgerMigrations";

    public DbSet<JobRecord> Jobs => Set<JobRecord>();

    /// <summary>A number inside of a column's JSON; only in queries, where the database reads it.</summary>
    public static double? JsonNumber(string? json, string path) => throw new InvalidOperationException("This is for queries of the ledger only.");

    public DbSet<CallbackRecord> Callbacks => Set<CallbackRecord>();

    public DbSet<DeliveryRecord> Deliveries => Set<DeliveryRecord>();

    public DbSet<BatchRecord> Batches => Set<BatchRecord>();

    public DbSet<BatchItemRecord> BatchItems => Set<BatchItemRecord>();

    public DbSet<SpeakerRecord> Speakers => Set<SpeakerRecord>();

    // SQLite has no type for instants that it could order by: milliseconds since 1970, in UTC, do.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDbFunction(() => JsonNumber(default, default!)).HasName("json_extract").IsBuiltIn();
        modelBuilder.Entity<JobRecord>(job =>
        {
            job.ToTable("TranscribeJobs");
            job.HasKey(x => x.Id);
            job.Property(x => x.Id).HasMaxLength(80);
            job.Property(x => x.Source).HasConversion<string>().HasMaxLength(20).HasDefaultValue(TranscriptionSource.ExternalUrl);
            job.Property(x => x.Attempt).HasDefaultValue(1);
            job.HasIndex(x => new { x.Connection, x.Key }).IsUnique();
            job.HasIndex(x => new { x.JobId, x.Connection });
            job.Property(x => x.HoldReason).HasConversion<string>().HasMaxLength(30);
            job.HasIndex(x => x.WorkflowInstanceId);
            job.HasIndex(x => new { x.Connection, x.SpentAt });
            job.HasIndex(x => new { x.WorkflowDefinitionId, x.SpentAt });
            job.HasIndex(x => x.MediaKey);
            job.HasIndex(x => x.CreatedAt);
            job.HasIndex(x => x.HeldAt, "IX_TranscribeJobs_Held").HasFilter("\"HeldAt\" IS NOT NULL");
            job.HasIndex(x => x.Connection, "IX_TranscribeJobs_Open").HasFilter("\"JobId\" IS NOT NULL AND \"CompletedAt\" IS NULL");
            job.HasIndex(x => x.CompletedAt, "IX_TranscribeJobs_Unnotified").HasFilter("\"CompletedAt\" IS NOT NULL AND \"NotifiedAt\" IS NULL");
        });

        modelBuilder.Entity<CallbackRecord>(callback =>
        {
            callback.ToTable("TranscribeCallbacks");
            callback.HasKey(x => x.Id);
            callback.HasIndex(x => new { x.LedgerId, x.BodyHash }).IsUnique();
            callback.HasIndex(x => x.ReceivedAt, "IX_TranscribeCallbacks_Unprocessed").HasFilter("\"ProcessedAt\" IS NULL");
        });

        modelBuilder.Entity<DeliveryRecord>(delivery =>
        {
            delivery.ToTable("TranscribeDeliveries");
            delivery.HasKey(x => x.Id);
            delivery.HasIndex(x => x.WorkflowInstanceId);
        });

        modelBuilder.Entity<BatchRecord>(batch =>
        {
            batch.ToTable("TranscribeBatches");
            batch.HasKey(x => x.Id);
            batch.HasIndex(x => x.CreatedAt, "IX_TranscribeBatches_Unnotified").HasFilter("\"NotifiedAt\" IS NULL");
        });

        modelBuilder.Entity<BatchItemRecord>(item =>
        {
            item.ToTable("TranscribeBatchItems");
            item.HasKey(x => new { x.BatchId, x.Index });
            item.Property(x => x.State).HasConversion<string>().HasMaxLength(20);
            item.HasIndex(x => new { x.BatchId, x.State, x.Index });
            item.HasIndex(x => x.LedgerId);
        });

        modelBuilder.Entity<SpeakerRecord>(speaker =>
        {
            speaker.ToTable("TranscribeSpeakers");
            speaker.HasKey(x => new { x.Connection, x.JobId, x.Label });
        });
    }
}
