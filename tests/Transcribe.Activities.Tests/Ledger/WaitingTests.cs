using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Client;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Ledger;

/// <summary>What can happen to the news of a job's end, from the vendor's request to the run: whatever comes, the run ends once and rightly.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private const string Body = """{"type":"transcription.completed","transcription_id":4821}""";

    private Workbench _bench = null!;
    private CallbackServer _server = null!;

    public ValueTask InitializeAsync() => StartAsync(new WebhookOptions());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Callback_BeforeItsWaiter_LetsTheWaiterGoOnAtOnce()
    {
        var job = await SubmitAsync();
        _bench.Api.End(job.JobId!);
        (await PostAsync(job)).Should().Be(HttpStatusCode.Accepted);
        await TellAsync();
        var requests = _bench.Api.Requests.Count;

        var run = await AwaitAsync(job);

        run.Outcomes.Should().Equal("Completed");
        _bench.Api.Requests.Should().HaveCount(requests, "the ledger has the end already");
    }

    [Fact]
    public async Task Callback_FiveTimesTheSame_IsOneNews()
    {
        var job = await SubmitAsync();
        var run = await AwaitAsync(job);
        _bench.Api.End(job.JobId!);

        for (var i = 0; i < 5; i++)
        {
            (await PostAsync(job)).Should().Be(HttpStatusCode.Accepted);
            await TellAsync();
        }

        (await _server.CountStoredAsync()).Should().Be(1);
        _bench.Notifier.Told.Should().ContainSingle();
        ReadsOf(job).Should().Be(1);
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task Callback_ADayLate_IsTakenAndChangesNothing()
    {
        var job = await SubmitAsync();
        var run = await AwaitAsync(job);
        _bench.Api.End(job.JobId!);
        await _bench.Get<JobSweep>().RunAsync("default", await _bench.Ledger.ListOpenAsync(Workbench.Token), Workbench.Token);
        await TellAsync();
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        var (requests, row) = (_bench.Api.Requests.Count, await FindAsync(job));
        _bench.Clock.Advance(TimeSpan.FromDays(1));

        (await PostAsync(job)).Should().Be(HttpStatusCode.Accepted);
        await TellAsync();

        _bench.Api.Requests.Should().HaveCount(requests);
        _bench.Notifier.Told.Should().ContainSingle();
        (await FindAsync(job)).Should().BeEquivalentTo(row);
    }

    [Fact]
    public async Task Callback_Forged_IsRefusedAndTheWaitGoesOn()
    {
        var job = await SubmitAsync();
        var run = await AwaitAsync(job);
        var requests = _bench.Api.Requests.Count;

        (await PostAsync(job, "sha256=" + new string('0', 64))).Should().Be(HttpStatusCode.Unauthorized);
        await TellAsync();

        _bench.Api.Requests.Should().HaveCount(requests);
        (await _server.CountStoredAsync()).Should().Be(0);
        run.State.Bookmarks.Should().Contain(bookmark => bookmark.Name == AwaitCompletion.BookmarkName);
    }

    [Theory]
    [InlineData(-3600, HttpStatusCode.Unauthorized)]
    [InlineData(3600, HttpStatusCode.Unauthorized)]
    [InlineData(-60, HttpStatusCode.Accepted)]
    public async Task Callback_SignedWithATime_IsTakenOnlyNearIt(int seconds, HttpStatusCode status)
    {
        await DisposeAsync();
        await StartAsync(new WebhookOptions { Scheme = WebhookScheme.TimestampedV1 });
        var job = await SubmitAsync();
        _bench.Api.End(job.JobId!);

        (await PostAsync(job, _server.Sign(Body, _bench.Clock.GetUtcNow().AddSeconds(seconds)))).Should().Be(status);
        await TellAsync();

        _bench.Notifier.Told.Should().HaveCount(status == HttpStatusCode.Accepted ? 1 : 0);
    }

    [Fact]
    public async Task CallbacksAndSweeps_Together_TellOfEachJobOnce()
    {
        const int Count = 20;
        for (var i = 0; i < Count; i++)
            await _bench.SubmitAsync(Submissions.Valid($"key-{i}"));
        var jobs = await _bench.Ledger.ListOpenAsync(Workbench.Token);
        var watcher = _bench.Services.GetServices<IHostedService>().OfType<TranscriptionWatcher>().Single();
        await watcher.StartAsync(Workbench.Token);
        foreach (var job in jobs)
            _bench.Api.End(job.JobId!);

        await Task.WhenAll(jobs.Select(job => PostAsync(job)));
        await Eventually.HoldsAsync(
            async () =>
            {
                _bench.Clock.Advance(TimeSpan.FromMinutes(1));
                return (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Count + (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Count == 0;
            },
            "every end was told");
        await watcher.StopAsync(Workbench.Token);

        _bench.Notifier.Told.Select(told => told.JobId).Should().BeEquivalentTo(jobs.Select(job => job.JobId));
        _bench.Api.Requests.Should().Contain(request => request.Query!.Contains("limit=200"), "it swept, too");
    }

    [Fact]
    public async Task Cancel_WhileItWaits_ForgetsTheWaitAndSaysThatTheJobIsPaid()
    {
        var job = await SubmitAsync();
        var run = await AwaitAsync(job);

        await run.CancelAsync();

        run.State.Bookmarks.Should().BeEmpty();
        run.Record.JournalData!["Note"].Should().Be($"Only the wait was cancelled: job '{job.JobId}' goes on at the vendor's and is paid.");
        _bench.Api.End(job.JobId!);
        (await PostAsync(job)).Should().Be(HttpStatusCode.Accepted);
        await TellAsync();
        (await FindAsync(job)).Should().BeEquivalentTo(new { Status = "completed", PriceUsd = 0.057m }, "what it cost is still noted");
        (await FindAsync(job))!.AbandonedAt.Should().NotBeNull();
    }

    private async ValueTask StartAsync(WebhookOptions signature)
    {
        _bench = await Workbench.CreateAsync(activities => activities.ConfigureCallbacks(options =>
            (options.PublicBaseUrl, options.Signature) = (new Uri("https://flows.example"), signature)));
        _server = await CallbackServer.StartAsync(_bench);
    }

    private async Task<LedgerEntry> SubmitAsync()
    {
        await _bench.SubmitAsync();
        return (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Single();
    }

    private async Task<EngineRun> AwaitAsync(LedgerEntry job)
    {
        var run = new EngineRun(_bench, new AwaitCompletion { Job = new Input<object>(job.JobId!) });
        await run.StartAsync();
        return run;
    }

    private async Task<HttpStatusCode> PostAsync(LedgerEntry job, string? signature = null)
    {
        using var response = await _server.PostAsync(job.Id, Body, signature ?? _server.Sign(Body));
        return response.StatusCode;
    }

    // What the watcher does behind the endpoint.
    private async Task TellAsync()
    {
        await _server.ProcessAsync();
        await _bench.Get<WaitNotifications>().SendAsync(Workbench.Token);
    }

    private int ReadsOf(LedgerEntry job) => _bench.Api.Requests.Count(request => request.Method == "GET" && request.Path.EndsWith($"/{job.JobId}", StringComparison.Ordinal));

    private Task<LedgerEntry?> FindAsync(LedgerEntry job) => _bench.Ledger.FindAsync(job.Id, Workbench.Token);
}
