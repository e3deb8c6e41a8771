using System.Net;
using System.Net.Sockets;

namespace Transcribe.Sandbox.Media;

/// <summary>Addresses that nobody outside of this machine or its network can reach.</summary>
internal static class PrivateAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <exception cref="HttpRequestException">The host name is unknown.</exception>
    public static async Task<bool> LeadsThereAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken)).Any(IsPrivate);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, e.Message, e);
        }
    }

    private static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || Networks.Any(network => network.Contains(plain));
    }
}
