namespace Transcribe.Client;

/// <summary>400, 422: the request is wrong. Repeating it changes nothing.</summary>
public sealed class TranscribeValidationException(string message, ApiFault fault) : TranscribeApiException(message, fault);

/// <summary>401, 403: the key is missing, wrong, revoked, or may not do this. The message names the client, never the key.</summary>
public sealed class TranscribeAuthenticationException(string message, ApiFault fault) : TranscribeApiException(message, fault);

/// <summary>402: no money, the key's cap is reached, or the job costs more than the caller allowed. A business outcome, not a crash.</summary>
public sealed class TranscribePaymentException(string message, ApiFault fault) : TranscribeApiException(message, fault)
{
    /// <summary>What the job would have cost, in US dollars; null when the API did not say.</summary>
    public decimal? ChargeUsd => Fault.ChargeUsd;

    /// <summary>The ceiling that the caller gave, in US dollars; null when the API did not say.</summary>
    public decimal? MaxChargeUsd => Fault.MaxChargeUsd;
}

/// <summary>404, 410: there is no such thing, or not for this key.</summary>
public sealed class TranscribeNotFoundException(string message, ApiFault fault) : TranscribeApiException(message, fault);

/// <summary>
/// 409: the thing is in another state. <see cref="TranscribeApiException.Reason"/> says which; transient when waiting helps
/// (<c>transcription_processing</c>, or the same key still in flight).
/// </summary>
public sealed class TranscribeConflictException(string message, ApiFault fault) : TranscribeApiException(message, fault);

/// <summary>429: too many requests, a full queue, or a used-up daily allowance (which is not transient). The job itself is not affected.</summary>
public sealed class TranscribeRateLimitException(string message, ApiFault fault) : TranscribeApiException(message, fault);
