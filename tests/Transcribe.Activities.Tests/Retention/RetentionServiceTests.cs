using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Retention;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Retention;

public sealed class RetentionServiceTests : IAsyncLifetime
{
    private readonly RetentionOptions _options = new();
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() =>
        _bench = await Workbench.CreateAsync(activities => activities.ConfigureRetention(options => (options.Ledger, options.BatchSize) = (_options.Ledger, 3)));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Run_JobsThatEndedLongAgo_AreForgottenWithTheirCallbacksAndNames()
    {
        for (var i = 0; i < 8; i++)
            await AddJobAsync($"old-{i}", Ended);
        await AddJobAsync("young", job => (job.CompletedAt, job.NotifiedAt) = (Young, Young), Young);
        await using (var ledger = _bench.OpenLedger())
        {
            ledger.Callbacks.Add(new CallbackRecord { LedgerId = "old-0", BodyHash = "x", ReceivedAt = Old });
            ledger.Speakers.Add(new SpeakerRecord { Connection = "default", JobId = "job-old-0", Label = "SPEAKER_00", Name = "Ada" });
            ledger.Speakers.Add(new SpeakerRecord { Connection = "default", JobId = "job-young", Label = "SPEAKER_00", Name = "Ada" });
            await ledger.SaveChangesAsync(Workbench.Token);
        }

        await RunAsync();

        await using var after = _bench.OpenLedger();
        (await JobsAsync()).Should().Equal("young");
        (await after.Callbacks.CountAsync(Workbench.Token)).Should().Be(0);
        (await after.Speakers.Select(speaker => speaker.JobId).ToListAsync(Workbench.Token)).Should().Equal("job-young");
    }

    [Fact]
    public async Task Run_JobsThatSomebodyStillNeeds_AreKeptHoweverOld()
    {
        await AddJobAsync("open", _ => { });
        await AddJobAsync("untold", job => job.CompletedAt = Old);
        await AddJobAsync("held", job => (job.JobId, job.HeldAt) = (null, Old));
        await AddJobAsync("unknown-end", job => (job.JobId, job.AttemptedAt) = (null, Old));
        await AddJobAsync("reused", Ended, mediaKey: "same");
        await AddJobAsync("reuser", job => (job.JobId, job.ReusedId, job.CompletedAt, job.NotifiedAt) = (null, "reused", Young, Young), Young, "same");
        await AddJobAsync("in-batch", Ended);
        await AddJobAsync("refused", job => job.JobId = null);
        await using (var ledger = _bench.OpenLedger())
        {
            ledger.Batches.Add(new BatchRecord { Id = "batch", Connection = "default", CreatedAt = Old });
            ledger.BatchItems.Add(new BatchItemRecord { BatchId = "batch", Media = "a.wav", LedgerId = "in-batch" });
            await ledger.SaveChangesAsync(Workbench.Token);
        }

        await RunAsync();

        (await JobsAsync()).Should().Equal("held", "in-batch", "open", "reused", "reuser", "unknown-end", "untold");
    }

    [Fact]
    public async Task Run_BatchThatEndedLongAgo_IsForgottenWithItsItems()
    {
        await using (var ledger = _bench.OpenLedger())
        {
            ledger.Batches.Add(new BatchRecord { Id = "old", Connection = "default", CreatedAt = Old, EndedAt = Old, NotifiedAt = Old });
            ledger.Batches.Add(new BatchRecord { Id = "running", Connection = "default", CreatedAt = Old });
            ledger.BatchItems.AddRange(new[] { "old", "running" }.SelectMany(id => Enumerable.Range(0, 5).Select(index => new BatchItemRecord { BatchId = id, Index = index, Media = "a.wav" })));
            await ledger.SaveChangesAsync(Workbench.Token);
        }

        await RunAsync();

        await using var after = _bench.OpenLedger();
        (await after.Batches.SingleAsync(Workbench.Token)).Id.Should().Be("running");
        (await after.BatchItems.CountAsync(Workbench.Token)).Should().Be(5);
    }

    [Fact]
    public async Task Run_Deliveries_AreKeptByWhatBecameOfThem()
    {
        await AddDeliveryAsync("delivered", DeliveryStatus.Delivered, TimeSpan.FromDays(40));
        await AddDeliveryAsync("awaited", DeliveryStatus.Delivered, TimeSpan.FromDays(40), isAwaited: true);
        await AddDeliveryAsync("dead", DeliveryStatus.Dead, TimeSpan.FromDays(40));
        await AddDeliveryAsync("long-dead", DeliveryStatus.Dead, TimeSpan.FromDays(100));
        await AddDeliveryAsync("waiting", DeliveryStatus.Waiting, TimeSpan.FromDays(500));

        await RunAsync();

        await using var outbox = await _bench.Get<IDbContextFactory<OutboxDbContext>>().CreateDbContextAsync(Workbench.Token);
        (await outbox.Deliveries.Select(delivery => delivery.Id).OrderBy(id => id).ToListAsync(Workbench.Token)).Should().Equal("awaited", "dead", "waiting");
    }

    private DateTimeOffset Old => _bench.Clock.GetUtcNow() - _options.Ledger - TimeSpan.FromDays(1);

    private DateTimeOffset Young => _bench.Clock.GetUtcNow() - TimeSpan.FromDays(1);

    private void Ended(JobRecord job) => (job.CompletedAt, job.NotifiedAt) = (Old, Old);

    private Task RunAsync() => _bench.Services.GetServices<IHostedService>().OfType<RetentionService>().Single().RunOnceAsync(Workbench.Token);

    private async Task AddJobAsync(string id, Action<JobRecord> change, DateTimeOffset? createdAt = null, string? mediaKey = null)
    {
        var job = new JobRecord { Id = id, Connection = "default", Key = id, RequestHash = string.Empty, JobId = $"job-{id}", CreatedAt = createdAt ?? Old, MediaKey = mediaKey };
        change(job);
        await using var ledger = _bench.OpenLedger();
        ledger.Jobs.Add(job);
        await ledger.SaveChangesAsync(Workbench.Token);
    }

    private async Task AddDeliveryAsync(string id, DeliveryStatus status, TimeSpan age, bool isAwaited = false)
    {
        var time = _bench.Clock.GetUtcNow() - age;
        await using var outbox = await _bench.Get<IDbContextFactory<OutboxDbContext>>().CreateDbContextAsync(Workbench.Token);
        outbox.Deliveries.Add(new OutboxRecord
        {
            Id = id, Kind = "k", Connection = "default", Target = "t", Content = "{}", Status = status, CreatedAt = time, NextAttemptAt = time,
            EndedAt = status == DeliveryStatus.Waiting ? null : time, IsAwaited = isAwaited,
        });
        await outbox.SaveChangesAsync(Workbench.Token);
    }

    private async Task<List<string>> JobsAsync()
    {
        await using var ledger = _bench.OpenLedger();
        return await ledger.Jobs.Select(job => job.Id).OrderBy(id => id).ToListAsync(Workbench.Token);
    }
}
