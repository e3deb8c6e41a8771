using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Transcribe.Engine.Server.Http;
using IPNetwork = System.Net.IPNetwork;

namespace Transcribe.Engine.Server.Proxies;

/// <summary>
/// Which proxies stand before the server. Only they are believed when they say for whom they ask (<c>X-Forwarded-For</c>,
/// <c>X-Forwarded-Proto</c>): anybody can send such a header, and would otherwise choose the address by which lists, limits and the audit
/// log know them.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Reads addresses and networks, separated by <c>;</c>, such as <c>10.0.0.5; 10.1.0.0/16; fd00::/8</c>.</summary>
    /// <exception cref="FormatException">One is neither, or covers every address; the message names it.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string? text) =>
        [.. (text ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];

    /// <summary>
    /// Takes the caller's address from the headers of proxies. Several may stand in a row; the address is the last one that none of them has.
    /// Without any nothing changes. It comes before whatever looks at addresses.
    /// </summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0)
            return app;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // By default whoever asks from this machine is believed, too.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);

        return app.UseForwardedHeaders(options);
    }

    private static IPNetwork ParseOne(string text)
    {
        var network = CallerAddress.TryParse(text) ?? throw new FormatException($"'{text}' is neither an address nor a network, such as 10.0.0.5 or 10.1.0.0/16.");
        return network.PrefixLength > 0 ? network : throw new FormatException($"'{text}' is every address: anybody could say to be anybody.");
    }
}
