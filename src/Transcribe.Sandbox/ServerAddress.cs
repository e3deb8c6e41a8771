using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Transcribe.Sandbox;

/// <summary>Where this sandbox listens; known once it has started.</summary>
internal sealed class ServerAddress(IServer server)
{
    public Uri Value => new(
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The sandbox has not started."));
}
