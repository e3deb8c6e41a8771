using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Transcribe.Engine.Tests.Storage;

/// <summary>What every database has to do. A class per topic carries the tests; a class per database inherits them.</summary>
public abstract class StoreContract : IAsyncDisposable
{
    private readonly List<StoreHost> _hosts = [];

    protected static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract void AddStorage(IServiceCollection services);

    /// <summary>Opens the database of this test; a second time, as after a restart.</summary>
    private protected async Task<StoreHost> OpenAsync()
    {
        var host = await StoreHost.StartAsync(AddStorage, Clock);
        _hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();

        Release();
        GC.SuppressFinalize(this);
    }

    protected virtual void Release()
    {
    }
}
