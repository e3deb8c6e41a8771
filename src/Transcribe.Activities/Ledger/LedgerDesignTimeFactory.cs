using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Ledger;

/// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
internal sealed class LedgerDesignTimeFactory : IDesignTimeDbContextFactory<LedgerDbContext>
{
    public LedgerDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<LedgerDbContext>)new DbContextOptionsBuilder<LedgerDbContext>().UseTables("Data Source=design-time", LedgerDbContext.MigrationsTable).Options);
}
