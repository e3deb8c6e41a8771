using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Keeps the route table in step with what is published and what waits.</summary>
internal sealed class HttpRouteUpdates(HttpRouteTable routes, DefinitionCatalog catalog, IBookmarkStore bookmarks, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private int _isToReadAgain;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnTriggersChanged;
        bookmarks.Changed += OnBookmarksChanged;
        bookmarks.Faltered += OnFaltered;
        routes.SetTriggers(catalog.Triggers.All);
        await ReadWaitingAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnTriggersChanged;
        bookmarks.Changed -= OnBookmarksChanged;
        bookmarks.Faltered -= OnFaltered;
        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task ReadWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (var bookmark in await bookmarks.ListByNameAsync(HttpEndpointStimulus.Name, cancellationToken))
            routes.AddWaiting(bookmark);
    }

    private void OnFaltered(object? sender, EventArgs args)
    {
        if (Interlocked.Exchange(ref _isToReadAgain, 1) == 0)
            _ = ReadWaitingAgainAsync(_stopping.Token);
    }

    // A request to an endpoint that waits must find it, though nobody was told that it does.
    private async Task ReadWaitingAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Pause, clock, cancellationToken);
            Volatile.Write(ref _isToReadAgain, 0);
            await ReadWaitingAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception)
        {
            // The database is still away; whatever fails next comes here again.
            OnFaltered(this, EventArgs.Empty);
        }
    }

    private void OnTriggersChanged(object? sender, EventArgs args) => routes.SetTriggers(catalog.Triggers.All);

    private void OnBookmarksChanged(object? sender, BookmarksChangedEventArgs args)
    {
        foreach (var bookmark in args.Added)
        {
            if (bookmark is { Name: HttpEndpointStimulus.Name, Payload: HttpEndpointStimulus stimulus })
                routes.AddWaiting(bookmark.Id, stimulus);
        }

        foreach (var id in args.RemovedIds)
            routes.RemoveWaiting(id);
    }
}
