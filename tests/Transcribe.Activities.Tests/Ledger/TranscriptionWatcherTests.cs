using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Ledger;

public sealed class TranscriptionWatcherTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(folder: _folder);

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sweep_JobEnded_TellsTheEngineOnce()
    {
        var job = await _bench.SubmitAsync();
        await using var running = await WatchAsync(_bench);
        _bench.Api.End(job.Id);

        await TellsAsync(_bench, job.Id);

        await Eventually.HoldsAsync(async () => (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Count == 0, "the row is marked");
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        _bench.Notifier.Told.Should().Equal(("default", job.Id));
    }

    [Fact]
    public async Task Sweep_TwoHundredJobs_TakesOneRequest()
    {
        for (var i = 0; i < 200; i++)
            await _bench.SubmitAsync(Submissions.Valid($"key-{i}"));

        await SweepAsync();

        _bench.Api.Requests.Where(request => request.Method == "GET").Should().ContainSingle().Which.Query.Should().Contain("limit=200");
    }

    [Fact]
    public async Task Sweep_OldJobBehindManyNewer_IsFoundOnALaterPage()
    {
        var job = await _bench.SubmitAsync();
        for (var i = 0; i < 250; i++)
            _bench.Api.AddJob();
        _bench.Api.End(job.Id);

        var result = await SweepAsync();

        result.Should().Be(new SweepResult(2, 1));
    }

    [Fact]
    public async Task Sweep_ManyThousands_ReadsWhereOneMayHaveEndedAndFindsAnyInTheEnd()
    {
        await AddAsync(2_400);
        var open = await _bench.Ledger.ListOpenAsync(Workbench.Token);
        (await SweepAsync()).Requests.Should().Be(12, "the first one must find them all");

        _bench.Api.End(open[0].JobId!);
        (await SweepAsync()).Should().Be(new SweepResult(2, 1), "the oldest is looked at every time");

        await AddAsync(30);
        _bench.Api.End(open[1_300].JobId!);
        var requests = 0;
        for (var result = new SweepResult(0, 0); result.Ended == 0; requests += result.Requests)
            result = await SweepAsync();
        requests.Should().BeLessThan(40, "each round goes on where the one before left off");
    }

    [Fact]
    public async Task Sweep_CursorsThatMove_FindsEveryEndAllTheSame()
    {
        _bench.Api.CursorsMove = true;
        await AddAsync(450);
        await SweepAsync();
        var open = await _bench.Ledger.ListOpenAsync(Workbench.Token);
        for (var i = 0; i < 100; i++)
            _bench.Api.AddJob();
        foreach (var job in open)
            _bench.Api.End(job.JobId!);

        for (var i = 0; i < 5 && (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Count > 0; i++)
            await SweepAsync();

        (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Should().BeEmpty();
        (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Should().HaveCount(450).And.OnlyContain(job => job.Status == "completed");
    }

    [Fact]
    public async Task Sweep_JobThatIsNoLongerThere_EndsAsFailedWithAReason()
    {
        var job = await _bench.SubmitAsync();
        _bench.Api.Jobs.Clear();

        (await SweepAsync()).Ended.Should().Be(1);

        var row = (await _bench.Ledger.FindJobAsync("default", job.Id, Workbench.Token))!;
        row.Outcome!.Status.Should().Be("failed");
        row.Error.Should().Contain("deleted");
    }

    [Fact]
    public async Task Watch_ApiDownForAWhile_GoesOnAfterwards()
    {
        var job = await _bench.SubmitAsync();
        _bench.Api.FailNext(503, "internal_error");
        _bench.Api.FailNext(503, "internal_error");
        _bench.Api.End(job.Id);
        await using var running = await WatchAsync(_bench);

        await TellsAsync(_bench, job.Id);

        _bench.Logs.Text.Should().Contain("Sweep of connection 'default' failed");
    }

    [Fact]
    public async Task Watch_EngineDown_TellsAgainUntilItTakesTheNews()
    {
        var job = await _bench.SubmitAsync();
        _bench.Api.End(job.Id);
        _bench.Notifier.IsDown = true;
        await using var running = await WatchAsync(_bench);
        await Eventually.HoldsAsync(() =>
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(5));
            return _bench.Logs.Text.Contains("could not be told");
        }, "the failure is logged");

        _bench.Notifier.IsDown = false;

        await TellsAsync(_bench, job.Id);
    }

    [Fact]
    public async Task Watch_RestartBetweenEndAndNews_TellsAtStart()
    {
        var job = await _bench.SubmitAsync();
        _bench.Api.End(job.Id);
        await _bench.Get<JobSweep>().ReadAsync("default", job.Id, Workbench.Token);

        await using var after = await Workbench.CreateAsync(folder: _folder);
        await using var running = await WatchAsync(after);

        await TellsAsync(after, job.Id);
        after.Api.Requests.Should().BeEmpty("the end is in the ledger already");
    }

    [Fact]
    public async Task Watch_NothingOpen_AsksNothing()
    {
        await using var running = await WatchAsync(_bench);

        for (var i = 0; i < 20; i++)
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        _bench.Api.Requests.Should().BeEmpty();
    }

    private async Task AddAsync(int count)
    {
        await using var ledger = _bench.OpenLedger();
        ledger.Jobs.AddRange(Enumerable.Range(0, count).Select(_ => _bench.Api.AddJob("queued")).Select(id => new JobRecord
        {
            Id = $"tj-{id}", Connection = "default", Key = id, RequestHash = string.Empty, JobId = id, Status = "queued",
            CreatedAt = _bench.Clock.GetUtcNow().AddMilliseconds(int.Parse(id)),
        }));
        await ledger.SaveChangesAsync(Workbench.Token);
    }

    private async Task<SweepResult> SweepAsync() =>
        await _bench.Get<JobSweep>().RunAsync("default", await _bench.Ledger.ListOpenAsync(Workbench.Token), Workbench.Token);

    private static async Task<IAsyncDisposable> WatchAsync(Workbench bench)
    {
        var watcher = bench.Services.GetServices<IHostedService>().OfType<TranscriptionWatcher>().Single();
        await watcher.StartAsync(Workbench.Token);
        return new Stopper(watcher);
    }

    private static Task TellsAsync(Workbench bench, string jobId) => Eventually.HoldsAsync(() =>
    {
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        return bench.Notifier.Told.Contains(("default", jobId));
    }, "the engine is told");

    private sealed class Stopper(TranscriptionWatcher watcher) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await watcher.StopAsync(CancellationToken.None);
    }
}
