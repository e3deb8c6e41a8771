using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Transcribe.Engine.Server.Http;

/// <summary>Answers that say what is wrong, as RFC 9457 has it; never where in the code.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext http, int status, string title, string detail, string? instanceId = null)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        if (instanceId is not null)
            problem.Extensions["instanceId"] = instanceId;

        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", http.RequestAborted);
    }

    /// <summary>A body that is not JSON; upstream's members beside the standard ones.</summary>
    public static Task WriteMalformedAsync(HttpContext http, JsonException exception)
    {
        var line = (exception.LineNumber ?? 0) + 1;
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "The body is not valid JSON.",
            Detail = $"Line {line}, column {(exception.BytePositionInLine ?? 0) + 1}.",
            Extensions = { ["message"] = "The body is not valid JSON.", ["path"] = exception.Path, ["lineNumber"] = exception.LineNumber },
        };
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", http.RequestAborted);
    }
}
