using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Triggers;

/// <summary>The tables of what triggers have seen.</summary>
internal sealed class TriggersDbContext(DbContextOptions<TriggersDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__TriggerMigrations";

    public DbSet<ArrivalRecord> Arrivals => Set<ArrivalRecord>();

    public DbSet<SourceRecord> Sources => Set<SourceRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<ArrivalState>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ArrivalRecord>(arrival =>
        {
            arrival.ToTable("TranscribeArrivals");
            arrival.HasKey(x => new { x.Source, x.Key });
            arrival.Property(x => x.Source).HasMaxLength(80);
            arrival.Property(x => x.Key).HasMaxLength(64);
            arrival.Property(x => x.State).HasMaxLength(12);
            arrival.HasIndex(x => x.Source, "IX_TranscribeArrivals_Started").HasFilter("\"State\" = 'Started'");
        });

        modelBuilder.Entity<SourceRecord>(source =>
        {
            source.ToTable("TranscribeSources");
            source.HasKey(x => x.Source);
            source.Property(x => x.Source).HasMaxLength(80);
        });
    }

    /// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<TriggersDbContext>
    {
        public TriggersDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<TriggersDbContext>();
            options.UseTables("Data Source=design-time", MigrationsTable);
            return new TriggersDbContext(options.Options);
        }
    }
}
