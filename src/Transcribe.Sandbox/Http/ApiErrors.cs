namespace Transcribe.Sandbox.Http;

/// <summary>The API's refusals, one place for code and wording.</summary>
internal static class ApiErrors
{
    public static ApiException Invalid(string message, string? reason = null) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", message) { Details = Reason(reason) };

    public static ApiException Unauthenticated() =>
        new(StatusCodes.Status401Unauthorized, "unauthenticated", "Send the API key as 'Authorization: Bearer tsk_live_…'.");

    public static ApiException InvalidKey() =>
        new(StatusCodes.Status401Unauthorized, "invalid_api_key", "This API key is unknown or revoked.");

    public static ApiException ScopeForbidden(string scope) =>
        new(StatusCodes.Status403Forbidden, "scope_forbidden", $"This API key lacks the scope '{scope}'.");

    public static ApiException NotFound(string what) =>
        new(StatusCodes.Status404NotFound, "not_found", $"{what} does not exist.");

    public static ApiException NotReady(string message, string reason, TimeSpan? retryAfter = null) =>
        new(StatusCodes.Status409Conflict, "not_ready", message) { Details = Reason(reason), RetryAfter = retryAfter };

    public static ApiException QueueFull(string message) =>
        new(StatusCodes.Status429TooManyRequests, "queue_full", message);

    public static ApiException RateLimited(int limit, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "rate_limited", $"This key may send {limit} requests a minute.") { RetryAfter = retryAfter };

    public static ApiException ProbeUnavailable(string message) =>
        new(StatusCodes.Status503ServiceUnavailable, "probe_unavailable", message);

    public static ApiException Internal() =>
        new(StatusCodes.Status500InternalServerError, "internal_error", "The sandbox made a mistake; its log has the request id.");

    public static ApiException Payment(string code, string message, params (string Name, decimal Usd)[] amounts) =>
        new(StatusCodes.Status402PaymentRequired, code, message)
        {
            Details = amounts.ToDictionary(amount => amount.Name, amount => (object?)amount.Usd),
        };

    private static Dictionary<string, object?> Reason(string? reason) => reason is null ? [] : new() { ["reason"] = reason };
}
