using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.Startup;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class DataCommandTests : CommandTest
{
    private string Archive => Folder.File("backup.zip");

    [Fact]
    public async Task Backup_WhileTheServerRuns_RestoresWorkflowsUsersAndKeysElsewhere()
    {
        await using (var server = await Server.BuildAsync(["--data", Data, "--urls", "http://127.0.0.1:0"], builder => builder.Logging.ClearProviders()))
        {
            await server.App.StartAsync(TestContext.Current.CancellationToken);
            (await RunHereAsync("import", Save("greeting.json", Documents.Greeting))).ExitCode.Should().Be(ExitCodes.Done);
            (await RunHereAsync("backup", Archive)).ExitCode.Should().Be(ExitCodes.Done);
            await server.App.StopAsync(TestContext.Current.CancellationToken);
        }

        var restored = await RunAsync("restore", Archive, "--data", Folder.File("other"));

        restored.ExitCode.Should().Be(ExitCodes.Done, restored.Errors);
        (await RunAsync("list", "--data", Folder.File("other"))).Json.AsArray().Should().Contain(workflow => workflow!["definitionId"]!.ToString() == "greeting");
        Directory.GetFiles(Path.Combine(Folder.File("other"), "keys")).Select(Path.GetFileName).Should().Equal(Directory.GetFiles(Path.Combine(Data, "keys")).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Archive).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Restore_OverData_IsRefusedAndWithReplaceKeepsIt()
    {
        MakeDatabase("first");
        await RunHereAsync("backup", Archive);
        MakeDatabase("second");

        var refused = await RunHereAsync("restore", Archive);
        var replaced = await RunHereAsync("restore", Archive, "--replace");

        refused.ExitCode.Should().Be(ExitCodes.CannotRun);
        refused.Errors.Should().Contain("is not empty");
        replaced.ExitCode.Should().Be(ExitCodes.Done, replaced.Errors);
        ReadDatabase(Data).Should().Be("first");
        ReadDatabase(replaced.Json["kept"]!.ToString()).Should().Be("second");
    }

    [Fact]
    public async Task Restore_DamagedDatabase_IsRefusedAndChangesNothing()
    {
        MakeDatabase("first");
        await RunHereAsync("backup", Archive);
        using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Update))
        {
            zip.GetEntry("workflows.db")!.Delete();
            await using var entry = zip.CreateEntry("workflows.db").Open();
            await entry.WriteAsync("This is no database, and longer than a header of one hundred bytes, which SQLite would take for the beginning of a file."u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var result = await RunHereAsync("restore", Archive, "--replace");

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        ReadDatabase(Data).Should().Be("first");
        Directory.GetDirectories(Folder.Path).Should().Equal(Data);
    }

    [Fact]
    public async Task Restore_AnyOtherZip_IsRefused()
    {
        using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Create))
            zip.CreateEntry("notes.txt");

        (await RunHereAsync("restore", Archive)).Errors.Should().Contain("is no backup of this program");
    }

    private void MakeDatabase(string text)
    {
        Directory.CreateDirectory(Data);
        using var database = Open(Data);
        using var command = database.CreateCommand();
        command.CommandText = $"CREATE TABLE IF NOT EXISTS notes (text TEXT); DELETE FROM notes; INSERT INTO notes VALUES ('{text}');";
        command.ExecuteNonQuery();
    }

    private static string ReadDatabase(string folder)
    {
        using var database = Open(folder);
        using var command = database.CreateCommand();
        command.CommandText = "SELECT text FROM notes";
        return (string)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string folder)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(folder, "workflows.db")};Pooling=false");
        database.Open();
        return database;
    }
}
