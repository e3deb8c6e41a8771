using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Faults;

/// <summary>Does to a request what was ordered.</summary>
internal sealed class FaultInjection(RequestDelegate next, SandboxFaults faults, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var fault = http.Request.Path.StartsWithSegments("/sandbox") ? null : faults.Take(http.Request.Method, http.Request.Path);
        if (fault is null)
        {
            await next(http);
            return;
        }

        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, clock, http.RequestAborted);
        if (fault is { Reset: false, Status: null })
        {
            await next(http);
            return;
        }

        if (fault.AfterHandling)
            await HandleUnseenAsync(http);
        if (fault.Reset)
            http.Abort();
        else
            throw Error(fault);
    }

    /// <summary>Carries the request out, and loses its answer.</summary>
    private async Task HandleUnseenAsync(HttpContext http)
    {
        var real = http.Response.Body;
        using var lost = new MemoryStream();
        http.Response.Body = lost;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = real;
            http.Response.Clear();
        }
    }

    private static ApiException Error(SandboxFault fault)
    {
        var status = fault.Status!.Value;
        var code = fault.Code ?? status switch
        {
            StatusCodes.Status401Unauthorized => "invalid_api_key",
            StatusCodes.Status402PaymentRequired => "insufficient_funds",
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status409Conflict => "not_ready",
            StatusCodes.Status429TooManyRequests => "rate_limited",
            >= 500 => "internal_error",
            _ => "invalid_request",
        };
        return new ApiException(status, code, "A fault that was ordered from the sandbox.")
        {
            RetryAfter = fault.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }
}
