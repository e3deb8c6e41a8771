using System.Net;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Answers the request that started or resumed this burst.</summary>
[Activity("Elsa", "HTTP", "Answers the HTTP request.", DisplayName = "HTTP Response")]
public sealed class WriteHttpResponse([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line)
{
    /// <summary>The status; default 200.</summary>
    [Input(DisplayName = "Status Code", Description = "The status.", DefaultValue = HttpStatusCode.OK, Order = 1)]
    public Input<HttpStatusCode> StatusCode { get; set; } = new(HttpStatusCode.OK);

    /// <summary>The content: text, bytes, or anything as JSON.</summary>
    [Input(Description = "The content: text, bytes, or anything as JSON.", Order = 2)]
    public Input<object?> Content { get; set; } = new((object?)null);

    /// <summary>The type of the content; default by its kind.</summary>
    [Input(
        DisplayName = "Content Type", Description = "The type of the content; by its kind when empty.", UIHint = InputUIHints.DropDown, Order = 3,
        Options = new[] { "", "application/json", "application/problem+json", "text/plain", "text/html", "application/xml", "application/octet-stream" })]
    public Input<string?> ContentType { get; set; } = new((string?)null);

    /// <summary>More headers. Those of a connection, and a length, are left out: the server writes its own.</summary>
    [Input(DisplayName = "Response Headers", Description = "More headers.", UIHint = InputUIHints.JsonEditor, Order = 4)]
    public Input<IDictionary<string, object>?> ResponseHeaders { get; set; } = new((IDictionary<string, object>?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (HttpExchange.OfAnswer(context) is not { } exchange)
            return;

        var (bytes, contentType) = HttpContents.Of(context.Get(Content), context.Get(ContentType), context.GetServices<IHttpContentFactory>());
        var status = (int)context.Get(StatusCode);
        Sendable.CheckStatus(status);
        Sendable.CheckHeader("Content-Type", contentType);
        var content = Sendable.HasBody(status) ? bytes : null;
        var headers = HeadersOf(context.Get(ResponseHeaders));
        if (Sendable.TakeOutOfConnection(headers, content?.Length ?? 0) is { Count: > 0 } leftOut)
            context.JournalData["HeadersLeftOut"] = string.Join(", ", leftOut);
        exchange.Response = new PreparedResponse(status, contentType, content, headers);
        context.JournalData["StatusCode"] = status;
    }

    private static Dictionary<string, string[]> HeadersOf(IDictionary<string, object>? headers)
    {
        var sent = (headers ?? new Dictionary<string, object>()).ToDictionary(
            header => header.Key,
            header => header.Value is IEnumerable<object> several ? [.. several.Select(value => value.ToString()!)] : new[] { header.Value?.ToString() ?? string.Empty },
            StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in sent.SelectMany(header => header.Value.Select(value => (header.Key, value))))
            Sendable.CheckHeader(name, value);

        return sent;
    }
}
