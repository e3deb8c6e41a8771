namespace Transcribe.Acceptance;

/// <summary>A host as a process of its own, started as a stranger starts it, for the tests of a class that only ask it something.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private readonly TempFolder _data = new();

    internal ChildHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ChildHost.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _data.Dispose();
    }
}
