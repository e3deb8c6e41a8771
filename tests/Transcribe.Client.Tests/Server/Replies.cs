using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Client.Tests.Server;

public delegate Task Reply(HttpContext context, RecordedRequest request);

/// <summary>What a scripted server can say.</summary>
public static class Replies
{
    public const string RequestId = "req_1";

    public static Reply Ok(object body, params (string Name, string Value)[] headers) => Json(200, body, headers);

    public static Reply Json(int status, object body, params (string Name, string Value)[] headers) =>
        Raw(status, "application/json", JsonSerializer.Serialize(body), headers);

    public static Reply Raw(int status, string contentType, string body, params (string Name, string Value)[] headers) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers["X-Request-Id"] = RequestId;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;

        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static Reply Status(int status, params (string Name, string Value)[] headers) => (context, _) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;

        return Task.CompletedTask;
    };

    public static Reply Error(int status, string code, string message = "no", params (string Name, string Value)[] headers) =>
        Json(status, new { error = new { code, message, request_id = RequestId } }, headers);

    public static Reply Conflict(string reason) => Json(409, new { error = new { code = "not_ready", message = "no", reason } });

    public static Reply RetryAfter(int status, string code, string value) => Error(status, code, "later", ("Retry-After", value));

    public static Reply RetryAfterHeader(int status, string value) => Status(status, ("Retry-After", value));

    /// <summary>Cuts the connection without an answer.</summary>
    public static Reply Reset => (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Begins an answer and cuts the connection in its middle.</summary>
    public static Reply ResetInBody => async (context, _) =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"email\":", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    };

    /// <summary>Says nothing until the caller goes away.</summary>
    public static Reply Never => async (context, _) =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    /// <summary>A row of a job.</summary>
    public static object Row(string id, string status) => new { id, status, progress = 40 };
}
