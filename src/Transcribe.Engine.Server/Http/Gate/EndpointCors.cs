using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Transcribe.Engine.Server.Http;

/// <summary>Lets scripts of other origins call an endpoint, and read its answers, where its rules say so.</summary>
internal sealed class EndpointCors(ICorsService cors)
{
    /// <summary>All origins.</summary>
    public const string Any = "*";

    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    /// <summary>The method that a preflight asks for; null: the request is none.</summary>
    public static string? PreflightMethod(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 ? request.Headers[HeaderNames.AccessControlRequestMethod].FirstOrDefault() : null;

    /// <summary>Writes what the browser is to know into the headers of the answer.</summary>
    public void Apply(HttpContext http, EndpointRules? rules, string method)
    {
        if (rules is not { AllowedOrigins.Count: > 0 } || http.Request.Headers.Origin.Count == 0)
            return;

        var policy = new CorsPolicyBuilder([.. rules.AllowedOrigins.Select(origin => origin.TrimEnd('/'))])
            .WithMethods(method.ToUpperInvariant()).AllowAnyHeader().SetPreflightMaxAge(PreflightAge).Build();
        cors.ApplyResult(cors.EvaluatePolicy(http, policy), http.Response);
    }
}
