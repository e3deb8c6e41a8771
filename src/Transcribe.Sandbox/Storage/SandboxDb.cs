using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Transcribe.Sandbox.Storage;

internal sealed class SandboxDb(DbContextOptions<SandboxDb> options) : DbContext(options)
{
    public DbSet<ApiKeyRow> Keys => Set<ApiKeyRow>();

    public DbSet<WalletRow> Wallets => Set<WalletRow>();

    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<ResultRow> Results => Set<ResultRow>();

    public DbSet<IdempotencyRow> Idempotency => Set<IdempotencyRow>();

    public DbSet<UploadRow> Uploads => Set<UploadRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<QuestionRow> Questions => Set<QuestionRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ApiKeyRow>().HasIndex(key => key.Hash).IsUnique();
        modelBuilder.Entity<LedgerRow>().HasIndex(entry => entry.JobId);
        modelBuilder.Entity<IdempotencyRow>().HasKey(row => new { row.Key, row.Path });
        modelBuilder.Entity<WebhookRow>().HasIndex(webhook => webhook.KeyId).IsUnique();
        modelBuilder.Entity<DeliveryRow>().HasIndex(delivery => delivery.DueAt);
        modelBuilder.Entity<QuestionRow>().HasIndex(question => question.At);
        modelBuilder.Entity<JobRow>(job =>
        {
            // An id is never given twice, even after its transcription was deleted.
            job.Property(row => row.Id).HasAnnotation("Sqlite:Autoincrement", true);
            job.HasIndex(row => row.Status);
        });
        modelBuilder.Entity<ResultRow>().HasKey(result => result.JobId);
        modelBuilder.Entity<ResultRow>().Property(result => result.JobId).ValueGeneratedNever();
    }

    /// <summary>SQLite has no instants; whole milliseconds sort and compare.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
