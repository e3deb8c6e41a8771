using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// The request that a burst answers, and the answer that the burst prepares. The answer is sent after the burst is committed, so
/// that nothing is acknowledged that a crash could still lose; and only the burst that it belongs to can answer it.
/// </summary>
public sealed class HttpExchange(HttpContext httpContext, ReceivedRequest request, IReadOnlyList<IFormFile>? files = null)
{
    /// <summary>The request's context.</summary>
    public HttpContext HttpContext { get; } = httpContext;

    /// <summary>What the run is told of the request.</summary>
    public ReceivedRequest Request { get; } = request;

    /// <summary>The files of a form.</summary>
    public IReadOnlyList<IFormFile> Files { get; } = files ?? [];

    /// <summary>Whether everything that the run needs of the request can be kept in the database: bytes cannot.</summary>
    internal bool CanBeKept => Files.Count == 0 && Request.Body is not HttpFile && Rejection is null;

    /// <summary>Why the endpoint does not take the request, when that is an outcome of it; null: it does.</summary>
    public HttpRejection? Rejection { get; init; }

    private const string AnsweredOtherwiseKey = "HttpAnsweredOtherwise";

    // Properties of runs whose caller does not wait for them: it is answered when its burst ends, by another part, or was answered long ago.
    private static readonly string[] WithoutCaller = [AnsweredOtherwiseKey, RunProperties.ReplayOf, RunProperties.Test];

    /// <summary>Whether the endpoint does not leave the answer to the first burst.</summary>
    internal bool IsAnsweredOtherwise { get; init; }

    /// <summary>Properties of a run whose caller is answered before it begins: they outlive its waits.</summary>
    internal static IDictionary<string, object> AnsweredOtherwise => new Dictionary<string, object>(StringComparer.Ordinal) { [AnsweredOtherwiseKey] = true };

    /// <summary>The prepared answer; null: none yet.</summary>
    public PreparedResponse? Response { get; set; }

    /// <summary>The exchange that a burst may answer; null: there is none.</summary>
    public static HttpExchange? Of(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.TransientProperties.TryGetValue(typeof(HttpExchange), out var exchange) ? (HttpExchange)exchange : null;

    /// <summary>How many incidents the run had before this burst: they are not this caller's.</summary>
    internal int EarlierIncidents { get; private set; }

    /// <summary>Makes the exchange the one that the burst answers.</summary>
    public void Attach(WorkflowExecutionContext context)
    {
        EarlierIncidents = context.Incidents.Count;
        context.TransientProperties[typeof(HttpExchange)] = this;

        // Whoever called has an answer when this burst ends. A later one that comes to the workflow's own answer must not fail for want of a caller.
        context.Properties[AnsweredOtherwiseKey] = true;
    }

    /// <summary>The exchange that an activity is to answer; null: the caller is gone since a restart, which the journal says.</summary>
    /// <exception cref="FaultException">The burst does not belong to a request.</exception>
    /// <exception cref="InvalidOperationException">It is answered already.</exception>
    internal static HttpExchange? OfAnswer(ActivityExecutionContext context)
    {
        if ((Of(context) ?? context.GetService<WaitingCallers>()?.Find(context.WorkflowExecutionContext.Id)) is not { } exchange)
        {
            var run = context.WorkflowExecutionContext;
            if (!run.IsRecovering && !run.WasRetried && !WithoutCaller.Any(run.Properties.ContainsKey))
                throw Missing(context);

            context.AddExecutionLogEntry("Caller gone", "Nobody waits for this answer: the caller was answered already, or did not wait.");
            return null;
        }

        return exchange.Response is null ? exchange : throw new InvalidOperationException("StatusCode cannot be set because the response has already started.");
    }

    internal static FaultException Missing(ActivityExecutionContext context) => new(
        "NoHttpContext", "HTTP", "System",
        $"'{context.Activity.Name ?? context.Activity.Id}' has no request to answer: this part of the workflow was not started by one.");
}

/// <summary>An answer that waits for its burst to be committed.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="ContentType">The type of the content; null: none.</param>
/// <param name="Content">The content; null: none.</param>
/// <param name="Headers">More headers.</param>
public sealed record PreparedResponse(int StatusCode, string? ContentType, ReadOnlyMemory<byte>? Content, IReadOnlyDictionary<string, string[]> Headers)
{
    /// <summary>A file to send instead of the content.</summary>
    public PreparedFile? File { get; init; }
}

/// <summary>A file that waits to be sent.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Their type.</param>
/// <param name="Filename">The name under which it is saved; null: it is shown.</param>
/// <param name="EntityTag">What tells it from others; null: nothing.</param>
/// <param name="AllowsRanges">Whether the caller may ask for a part of it.</param>
public sealed record PreparedFile(ReadOnlyMemory<byte> Content, string ContentType, string? Filename, string? EntityTag, bool AllowsRanges);
