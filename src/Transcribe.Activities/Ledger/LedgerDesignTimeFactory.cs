using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Transcribe.Activities.Ledger;

/// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
internal sealed class LedgerDesignTimeFactory : IDesignTimeDbContextFactory<LedgerDbContext>
{
    public LedgerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LedgerDbContext>().UseLedgerSqlite("Data Source=design-time").Options);
}
