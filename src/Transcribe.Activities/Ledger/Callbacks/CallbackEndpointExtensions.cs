using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>Maps the address that the vendor's callbacks come to.</summary>
public static class CallbackEndpointExtensions
{
    /// <summary>
    /// Takes signed callbacks: 202 once stored, 400 for what cannot be read, 401 for a signature that is not right, 413 for what is too large. Anonymous: the
    /// signature is the authentication.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">A route with <c>{jobKey}</c>; another one than the default must also be set in <see cref="CallbackOptions.Pattern"/>.</param>
    public static IEndpointConventionBuilder MapTranscribeCallbacks(this IEndpointRouteBuilder endpoints, string pattern = CallbackOptions.DefaultPattern) =>
        endpoints.MapPost(pattern, (string jobKey, HttpRequest request, CallbackEndpoint endpoint, CancellationToken cancellationToken) =>
            endpoint.ReceiveAsync(jobKey, request, cancellationToken)).AllowAnonymous();
}
