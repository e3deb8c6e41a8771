using System.Net;
using System.Net.Sockets;

namespace Transcribe.Bench.Speech;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    /// <summary>One that is free now: callbacks need an address before the server that takes them has started.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
