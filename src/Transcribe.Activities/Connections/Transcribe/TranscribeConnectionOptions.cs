using Microsoft.Extensions.Options;
using Transcribe.Client;

namespace Transcribe.Activities.Connections;

/// <summary>Gives the client the settings of saved and configured connections, and makes it forget old ones when they change.</summary>
internal sealed class TranscribeConnectionOptions : IPostConfigureOptions<TranscribeClientOptions>
{
    private readonly ConnectionRegistry _registry;
    private readonly TranscribeConnectionType _type;

    public TranscribeConnectionOptions(ConnectionRegistry registry, TranscribeConnectionType type, IOptionsMonitorCache<TranscribeClientOptions> cache)
    {
        (_registry, _type) = (registry, type);
        registry.Changed += (_, _) => cache.Clear();
    }

    public void PostConfigure(string? name, TranscribeClientOptions options)
    {
        if (name is not null && _registry.Find(ConnectionTypes.Transcribe, name) is { Settings: { } settings })
            _type.Read(settings).ApplyTo(options);
    }
}
