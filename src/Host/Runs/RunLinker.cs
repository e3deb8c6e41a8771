using Microsoft.AspNetCore.Hosting.Server;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.Runs;

/// <summary>The whole address of a run's story, for whoever is told of it elsewhere: under the public address, or else the one of this machine.</summary>
/// <param name="address">The server's address; null: the port is known only when it listens.</param>
/// <param name="signer">Makes the key to the story.</param>
/// <param name="server">Knows where it listens.</param>
internal sealed class RunLinker(Uri? address, LinkSigner signer, IServer server) : IRunLinker
{
    public string? LinkTo(string workflowInstanceId) =>
        (address?.ToString().TrimEnd('/') ?? TryIt.AddressOf(server)) is { } root ? root + RunLinks.For(workflowInstanceId, signer) : null;

    public string? StatusPathOf(string workflowInstanceId) => RunLinks.ForStatus(workflowInstanceId, signer);
}
