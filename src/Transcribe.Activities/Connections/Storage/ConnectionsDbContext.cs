using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Connections;

/// <summary>The table of saved connections.</summary>
internal sealed class ConnectionsDbContext(DbContextOptions<ConnectionsDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__ConnectionMigrations";

    public DbSet<ConnectionRecord> Connections => Set<ConnectionRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<ConnectionRecord>(connection =>
    {
        connection.ToTable("TranscribeConnections");
        connection.HasKey(x => new { x.Type, x.Name });
        connection.Property(x => x.Type).HasMaxLength(20);
        connection.Property(x => x.Name).HasMaxLength(64);
    });

    /// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<ConnectionsDbContext>
    {
        public ConnectionsDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<ConnectionsDbContext>();
            options.UseTables("Data Source=design-time", MigrationsTable);
            return new ConnectionsDbContext(options.Options);
        }
    }
}
