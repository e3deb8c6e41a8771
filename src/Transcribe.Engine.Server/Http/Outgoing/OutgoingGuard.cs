using System.Net;
using System.Net.Sockets;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Keeps calls from workflows away from the machine and its network. Addresses are checked when connecting, after name resolution,
/// so neither a name nor a redirect can lead around it.
/// </summary>
public sealed class OutgoingGuard(OutgoingGuardOptions options)
{
    /// <summary>A handler that connects only where calls may go and does not follow redirects by itself.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Whether an address belongs to the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast))
            return false;

        return address.AddressFamily == AddressFamily.InterNetwork ? IsPublicV4(address.GetAddressBytes()) : IsPublicV6(address);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        string[] names = [endpoint.Host, $"{endpoint.Host}:{endpoint.Port}"];
        var isAllowed = options.AllowedHosts.Intersect(names, StringComparer.OrdinalIgnoreCase).Any();
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        var address = addresses.FirstOrDefault(candidate => isAllowed || IsPublic(candidate))
            ?? throw new OutgoingCallRefusedException(endpoint.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // RFC 6890: this network, private, shared, link-local (with the clouds' metadata), protocol, test, benchmark, multicast, reserved.
    private static bool IsPublicV4(byte[] b) => (b[0], b[1]) switch
    {
        (0 or 10 or 127, _) => false,
        (100, >= 64 and <= 127) => false,
        (169, 254) => false,
        (172, >= 16 and <= 31) => false,
        (192, 168) => false,
        (192, 0) => b[2] is not (0 or 2),
        (198, 18 or 19) => false,
        (198, 51) => b[2] != 100,
        (203, 0) => b[2] != 113,
        ( >= 224, _) => false,
        _ => true,
    };

    // IANA hands out global addresses from 2000::/3 only. NAT64, 6to4 and Teredo carry an IPv4 address; 2001:db8::/32 is documentation's.
    private static bool IsPublicV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]))
            return IsPublic(new IPAddress(bytes.AsSpan(12)));

        return (bytes[0], bytes[1], bytes[2], bytes[3]) switch
        {
            (0x20, 0x02, _, _) => IsPublic(new IPAddress(bytes.AsSpan(2, 4))),
            (0x20, 0x01, 0, 0) or (0x20, 0x01, 0x0d, 0xb8) => false,
            _ => (bytes[0] & 0xe0) == 0x20,
        };
    }
}

/// <summary>A call from a workflow would have gone to the machine itself or its network.</summary>
public sealed class OutgoingCallRefusedException(string host, Exception? innerException = null) : IOException(
    $"Calls from workflows to '{host}' are refused: it is not a public address. An administrator can allow it under Outgoing:AllowedHosts.", innerException)
{
    /// <summary>The host.</summary>
    public string Host { get; } = host;
}
