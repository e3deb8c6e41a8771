using System.Security.Cryptography;
using System.Text;
using Transcribe.Activities;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Batches;

/// <summary>
/// Makes folders of this machine storages of the server. A folder has one name for ever, and the connection stays: a run that goes on
/// after a restart still needs it.
/// </summary>
internal sealed class FolderConnections(ServerClient server)
{
    private const int HashLength = 10;

    /// <summary>Connects a folder.</summary>
    /// <returns>The connection's name.</returns>
    public async Task<string> ConnectAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Directory.CreateDirectory(path);
        var name = $"folder-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..HashLength]}";
        await server.SendAsync(HttpMethod.Put, $"{TranscribeApiRoutes.BasePath}/connections/storage/{name}", new { settings = new { kind = "Folder", path } }, cancellationToken);
        return name;
    }
}
