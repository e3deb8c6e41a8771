using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Http;

/// <summary>Refuses requests to workflows while the server, or the workflow, is paused.</summary>
internal static class PausedRequests
{
    private const string RetryAfter = "60";

    /// <summary>Refuses what comes below a path, as upstream does.</summary>
    public static void UsePause(this IApplicationBuilder app, PathString path)
    {
        var control = app.ApplicationServices.GetRequiredService<IRuntimeControl>();
        app.Use(next => http => control.Pause is not null && http.Request.Path.StartsWithSegments(path)
            ? RefuseAsync(http, "The server is paused.", "Nothing was started; try again in a minute.")
            : next(http));
    }

    /// <summary>Answers that nothing was started, and why.</summary>
    public static Task RefuseAsync(HttpContext http, string title, string why)
    {
        http.Response.Headers.RetryAfter = RetryAfter;
        return Problems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, title, why);
    }
}
