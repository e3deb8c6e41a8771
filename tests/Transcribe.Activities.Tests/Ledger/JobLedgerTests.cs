using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Tests.Support;
using Transcribe.Client;

namespace Transcribe.Activities.Tests.Ledger;

public sealed class JobLedgerTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    private IJobLedger Sut => _bench.Ledger;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Reserve_SameKeyAtOnce_GivesOneRow()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReserveAsync("key")));

        rows.Select(row => row.Id).Distinct().Should().ContainSingle();
        await using var ledger = _bench.OpenLedger();
        (await ledger.Jobs.CountAsync(Workbench.Token)).Should().Be(1);
    }

    [Fact]
    public async Task Reserve_SameKeyOnAnotherConnection_IsAnotherRow()
    {
        var one = await ReserveAsync("key");
        var other = await Sut.ReserveAsync(new JobReservation("acme", "key", "hash", _ => null), Workbench.Token);

        other.Id.Should().NotBe(one.Id);
    }

    [Fact]
    public async Task Observe_End_StaysTheEnd()
    {
        await AcceptAsync("1");
        await Sut.ObserveAsync("default", Row("1", TranscriptionStatus.Completed), Workbench.Token);
        var ended = (await Sut.FindJobAsync("default", "1", Workbench.Token))!.CompletedAt;
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        await Sut.ObserveAsync("default", Row("1", TranscriptionStatus.Failed), Workbench.Token);

        var row = (await Sut.FindJobAsync("default", "1", Workbench.Token))!;
        (row.Status, row.CompletedAt).Should().Be(("completed", ended));
    }

    [Fact]
    public async Task Observe_UnknownStatus_KeepsTheJobOpen()
    {
        await AcceptAsync("1");

        await Sut.ObserveAsync("default", Row("1", new TranscriptionStatus("polishing")), Workbench.Token);

        (await Sut.ListOpenAsync(Workbench.Token)).Should().ContainSingle().Which.Status.Should().Be("polishing");
    }

    [Fact]
    public async Task Observe_End_KeepsTheFacts()
    {
        await AcceptAsync("1");

        await Sut.ObserveAsync("default", Row("1", TranscriptionStatus.Failed) with { Error = new TranscriptionError("bad_media", "No audio.") }, Workbench.Token);

        var row = (await Sut.FindJobAsync(null, "1", Workbench.Token))!;
        row.Outcome.Should().BeEquivalentTo(new { Id = "1", Status = "failed", Connection = "default", Title = "T", Error = "No audio.", DurationSeconds = 65.5 });
        row.Error.Should().Be("No audio.");
    }

    [Fact]
    public async Task Observe_JobOfAnotherConnection_ChangesNothing()
    {
        await AcceptAsync("1");

        (await Sut.ObserveAsync("acme", Row("1", TranscriptionStatus.Completed), Workbench.Token)).Should().BeNull();

        (await Sut.ListOpenAsync(Workbench.Token)).Should().ContainSingle();
    }

    [Fact]
    public async Task ListUnnotified_OnlyEndedJobsUntilTheyAreMarked()
    {
        await AcceptAsync("1");
        await AcceptAsync("2");
        await Sut.ObserveAsync("default", Row("1", TranscriptionStatus.Completed), Workbench.Token);

        var pending = (await Sut.ListUnnotifiedAsync(Workbench.Token)).Should().ContainSingle().Which;
        await Sut.MarkNotifiedAsync(pending.Id, Workbench.Token);

        (await Sut.ListUnnotifiedAsync(Workbench.Token)).Should().BeEmpty();
        (await Sut.ListOpenAsync(Workbench.Token)).Should().ContainSingle().Which.JobId.Should().Be("2");
    }

    [Fact]
    public async Task CallbackSecret_IsStoredEncrypted()
    {
        var row = await AcceptAsync("1", "SENTINEL_SECRET");

        (await Sut.FindCallbackSecretAsync(row.Id, Workbench.Token)).Should().Be("SENTINEL_SECRET");
        await using var ledger = _bench.OpenLedger();
        (await ledger.Jobs.Select(x => x.ProtectedCallbackSecret).SingleAsync(Workbench.Token)).Should().NotBeNull().And.NotContain("SENTINEL");
    }

    [Fact]
    public async Task Adopt_Twice_GivesOneOpenRow()
    {
        await Sut.AdoptAsync("default", "77", "run-1", Workbench.Token);
        await Sut.AdoptAsync("default", "77", "run-2", Workbench.Token);

        (await Sut.ListOpenAsync(Workbench.Token)).Should().ContainSingle().Which.JobId.Should().Be("77");
    }

    [Fact]
    public async Task Migrations_MatchTheModel()
    {
        await using var ledger = _bench.OpenLedger();

        ledger.Database.HasPendingModelChanges().Should().BeFalse();
        (await ledger.Database.GetPendingMigrationsAsync(Workbench.Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Database_IsInWriteAheadMode()
    {
        await using var ledger = _bench.OpenLedger();

        (await ledger.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync(Workbench.Token)).Should().Equal("wal");
    }

    private Task<LedgerEntry> ReserveAsync(string key) =>
        Sut.ReserveAsync(new JobReservation("default", key, "hash", _ => null) { WorkflowInstanceId = "run-1" }, Workbench.Token);

    private async Task<LedgerEntry> AcceptAsync(string jobId, string? secret = null) =>
        await Sut.AcceptAsync((await ReserveAsync("key-" + jobId)).Id, new JobAcceptance(jobId, "queued", 2, 0.057m, secret), Workbench.Token);

    private static Client.Transcription Row(string id, TranscriptionStatus status) =>
        new() { Id = id, Status = status, Title = "T", DurationSeconds = 65.5, ChargeUsd = 0.057m };
}
