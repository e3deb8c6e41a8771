using System.Net;
using System.Net.Sockets;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Whether the server runs, or could listen where it is to listen.</summary>
internal static class PortChecks
{
    private const string Area = "Port";

    public static IEnumerable<Finding> Run(HostSettings settings)
    {
        if (DataFolderClaim.FindServer(settings.DataFolder) is { } running)
            return [Finding.Good(Area, $"The server runs at {running}.")];

        return settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Check);
    }

    private static Finding Check(string url)
    {
        // The names that mean every address.
        if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address))
            return Finding.Error(Area, $"'{url}' is no address to listen at. Say one with --urls http://127.0.0.1:5080");
        if (address.Port == 0)
            return Finding.Good(Area, $"{url} takes any free port.");

        try
        {
            using var listener = new TcpListener(IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Loopback, address.Port);
            listener.Start();
            return Finding.Good(Area, $"{url} is free.");
        }
        catch (SocketException exception)
        {
            return Finding.Error(Area, exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Another program listens at {url}. Choose another port with --urls http://127.0.0.1:PORT"
                : $"The server cannot listen at {url}: {exception.Message}");
        }
    }
}
