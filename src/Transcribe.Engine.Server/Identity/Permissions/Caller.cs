using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Who does something, from where, and what they may.</summary>
/// <param name="Name">The user's or key's name; null: nobody has signed in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">The network address.</param>
/// <param name="Grants">What the caller may.</param>
internal sealed record Caller(string? Name, string? Kind, string? Address, Grants Grants)
{
    /// <summary>The operator at the machine, or the server by itself.</summary>
    public static readonly Caller Host = new("host", "host", null, new Grants([], [Permission.All]));

    public static Caller Of(HttpContext http) => new(
        http.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null,
        http.User.FindFirst(CallerClaims.Kind)?.Value,
        http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : http.Connection.RemoteIpAddress?.ToString(),
        new Grants(
            [.. http.User.FindAll(ClaimTypes.Role).Select(claim => claim.Value)],
            [.. http.User.FindAll(CallerClaims.Permissions).Select(claim => claim.Value)]));
}
