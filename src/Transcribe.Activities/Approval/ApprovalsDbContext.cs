using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Approval;

/// <summary>The table of approvals.</summary>
internal sealed class ApprovalsDbContext(DbContextOptions<ApprovalsDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__ApprovalMigrations";

    public DbSet<ApprovalRecord> Approvals => Set<ApprovalRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<ApprovalState>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<ApprovalRecord>(approval =>
    {
        approval.ToTable("TranscribeApprovals");
        approval.HasKey(x => x.Id);
        approval.Property(x => x.Id).HasMaxLength(80);
        approval.Property(x => x.State).HasMaxLength(12);
        approval.HasIndex(x => x.ExpiresAt, "IX_TranscribeApprovals_Open").HasFilter("\"State\" = 'Open'");
        approval.HasIndex(x => x.ClosedAt);
        approval.HasIndex(x => x.Id, "IX_TranscribeApprovals_Unsettled").HasFilter("\"State\" <> 'Open' AND (\"IsAwaited\" OR \"SlackDeliveryId\" IS NOT NULL)");
    });

    /// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<ApprovalsDbContext>
    {
        public ApprovalsDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<ApprovalsDbContext>();
            options.UseTables("Data Source=design-time", MigrationsTable);
            return new ApprovalsDbContext(options.Options);
        }
    }
}
