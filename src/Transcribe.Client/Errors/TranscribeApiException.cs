using System.Net;

namespace Transcribe.Client;

/// <summary>The API answered with an error.</summary>
public class TranscribeApiException : TranscribeException
{
    /// <summary>An error as the API described it.</summary>
    public TranscribeApiException(string message, ApiFault fault, Exception? innerException = null)
        : base(message, innerException)
    {
        Fault = fault;
        IsTransient = fault.IsTransient;
        RetryAfter = fault.RetryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => Fault.StatusCode;

    /// <summary>The API's code, such as <c>invalid_request</c>; null when the answer held none (a proxy's page, for instance).</summary>
    public string? Code => Fault.Code;

    /// <summary>The API's finer reason, such as <c>transcription_processing</c>.</summary>
    public string? Reason => Fault.Reason;

    /// <summary>Names the request in the vendor's logs: quote it when asking for support.</summary>
    public string? RequestId => Fault.RequestId;

    /// <summary>Faults by field, where the API lists them.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => Fault.Errors;

    /// <summary>Everything the answer said.</summary>
    public ApiFault Fault { get; }
}
