using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription.Media;

namespace Transcribe.Activities.Tests.Ledger.Api;

public sealed class LedgerApiTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private LedgerServer _server = null!;

    private HttpClient Client => _server.Client;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _server = await LedgerServer.StartAsync(_bench);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_AreListedNewestFirstInPagesWithoutGapsOrDoubles()
    {
        for (var number = 0; number < 7; number++)
        {
            await _bench.SubmitAsync(Submissions.Valid($"key-{number}"));
            _bench.Clock.Advance(TimeSpan.FromSeconds(number % 2));
        }

        var keys = new List<string>();
        for (string? cursor = string.Empty; cursor is not null;)
        {
            var page = await GetAsync($"/t/ledger/jobs?limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : null)}");
            keys.AddRange(page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("key").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        keys.Should().HaveCount(7).And.OnlyHaveUniqueItems();
        keys[0].Should().Be("key-6");
    }

    [Fact]
    public async Task Jobs_ShowWhatAnOperatorAsksFor()
    {
        var job = await _bench.SubmitAsync();

        var row = (await GetAsync("/t/ledger/jobs")).GetProperty("data")[0];

        row.GetProperty("jobId").GetString().Should().Be(job.Id);
        row.GetProperty("workflow").GetString().Should().Be("def");
        row.GetProperty("run").GetString().Should().Be("run-1");
        row.GetProperty("status").GetString().Should().Be("queued");
        row.GetProperty("priceUsd").GetDecimal().Should().Be(0.057m);
        row.GetProperty("waitingSince").GetDateTimeOffset().Should().Be(_bench.Clock.GetUtcNow());
        row.GetRawText().Should().NotContain("SENTINEL").And.NotContain("secret");
    }

    [Theory]
    [InlineData("https://somebody:SENTINEL@media.example/calls/Team%20meeting.mp3?token=SENTINEL#SENTINEL", "https://media.example/calls/Team meeting.mp3")]
    [InlineData(null, "voice memo.m4a")]
    public async Task Jobs_ThatWereRefused_SayWhereTheRecordingComesFromAndNoSecret(string? url, string source)
    {
        _bench.Api.FailSubmission(400, "invalid_request");
        var upload = url is null ? new UploadedAudio { UploadId = "up-1", FileName = source, DurationSeconds = 5 } : null;
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid() with { Url = url, Upload = upload }, Workbench.Token);

        var row = (await GetAsync("/t/ledger/jobs?status=refused")).GetProperty("data")[0];

        row.GetProperty("source").GetString().Should().Be(source);
        row.GetRawText().Should().NotContain("SENTINEL");
    }

    [Theory]
    [InlineData("status=held", 1)]
    [InlineData("status=queued", 1)]
    [InlineData("workflow=other", 0)]
    [InlineData("run=run-1", 2)]
    [InlineData("connection=default&from=2030-01-01T00:00:00Z", 0)]
    public async Task Jobs_CanBeFiltered(string query, int rows)
    {
        await _bench.SubmitAsync();
        await HoldAsync();

        (await GetAsync($"/t/ledger/jobs?{query}")).GetProperty("data").GetArrayLength().Should().Be(rows);
    }

    [Fact]
    public async Task Jobs_InAnotherOrder_ComeInPagesWithoutGapsOrDoubles()
    {
        foreach (var (number, price) in new[] { (0, 0.057), (1, 0.9), (2, 0.057), (3, 12.5), (4, 0.9) })
        {
            var job = await _bench.SubmitAsync(Submissions.Valid($"key-{number}"));
            await SetPriceAsync(job.Id, price);
            _bench.Clock.Advance(TimeSpan.FromSeconds(number % 2));
        }

        await HoldAsync();

        (await KeysAsync("price", 2)).Should().Equal("key-3", "key-4", "key-1", "key-2", "key-0", "held");
        (await KeysAsync("oldest", 4)).Should().HaveCount(6).And.OnlyHaveUniqueItems().And.EndWith("held").And.Equal(Enumerable.Reverse(await KeysAsync("newest", 5)));
        (await Client.GetAsync(new Uri("/t/ledger/jobs?sort=moon", UriKind.Relative), Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Jobs_ByLength_CountTheRecordingOfTheJobThatWasUsed()
    {
        foreach (var (number, seconds) in new[] { (0, 65.5), (1, 3600), (2, 65.5), (3, 7) })
            await EndAsync(await _bench.SubmitAsync(Submissions.Valid($"key-{number}") with { Url = $"https://media.example/{number}.wav" }), seconds);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.SubmitAsync(Submissions.Valid("reused") with { Url = "https://media.example/3.wav", ReuseWindow = TimeSpan.FromDays(1) });
        await HoldAsync();

        var keys = await KeysAsync("length", 2);

        keys.Should().HaveCount(6).And.OnlyHaveUniqueItems().And.StartWith("key-1").And.EndWith("held");
        keys.Skip(1).Take(2).Should().BeEquivalentTo("key-0", "key-2");
        keys.Skip(3).Take(2).Should().Equal("reused", "key-3");
        (await KeysAsync("length", 3)).Should().Equal(keys);
    }

    [Theory]
    [InlineData("open", "open")]
    [InlineData("held", "held")]
    [InlineData("refused", "refused")]
    [InlineData("completed", "done")]
    public async Task Jobs_OfAStatusOfTheLedgersOwn_AreFound(string status, string key)
    {
        await _bench.SubmitAsync(Submissions.Valid("open"));
        await EndAsync(await _bench.SubmitAsync(Submissions.Valid("done")));
        await HoldAsync();
        _bench.Api.FailSubmission(400, "invalid_request");
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid("refused"), Workbench.Token);

        var rows = (await GetAsync($"/t/ledger/jobs?status={status}")).GetProperty("data");

        rows.EnumerateArray().Select(row => row.GetProperty("key").GetString()).Should().Equal(key);
    }

    [Fact]
    public async Task Jobs_ShowWhereTheirRunsDelivered_InTwoQueriesForThePage()
    {
        for (var number = 0; number < 5; number++)
            await _bench.SubmitAsync(Submissions.Valid($"key-{number}") with { WorkflowInstanceId = $"run-{number}" });
        await _bench.Get<StorageDelivery>().DeliverAsync(
            new DeliveryRequest("td-1", "default", StoragePath.Parse("notes/a.md"), FileContent.Of("x"), "text/plain", OverwritePolicy.Fail, Run: "run-1"), Workbench.Token);
        await _bench.Get<Outbox>().AddAsync(
            new OutboxRecord { Id = "td-2", Kind = "slack", Connection = "team", Target = "#news", Content = "{}", CreatedAt = _bench.Clock.GetUtcNow(), WorkflowInstanceId = "run-1" },
            Workbench.Token);
        var before = QueriesOfDeliveries();

        var rows = (await GetAsync("/t/ledger/jobs")).GetProperty("data").EnumerateArray().ToList();

        (QueriesOfDeliveries() - before).Should().Be(2);
        var job = rows.Single(row => row.GetProperty("run").GetString() == "run-1");
        job.GetProperty("deliveredTo").GetRawText().Should().Be("""[{"kind":"storage","connection":"default","target":"notes/a.md","state":"Delivered"},{"kind":"slack","connection":"team","target":"#news","state":"Waiting"}]""");
        rows.Where(row => row.GetProperty("run").GetString() != "run-1").Should().OnlyContain(row => row.GetProperty("deliveredTo").GetArrayLength() == 0);
        (await GetAsync($"/t/ledger/jobs/{job.GetProperty("id").GetString()}")).GetProperty("deliveredTo").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Jobs_CursorOfSomebodyElse_Is400() =>
        (await Client.GetAsync(new Uri("/t/ledger/jobs?cursor=nonsense", UriKind.Relative), Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("day", "2026-01-02", 1)]
    [InlineData("workflow", "def", 3)]
    [InlineData("connection", "default", 3)]
    public async Task Spend_IsSummedByItsKey(string by, string key, int jobs)
    {
        await _bench.SubmitAsync(Submissions.Valid("one"));
        await _bench.SubmitAsync(Submissions.Valid("two") with { ReuseWindow = TimeSpan.FromDays(1) });
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await _bench.SubmitAsync(Submissions.Valid("three"));

        var first = (await GetAsync($"/t/ledger/spend?by={by}"))[0];

        first.GetProperty("key").GetString().Should().Be(key);
        first.GetProperty("jobs").GetInt32().Should().Be(jobs);
        first.GetProperty("spentUsd").GetDecimal().Should().Be(jobs == 1 ? 0.057m : 0.114m);
        first.GetProperty("savedUsd").GetDecimal().Should().Be(jobs == 1 ? 0m : 0.057m);
    }

    [Fact]
    public async Task Spend_ByAnythingElse_Is400() =>
        (await Client.GetAsync(new Uri("/t/ledger/spend?by=moon", UriKind.Relative), Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Export_IsCsvThatNoSpreadsheetExecutes()
    {
        _bench.Api.FailSubmission(400, "invalid_request", "=cmd(\"x\"),\nbad");
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid(), Workbench.Token);

        using var response = await Client.GetAsync(new Uri("/t/ledger/jobs.csv", UriKind.Relative), Workbench.Token);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        var text = await response.Content.ReadAsStringAsync(Workbench.Token);
        text.Should().StartWith("id,connection,job_id,").And.Contain("\"Connection 'default': ").And.Contain("=cmd(\"\"x\"\"),");
        LedgerCsv.RowOf(new LedgerLine("1", "c", null, "k", null, null, "s", "=1+1", null, null, null, null, null, null, default, null, null, null)).Should().Contain(",'=1+1,");
    }

    [Fact]
    public async Task Export_SaysWhereEachRunDelivered()
    {
        for (var number = 0; number < 3; number++)
            await _bench.SubmitAsync(Submissions.Valid($"key-{number}") with { WorkflowInstanceId = $"run-{number}" });
        await _bench.Get<StorageDelivery>().DeliverAsync(
            new DeliveryRequest("td-1", "default", StoragePath.Parse("notes/a.md"), FileContent.Of("x"), "text/plain", OverwritePolicy.Fail, Run: "run-1"), Workbench.Token);
        await _bench.Get<Outbox>().AddAsync(
            new OutboxRecord { Id = "td-2", Kind = "slack", Connection = "team", Target = "#news", Content = "{}", CreatedAt = _bench.Clock.GetUtcNow(), WorkflowInstanceId = "run-1" },
            Workbench.Token);

        var lines = (await Client.GetStringAsync(new Uri("/t/ledger/jobs.csv", UriKind.Relative), Workbench.Token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        lines.Should().HaveCount(4);
        lines[0].Should().EndWith(",error,delivered_to,source");
        lines.Single(line => line.Contains("run-1")).Should().Contain(",storage default: notes/a.md (Delivered); slack team: #news (Waiting),https://");
        lines.Where(line => line.Contains("run-0") || line.Contains("run-2")).Should().OnlyContain(line => line.Contains(",,https://"));
    }

    [Fact]
    public async Task Release_HeldJob_PassesOnce_AndNothingElse()
    {
        var id = await HoldAsync();

        (await Client.PostAsync(new Uri($"/t/ledger/jobs/{id}/release", UriKind.Relative), null, Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await Client.PostAsync(new Uri("/t/ledger/jobs/tj-none/release", UriKind.Relative), null, Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        _bench.Notifier.Released.Should().Equal(id);
    }

    [Theory]
    [InlineData("ledger/jobs/tj-none", "The ledger has no row 'tj-none'.")]
    [InlineData("batches/tb-none", "There is no batch 'tb-none'.")]
    [InlineData("batches/tb-none/items", "There is no batch 'tb-none'.")]
    public async Task Read_WhatIsNotThere_SaysSo(string path, string expected)
    {
        using var response = await Client.GetAsync(new Uri($"/t/{path}", UriKind.Relative), Workbench.Token);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Workbench.Token)).RootElement.GetProperty("detail").GetString().Should().Be(expected);
    }

    private async Task<List<string>> KeysAsync(string sort, int limit)
    {
        var keys = new List<string>();
        for (string? cursor = string.Empty; cursor is not null;)
        {
            var page = await GetAsync($"/t/ledger/jobs?sort={sort}&limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : null)}");
            keys.AddRange(page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("key").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        return keys;
    }

    // Each command is logged before and after it is executed; these are the latter.
    private int QueriesOfDeliveries() => _bench.Logs.Text.Split("Executed DbCommand").Select(part => part.Split("Executing DbCommand")[0]).Count(part =>
        part.Contains("FROM \"TranscribeDeliveries\"", StringComparison.Ordinal) || part.Contains("FROM \"TranscribeOutbox\"", StringComparison.Ordinal));

    private async Task SetPriceAsync(string jobId, double price)
    {
        await using var ledger = _bench.OpenLedger();
        await ledger.Jobs.Where(job => job.JobId == jobId).ExecuteUpdateAsync(set => set.SetProperty(job => job.PriceUsd, (decimal)price), Workbench.Token);
    }

    private async Task EndAsync(Activities.Transcription.TranscriptionJob job, double? seconds = null)
    {
        _bench.Api.End(job.Id);
        var row = new Transcribe.Client.Transcription { Id = job.Id, Status = Transcribe.Client.TranscriptionStatus.Completed, DurationSeconds = seconds };
        await _bench.Ledger.ObserveAsync(job.Connection, row, Workbench.Token);
    }

    private async Task<string> HoldAsync()
    {
        _bench.Api.FailSubmission(402, "insufficient_funds");
        return (await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid("held") with { HoldsUnpaid = true }, Workbench.Token)).HeldLedgerId!;
    }

    private Task<JsonElement> GetAsync(string path) => _server.GetAsync(path);
}
