using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Deliver;

/// <summary>The tables of deliveries.</summary>
internal sealed class OutboxDbContext(DbContextOptions<OutboxDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__OutboxMigrations";

    public DbSet<OutboxRecord> Deliveries => Set<OutboxRecord>();

    public DbSet<StoppedReceiver> Stopped => Set<StoppedReceiver>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<DeliveryStatus>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxRecord>(delivery =>
        {
            delivery.ToTable("TranscribeOutbox");
            delivery.HasKey(x => x.Id);
            delivery.Property(x => x.Id).HasMaxLength(80);
            delivery.Property(x => x.Status).HasMaxLength(12);
            delivery.HasIndex(x => x.NextAttemptAt, "IX_TranscribeOutbox_Waiting").HasFilter("\"Status\" = 'Waiting'");
            delivery.HasIndex(x => x.Id, "IX_TranscribeOutbox_Awaited").HasFilter("\"IsAwaited\" AND \"Status\" <> 'Waiting'");
            delivery.HasIndex(x => new { x.Status, x.CreatedAt });
            delivery.HasIndex(x => x.WorkflowInstanceId);
        });

        modelBuilder.Entity<StoppedReceiver>(receiver =>
        {
            receiver.ToTable("TranscribeStoppedReceivers");
            receiver.HasKey(x => x.Id);
        });
    }

    /// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<OutboxDbContext>
    {
        public OutboxDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<OutboxDbContext>();
            options.UseTables("Data Source=design-time", MigrationsTable);
            return new OutboxDbContext(options.Options);
        }
    }
}
