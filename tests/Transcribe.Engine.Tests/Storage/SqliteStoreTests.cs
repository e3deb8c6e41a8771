using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

public sealed class SqliteCommitTests : CommitContract
{
    private readonly SqliteFile _file = new();

    protected override void AddStorage(IServiceCollection services) => _file.AddTo(services);

    protected override void Release() => _file.Dispose();

    [Fact]
    public async Task Start_OnANewFile_WritesAheadAndFlushesEachCommit()
    {
        var host = await OpenAsync();

        var settings = await host.Queue.WriteAsync(
            session => new[] { "journal_mode", "synchronous" }.Select(name => session.First(new Statement($"PRAGMA {name}"), reader => reader.GetString(0))).ToArray(),
            Token);

        settings.Should().Equal("wal", "2");
    }

    [Fact]
    public async Task CommitAsync_DiskFull_SaysSoAndWorksAgainLater()
    {
        var host = await OpenAsync();
        await host.Queue.WriteAsync(session => session.Execute(new Statement("PRAGMA max_page_count = 1")), Token);

        var commit = async () =>
        {
            for (var i = 0; i < 100; i++)
                await host.RunAsync($"big{i}", new WriteLine(new string('x', 10_000)));
        };

        await commit.Should().ThrowAsync<Exception>().WithMessage("*the disk is full. Free some space*");
        await host.RunAsync("later", new Sequence());
        (await host.Instances.FindAsync("later", Token)).Should().NotBeNull();
    }

    [Fact]
    public async Task CommitAsync_FileLockedByAnotherProgram_SaysSoAndWorksAgainLater()
    {
        var host = await OpenAsync();
        await using var other = new SqliteConnection(_file.ConnectionString);
        await other.OpenAsync(Token);
        await using (var transaction = other.BeginTransaction(deferred: false))
        {
            var commit = () => host.RunAsync("one", new Sequence());
            await commit.Should().ThrowAsync<Exception>().WithMessage("*is locked by another program*");
        }

        await host.RunAsync("later", new Sequence());
        (await host.Instances.ListAsync(new InstanceFilter(), Token)).Items.Select(row => row.Id).Should().Equal("later");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AProcessWasKilledWhileItMigrated_MigratesAndStarts(bool isUpToDate)
    {
        if (isUpToDate)
            await (await StoreHost.StartAsync(AddStorage, Clock)).DisposeAsync();
        await using (var killed = new SqliteConnection(_file.ConnectionString))
        {
            await killed.OpenAsync(Token);
            await using var leave = killed.CreateCommand();
            leave.CommandText = """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22');
                """;
            await leave.ExecuteNonQueryAsync(Token);
        }

        var host = await OpenAsync().WaitAsync(Eventually.DefaultPatience, Token);

        (await host.Instances.ListAsync(new InstanceFilter(), Token)).TotalCount.Should().Be(0);
    }

    [Fact]
    public async Task Start_AnotherServerMigrates_SaysSo()
    {
        await using var other = new FileStream($"{_file.Path}.migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var open = OpenAsync;

        await open.Should().ThrowAsync<IOException>().WithMessage("*another server*Start again when it is done*");
    }

    [Fact]
    public async Task Start_NotADatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_file.Path, new string('?', 4096), Token);

        var open = OpenAsync;

        (await open.Should().ThrowAsync<StorageException>().WithMessage("*is damaged or not a SQLite database*")).Which.IsTransient.Should().BeFalse();
    }
}

public sealed class SqliteStimulusTests : StimulusContract
{
    private readonly SqliteFile _file = new();

    protected override void AddStorage(IServiceCollection services) => _file.AddTo(services);

    protected override void Release() => _file.Dispose();
}

public sealed class SqliteInstanceTests : InstanceContract
{
    private readonly SqliteFile _file = new();

    protected override void AddStorage(IServiceCollection services) => _file.AddTo(services);

    protected override void Release() => _file.Dispose();
}

public sealed class SqliteDefinitionTests : DefinitionContract
{
    private readonly SqliteFile _file = new();

    protected override void AddStorage(IServiceCollection services) => _file.AddTo(services);

    protected override void Release() => _file.Dispose();
}

internal sealed class SqliteFile : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.File("engine.db");

    public string ConnectionString => $"Data Source={Path};Default Timeout=1";

    public void AddTo(IServiceCollection services) => services.AddSqliteStorage(_ => ConnectionString);

    public void Dispose() => _folder.Dispose();
}
