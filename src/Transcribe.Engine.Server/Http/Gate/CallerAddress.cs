using System.Net;

namespace Transcribe.Engine.Server.Http;

/// <summary>Which addresses may call.</summary>
internal static class CallerAddress
{
    /// <summary>Whether an address is on a list; an empty list has all of them, and an unknown address is on no other.</summary>
    public static bool IsAllowed(IPAddress? address, IReadOnlyList<string> allowed)
    {
        if (allowed.Count == 0)
            return true;

        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && allowed.Any(text => TryParse(text)?.Contains(plain) == true);
    }

    /// <summary>A network, or one address as a network of its own; null: it is none.</summary>
    public static IPNetwork? TryParse(string text)
    {
        if (IPNetwork.TryParse(text.Trim(), out var network))
            return network;

        return IPAddress.TryParse(text.Trim(), out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
