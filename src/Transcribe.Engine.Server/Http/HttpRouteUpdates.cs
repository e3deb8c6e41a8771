using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Keeps the route table in step with what is published and what waits.</summary>
internal sealed class HttpRouteUpdates(HttpRouteTable routes, DefinitionCatalog catalog, IBookmarkStore bookmarks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnTriggersChanged;
        bookmarks.Changed += OnBookmarksChanged;
        routes.SetTriggers(catalog.Triggers.All);
        foreach (var bookmark in await bookmarks.ListByNameAsync(HttpEndpointStimulus.Name, cancellationToken))
            routes.AddWaiting(bookmark);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnTriggersChanged;
        bookmarks.Changed -= OnBookmarksChanged;
        return Task.CompletedTask;
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
