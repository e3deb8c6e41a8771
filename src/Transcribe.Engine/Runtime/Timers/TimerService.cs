using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Resumes bookmarks when their moment comes. One timer in all: it wakes for the next of them, and now and then to look at the clock,
/// which people and time servers may set.
/// </summary>
internal sealed class TimerService(IBookmarkStore bookmarks, WorkQueue work, TimeProvider clock, ILogger<TimerService> logger) : BackgroundService
{
    private const int PageSize = 1000;

    // Many short delays may come at once; beyond this the far ones are left to the database.
    private const int MaxInMemory = 20_000;

    private const string BehindAllIds = "\uffff";

    // Wakes the sleeper; being behind every horizon, it is forgotten at once.
    private static readonly DueBookmark Nudge = new(string.Empty, string.Empty, DateTimeOffset.MaxValue);

    private static readonly TimeSpan LookAhead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly DueQueue _queue = new();
    private readonly Channel<DueBookmark> _added = Channel.CreateUnbounded<DueBookmark>(new UnboundedChannelOptions { SingleReader = true });
    private DueBookmark? _lastPaged;
    private volatile bool _isUncertain;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        bookmarks.Changed += OnChanged;
        bookmarks.Faltered += OnFaltered;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        bookmarks.Changed -= OnChanged;
        bookmarks.Faltered -= OnFaltered;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FillAsync(stoppingToken);
                ResumeDue();
                await SleepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A wait must end: the database may be back in a moment.
                Log.TimersFailed(logger, exception);
                Forget();
                await Task.Delay(LongestSleep, clock, stoppingToken);
            }
        }
    }

    private void OnChanged(object? sender, BookmarksChangedEventArgs change)
    {
        foreach (var bookmark in change.Added)
        {
            if (bookmark.DueAt is { } dueAt)
                _added.Writer.TryWrite(new DueBookmark(bookmark.Id, change.WorkflowInstanceId, dueAt));
        }
    }

    private void OnFaltered(object? sender, EventArgs e)
    {
        _isUncertain = true;
        _added.Writer.TryWrite(Nudge);
    }

    /// <summary>
    /// Reads the database up to the look-ahead, then takes note of what was committed meanwhile. In this order nothing is missed: what a
    /// page did not see yet is announced after it. Seen twice does no harm, a bookmark is resumed once.
    /// </summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_queue.Count > MaxInMemory || _isUncertain)
            Forget();

        var now = clock.GetUtcNow();
        var lookAhead = now + LookAhead;
        while (_queue.Count < PageSize && _queue.Horizon < now + (LookAhead / 2))
        {
            var page = await bookmarks.ListDueAsync(_lastPaged, PageSize, cancellationToken);
            var near = page.TakeWhile(bookmark => bookmark.DueAt <= lookAhead).ToList();
            var isLast = near.Count < PageSize;
            _lastPaged = isLast ? new DueBookmark(BehindAllIds, string.Empty, lookAhead) : near[^1];
            _queue.AddPage(near, isLast ? lookAhead : near[^1].DueAt);
        }

        while (_added.Reader.TryRead(out var bookmark))
            _queue.Add(bookmark);
    }

    private void ResumeDue()
    {
        var now = clock.GetUtcNow();
        while (_queue.TryTakeDue(now, out var due))
            work.Enqueue(new ResumeDue(due.Id, due.WorkflowInstanceId));
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_queue.Horizon <= now)
            return;

        var sleep = (_queue.Next ?? DateTimeOffset.MaxValue) - now;
        using var alarm = new CancellationTokenSource(sleep < LongestSleep ? Max(sleep, TimeSpan.Zero) : LongestSleep, clock);

        // The moment may have come before the alarm was set.
        if (_queue.Next <= clock.GetUtcNow())
            return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
        try
        {
            await _added.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The moment has come.
        }
    }

    private void Forget()
    {
        _isUncertain = false;
        _queue.Clear();
        _lastPaged = null;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
