using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Transcribe.Activities.Transcription.Media;

namespace Transcribe.Workflows.Host.Recordings;

/// <summary>The shipped recordings at the addresses that this server listens on, which the vendor cannot reach; under its public address he can.</summary>
internal sealed class SampleRecordings(IServer server) : IOwnRecordings
{
    /// <summary>Where they are served.</summary>
    public const string BasePath = "/samples";

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <inheritdoc/>
    public MediaFile? Find(Uri address)
    {
        var name = Path.GetFileName(address.AbsolutePath);
        if (address.AbsolutePath != $"{BasePath}/{name}" || !IsOwn(address))
            return null;

        var path = Path.Combine(Folder, Uri.UnescapeDataString(name));
        return Path.GetDirectoryName(path) == Folder && File.Exists(path) ? MediaFile.FromPath(path) : null;
    }

    private bool IsOwn(Uri address) => server.Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(BindingAddress.Parse)
        .Any(own => own.Port == address.Port && (address.IsLoopback || string.Equals(own.Host, address.Host, StringComparison.OrdinalIgnoreCase)));
}
