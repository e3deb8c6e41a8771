using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Transcribe.Engine.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<EngineDbContext>
{
    public EngineDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<EngineDbContext>().UseSqlite("Data Source=:memory:").Options);
}
