using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Approval.Deciding;
using static Transcribe.Activities.Tests.Approval.ApprovalEngine;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>
/// Databases that released versions left, with two runs that wait for somebody; this build takes a decision for one, and lets the other's
/// time run out. How one is recorded, and named, is said at the engine's histories; the variable is the same, the test is Record_ThisVersion
/// of this class.
/// </summary>
public sealed class ApprovalHistoryTests : IDisposable
{
    private const string RecordVariable = "TRANSCRIBE_RECORD_HISTORY";

    private static readonly string Kept = Path.Combine(Repository.Root, "tests", "Transcribe.Activities.Tests", "Approval", "Histories");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Versions => [.. Directory.EnumerateFiles(Kept, "*.db").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Resume_WhatAVersionSaved_TakesDecisionsAndDeadlines(string version)
    {
        File.Copy(Path.Combine(Kept, version + ".db"), _folder.File("engine.db"));

        await ResumeAsync();
    }

    [Fact]
    public async Task Record_ThisVersion_TakesDecisionsAndDeadlines()
    {
        using (var host = await StartAsync(_folder, _clock))
        {
            await AskAsync(host);
            await AskAsync(host);
            await host.StopAsync(Token);
        }

        var recorded = _folder.File("recorded.db");
        await CopyAsync(recorded);
        if (Environment.GetEnvironmentVariable(RecordVariable) is { Length: > 0 } version)
            File.Copy(recorded, Path.Combine(Kept, version + ".db"));

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "engine.db*"))
            File.Delete(file);
        File.Move(recorded, _folder.File("engine.db"));

        await ResumeAsync();
    }

    private async Task ResumeAsync()
    {
        using var host = await StartAsync(_folder, _clock);
        var open = await Store(host).ListOpenAsync(2, Token);
        open.Should().HaveCount(2);

        var decision = new Decision(ApprovalState.Approved, "Ann", null, "As Ann wants it");
        (await host.Services.GetRequiredService<ApprovalDecisions>().DecideAsync(open[0], decision, "link", Token)).Should().Be(DecisionResult.Taken);

        (await EndAsync(host, open[0].WorkflowInstanceId)).Should().Be("As Ann wants it");
        await Eventually.HoldsAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromDays(1));
                return await HasEndedAsync(host, open[1].WorkflowInstanceId);
            },
            "the time of the other one is over");
        await host.StopAsync(Token);
    }

    // As the process left it, in one file.
    private async Task CopyAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("engine.db")};Pooling=false");
        await connection.OpenAsync(Token);
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", file);
        await copy.ExecuteNonQueryAsync(Token);
    }
}
