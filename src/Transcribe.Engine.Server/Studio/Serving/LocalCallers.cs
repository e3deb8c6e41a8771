using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// Who may call an API that does not ask callers who they are: programs on this machine, and pages that this server itself served. So the
/// server must listen on loopback only, no proxy may stand in between, and neither a foreign page (<c>Origin</c>) nor a name that an
/// attacker made point here (<c>Host</c>) is believed.
/// </summary>
internal sealed class LocalCallers(IServer server)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    private readonly Lazy<string?> _exposedAddress = new(() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !IsLoopbackAddress(address)));

    /// <summary>Why a request is refused; null: it may pass.</summary>
    public string? Refuse(HttpContext http) => http switch
    {
        _ when _exposedAddress.Value is { } address =>
            $"This API asks nobody for a password yet, so it is served only while the server listens on loopback. It listens on {address}: start it with --urls http://127.0.0.1:5080 to use the designer.",
        _ when http.Connection.RemoteIpAddress is { } caller && !IPAddress.IsLoopback(caller) => "This API is for callers on this machine.",
        _ when ProxyHeaders.FirstOrDefault(http.Request.Headers.ContainsKey) is { } header =>
            $"This API asks nobody for a password yet, so it does not answer through a proxy (the request has a {header} header). Call the server directly on this machine.",
        _ when !IsLoopbackName(http.Request.Host.Host) => $"This API is served under localhost and loopback addresses, not as '{http.Request.Host.Host}'.",
        _ when http.Request.Headers.Origin is [{ } origin, ..] && !IsOwn(origin, http.Request) => "This API does not answer pages of other sites.",
        _ => null,
    };

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopbackAddress(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe || IsLoopbackName(binding.Host);
    }

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Refuses whom <see cref="LocalCallers"/> refuses, with the reason.</summary>
internal sealed class LocalCallersFilter(LocalCallers callers) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        callers.Refuse(context.HttpContext) is { } reason
            ? Results.Problem(reason, statusCode: StatusCodes.Status403Forbidden, title: "Not served to this caller")
            : await next(context);
}

/// <summary>Protects other APIs in the same way.</summary>
public static class LocalCallersExtensions
{
    /// <summary>Answers only callers on this machine, until callers can sign in.</summary>
    public static TBuilder RequireLocalCallers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter<TBuilder, LocalCallersFilter>();
}
