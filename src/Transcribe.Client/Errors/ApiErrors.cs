namespace Transcribe.Client.Errors;

/// <summary>Turns an error answer into the exception that says what to do.</summary>
internal static class ApiErrors
{
    public static async Task<TranscribeApiException> ReadAsync(
        HttpResponseMessage response, string clientName, DateTimeOffset now, CancellationToken cancellationToken) =>
        Create(await ApiErrorReader.ReadAsync(response, now, cancellationToken), clientName);

    public static TranscribeApiException Create(ApiFault fault, string clientName)
    {
        var message = $"{Advice(fault, clientName)} The API said: {fault.Message}{Reference(fault)}";

        return (int)fault.StatusCode switch
        {
            400 or 422 => new TranscribeValidationException(message, fault),
            401 or 403 => new TranscribeAuthenticationException(message, fault),
            402 => new TranscribePaymentException(message, fault),
            404 or 410 => new TranscribeNotFoundException(message, fault),
            409 => new TranscribeConflictException(message, fault),
            429 => new TranscribeRateLimitException(message, fault),
            _ => new TranscribeApiException(message, fault),
        };
    }

    private static string Advice(ApiFault fault, string clientName) => ((int)fault.StatusCode, fault.Code) switch
    {
        (_, "scope_forbidden") => $"The API key of the client '{clientName}' may not do this; give the key the scope, or use another key.",
        (401 or 403, _) => $"The API key of the client '{clientName}' was refused; check that it is complete and not revoked.",
        (_, "max_charge_exceeded") => "The job costs more than the request allows; raise the ceiling (max_charge_usd) or leave the job.",
        (_, "spend_cap_exceeded") => $"The API key of the client '{clientName}' reached its spend cap; raise the cap or use another key.",
        (402, _) => "The wallet does not cover the job; top it up.",
        (400 or 422, _) => "The request is not valid; correct it before sending it again.",
        (404 or 410, _) => "Not found; check the id, and that this key's account owns it.",
        (409, "not_ready") => $"Not ready{(fault.Reason is { } reason ? $" ({reason})" : "")}; wait for the transcription before reading it.",
        (409, _) => "The API refused because of the present state.",
        (429, "qna_quota_exceeded") => "The daily allowance of questions is used up; ask again tomorrow.",
        (429, "queue_full") => "The queue is full; submit again when jobs have finished.",
        (429, _) => $"Too many requests{After(fault)}.",
        (408, _) or ( >= 500, _) => $"The API had a problem of its own ({(int)fault.StatusCode}); try again later.",
        _ => $"The API answered {(int)fault.StatusCode}.",
    };

    private static string After(ApiFault fault) => fault.RetryAfter is { } wait ? $"; wait {wait.TotalSeconds:0.#} s" : "";

    private static string Reference(ApiFault fault)
    {
        var code = fault.Code is null ? ((int)fault.StatusCode).ToString() : $"{(int)fault.StatusCode} {fault.Code}";
        return fault.RequestId is null ? $" [{code}]" : $" [{code}, request {fault.RequestId}]";
    }
}
