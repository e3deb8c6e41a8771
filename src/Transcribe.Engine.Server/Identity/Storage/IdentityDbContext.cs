using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Studio;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The tables of who may do what, and who did. They live in the engine's database: their names carry a prefix, their migrations a history of their own.</summary>
internal sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__IdentityMigrations";

    public DbSet<UserRecord> Users => Set<UserRecord>();

    public DbSet<RoleRecord> Roles => Set<RoleRecord>();

    public DbSet<ApiKeyRecord> ApiKeys => Set<ApiKeyRecord>();

    public DbSet<SessionRecord> Sessions => Set<SessionRecord>();

    public DbSet<AuditRecord> Audit => Set<AuditRecord>();

    public DbSet<SecretRecord> Secrets => Set<SecretRecord>();

    public DbSet<NamedSecret> NamedSecrets => Set<NamedSecret>();

    public DbSet<AlterationPlanRecord> AlterationPlans => Set<AlterationPlanRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UserRecord>(user =>
        {
            user.ToTable("IdentityUsers");
            user.HasIndex(x => x.Key).IsUnique();
        });

        modelBuilder.Entity<RoleRecord>().ToTable("IdentityRoles");

        modelBuilder.Entity<ApiKeyRecord>(key =>
        {
            key.ToTable("IdentityApiKeys");
            key.HasIndex(x => x.Name).IsUnique();
        });

        modelBuilder.Entity<SessionRecord>(session =>
        {
            session.ToTable("IdentitySessions");
            session.Property(x => x.TokenHash).IsConcurrencyToken();
            session.HasIndex(x => x.ExpiresAt);
            session.HasOne<UserRecord>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<AuditRecord>(audit =>
        {
            audit.ToTable("IdentityAudit");
            audit.HasIndex(x => x.At);
            audit.HasIndex(x => new { x.Action, x.Target });
        });

        modelBuilder.Entity<SecretRecord>(secret =>
        {
            secret.ToTable("IdentitySecrets");
            secret.HasKey(x => x.Name);
        });

        modelBuilder.Entity<NamedSecret>(secret =>
        {
            secret.ToTable("IdentityNamedSecrets");
            secret.Property(x => x.Version).IsConcurrencyToken();
            secret.HasIndex(x => x.Name).IsUnique();
        });

        modelBuilder.Entity<AlterationPlanRecord>(plan =>
        {
            plan.ToTable("IdentityAlterationPlans");
            plan.HasIndex(x => x.CreatedAt);
        });
    }
}
