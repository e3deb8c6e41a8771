using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Money;

namespace Transcribe.Activities.Tests.Ledger.Api;

public sealed class LedgerApiTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_bench.Get<LedgerReader>()).AddSingleton(_bench.Get<BatchStore>()).AddSingleton(_bench.Get<SubmissionHolds>());
        _app = builder.Build();
        _app.MapTranscribeLedger("/t");
        _app.MapTranscribeLedgerActions("/t");
        await _app.StartAsync(Workbench.Token);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
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
    public async Task Jobs_CursorOfSomebodyElse_Is400() =>
        (await _client.GetAsync(new Uri("/t/ledger/jobs?cursor=nonsense", UriKind.Relative), Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

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
        (await _client.GetAsync(new Uri("/t/ledger/spend?by=moon", UriKind.Relative), Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Export_IsCsvThatNoSpreadsheetExecutes()
    {
        _bench.Api.FailSubmission(400, "invalid_request", "=cmd(\"x\"),\nbad");
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid(), Workbench.Token);

        using var response = await _client.GetAsync(new Uri("/t/ledger/jobs.csv", UriKind.Relative), Workbench.Token);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        var text = await response.Content.ReadAsStringAsync(Workbench.Token);
        text.Should().StartWith("id,connection,job_id,").And.Contain("\"Connection 'default': ").And.Contain("=cmd(\"\"x\"\"),");
        LedgerCsv.RowOf(new LedgerLine("1", "c", null, "k", null, null, "s", "=1+1", null, null, null, null, null, null, default, null, null, null)).Should().Contain(",'=1+1,");
    }

    [Fact]
    public async Task Release_HeldJob_PassesOnce_AndNothingElse()
    {
        var id = await HoldAsync();

        (await _client.PostAsync(new Uri($"/t/ledger/jobs/{id}/release", UriKind.Relative), null, Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await _client.PostAsync(new Uri("/t/ledger/jobs/tj-none/release", UriKind.Relative), null, Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        _bench.Notifier.Released.Should().Equal(id);
    }

    private async Task<string> HoldAsync()
    {
        _bench.Api.FailSubmission(402, "insufficient_funds");
        return (await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid("held") with { HoldsUnpaid = true }, Workbench.Token)).HeldLedgerId!;
    }

    private async Task<JsonElement> GetAsync(string path) => await _client.GetFromJsonAsync<JsonElement>(path, Workbench.Token);
}
