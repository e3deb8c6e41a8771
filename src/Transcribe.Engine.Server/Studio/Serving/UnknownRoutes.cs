using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Answers what nothing of the API takes: another method of a known address is a 405 that names the methods, all else a 404.</summary>
internal static class UnknownRoutes
{
    public static IResult Answer(HttpContext http, EndpointDataSource endpoints)
    {
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null && Matches(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0)
            return Answers.Refused(StatusCodes.Status404NotFound, $"There is nothing at {http.Request.Path}. Is the address right?");

        http.Response.Headers.Allow = string.Join(", ", methods);
        return Answers.Refused(StatusCodes.Status405MethodNotAllowed, $"{http.Request.Method} cannot be used here; use {string.Join(" or ", methods)}.");
    }

    private static bool Matches(RouteEndpoint endpoint, PathString path) => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
