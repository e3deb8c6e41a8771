using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Lets requests in, or answers why not: by address, by rate, by who calls, in this order, before anything of a body is read.</summary>
internal sealed class EndpointGate(EndpointAuthenticator authenticator, IHttpEndpointAuthorizationHandler authorization, RequestRates rates, EndpointCors cors)
{
    /// <summary>Whether the request may go on; false: it is answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext http, HttpEndpointStimulus? endpoint)
    {
        if (endpoint?.Rules is { } rules)
        {
            cors.Apply(http, rules, http.Request.Method);
            if (!await MayCallAsync(http, endpoint, rules))
                return false;
        }

        if (endpoint?.Authorize != true || await authorization.AuthorizeAsync(new AuthorizeHttpEndpointContext(http, endpoint.Policy)))
            return true;

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return false;
    }

    /// <summary>Whether the body is signed as the endpoint asks; false: the request is answered.</summary>
    public async Task<bool> AdmitBodyAsync(HttpContext http, EndpointRules rules)
    {
        if (await authenticator.IsSignedAsync(http.Request, http.Request.Body, rules, http.RequestAborted))
            return true;

        await RefuseAsync(http, rules);
        return false;
    }

    private async Task<bool> MayCallAsync(HttpContext http, HttpEndpointStimulus endpoint, EndpointRules rules)
    {
        if (!CallerAddress.IsAllowed(http.Connection.RemoteIpAddress, rules.AllowedAddresses))
        {
            await Problems.WriteAsync(http, StatusCodes.Status403Forbidden, "Not from here.", "This endpoint does not take requests from your address.");
            return false;
        }

        if (rules.RequestsPerMinute is { } perMinute && rates.Take($"{endpoint.Method} {endpoint.Path}", perMinute) is { } pause)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Problems.WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests.", $"This endpoint takes {perMinute} requests a minute.");
            return false;
        }

        if (await authenticator.IsKnownAsync(http.Request, rules, http.RequestAborted))
            return true;

        await RefuseAsync(http, rules);
        return false;
    }

    private static Task RefuseAsync(HttpContext http, EndpointRules rules)
    {
        if (EndpointAuthenticator.ChallengeOf(rules) is { } challenge)
            http.Response.Headers.WWWAuthenticate = challenge;

        return Problems.WriteAsync(http, StatusCodes.Status401Unauthorized, "Not let in.", "The request does not show that it comes from whom this endpoint expects.");
    }
}
