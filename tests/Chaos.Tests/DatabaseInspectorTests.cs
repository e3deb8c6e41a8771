using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Bench.Chaos;
using Transcribe.Bench.Chaos.Inspection;
using Transcribe.Bench.Chaos.Scenarios;
using Transcribe.Bench.Chaos.Victims;

namespace Transcribe.Chaos;

/// <summary>The inspection of the chaos run sees what it is there to see.</summary>
public sealed class DatabaseInspectorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("DELETE FROM Bookmarks", "it waits, but for nothing")]
    [InlineData("UPDATE Bookmarks SET DueAt = 1", "the bookmarks are")]
    [InlineData("DELETE FROM Journal WHERE Sequence = 2", "the journal has")]
    [InlineData("DELETE FROM ActivityExecutions", "but has no row")]
    [InlineData("UPDATE WorkflowInstances SET SubStatus = 'Executing'", "the row says Executing")]
    [InlineData("DELETE FROM WorkflowInstances", "there is no such instance")]
    public async Task Violations_ATornCommit_IsNamed(string tearing, string? violation)
    {
        var token = TestContext.Current.CancellationToken;
        await using var outside = await Outside.StartAsync(token);
        Scenario.Write(_folder.File(VictimServer.Workflows), outside.Address);
        await using (var life = await Life.StartAsync(_folder.Path, outside.Address, new FakeTimeProvider(), null, token))
        {
            using var clients = new Clients(seed: 0) { Address = life.Address };
            await clients.SendAsync("workflows/wait", "one", token);
        }

        await TearAsync(tearing, token);

        using var database = DatabaseInspector.Open(_folder.File(VictimServer.Database))!;
        var violations = database.Violations(DateTimeOffset.MinValue).ToList();
        if (violation is null)
            violations.Should().BeEmpty();
        else
            violations.Should().Contain(text => text.StartsWith("one: ", StringComparison.Ordinal) && text.Contains(violation));
    }

    public void Dispose() => _folder.Dispose();

    private async Task TearAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File(VictimServer.Database)};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
