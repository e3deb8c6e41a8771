using Microsoft.Data.Sqlite;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Persistence;

public sealed class MigratorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_AProcessWasKilledWhileItMigrated_MigratesAndStarts()
    {
        await using (var killed = new SqliteConnection($"Data Source={_folder.File("ledger.db")};Pooling=False"))
        {
            await killed.OpenAsync(Token);
            await using var leave = killed.CreateCommand();
            leave.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22');
                """;
            await leave.ExecuteNonQueryAsync(Token);
        }

        await using var sut = await Workbench.CreateAsync(folder: _folder).WaitAsync(Eventually.DefaultPatience, TimeProvider.System, Token);

        (await sut.Ledger.ListOpenAsync(Token)).Should().BeEmpty();
    }
}
