using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Transcribe.Sandbox.Http;

/// <summary>Turns everything that goes wrong into the API's envelope: never an empty body, never a stack trace.</summary>
internal sealed class ErrorEnvelope(RequestDelegate next, ILogger<ErrorEnvelope> logger)
{
    private const string DocUrl = "https://transcribe.so/developers/docs";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentLength is null)
                await WriteAsync(http, FromStatus(http));
        }
        catch (ApiException e)
        {
            await WriteAsync(http, e);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(http, new ApiException(e.StatusCode, "invalid_request", "The request could not be read."));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception e)
        {
            Log.RequestFailed(logger, http.TraceIdentifier, e);
            await WriteAsync(http, ApiErrors.Internal());
        }
    }

    /// <summary>The envelope as an answer, with <c>Retry-After</c> set on the response.</summary>
    public static Answer ToAnswer(HttpContext http, ApiException error)
    {
        if (error.RetryAfter is { } pause)
            http.Response.Headers.RetryAfter = Math.Max(0, (long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        var body = new Dictionary<string, object?>
        {
            ["code"] = error.Code,
            ["message"] = error.Message,
            ["request_id"] = http.TraceIdentifier,
            ["doc_url"] = DocUrl,
        };
        foreach (var (name, value) in error.Details)
            body[name] = value;

        return Answer.Json(new { Error = body }, error.Status);
    }

    private static async Task WriteAsync(HttpContext http, ApiException error)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await ToAnswer(http, error).ExecuteAsync(http);
    }

    private static ApiException FromStatus(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiErrors.NotFound($"{http.Request.Method} {http.Request.Path}"),
        StatusCodes.Status405MethodNotAllowed =>
            new ApiException(405, "invalid_request", $"{http.Request.Path} does not take {http.Request.Method}."),
        var status => new ApiException(status, status >= 500 ? "internal_error" : "invalid_request", ReasonPhrases.GetReasonPhrase(status)),
    };
}
