using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>What the two activities that call other systems have in common.</summary>
public abstract class SendHttpRequestBase : Activity
{
    // By this header (draft-ietf-httpapi-idempotency-key-header) the other side recognises what a crash made the engine repeat.
    private const string KeyHeader = "Idempotency-Key";

    private static readonly HttpMethod[] Harmless = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options];

    private protected SendHttpRequestBase(string? source, int? line)
        : base(source, line)
    {
    }

    /// <summary>Where to.</summary>
    [Input(Description = "The URL.", Order = 1)]
    public Input<Uri> Url { get; set; } = null!;

    /// <summary>The method; default GET.</summary>
    [Input(Description = "The method.", Options = new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD" }, UIHint = InputUIHints.DropDown, DefaultValue = "GET", Order = 2)]
    public Input<string> Method { get; set; } = new("GET");

    /// <summary>The body; sent only together with a content type.</summary>
    [Input(Description = "The body; sent only together with a content type.", Order = 3)]
    public Input<object?> Content { get; set; } = new((object?)null);

    /// <summary>The type of the body.</summary>
    [Input(DisplayName = "Content Type", Description = "The type of the body.", Options = new[] { "", "application/json", "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded" }, UIHint = InputUIHints.DropDown, Order = 4)]
    public Input<string?> ContentType { get; set; } = new((string?)null);

    /// <summary>The Authorization header; kept out of state and journal.</summary>
    [Input(Description = "The Authorization header.", CanContainSecrets = true, Category = "Security", Order = 5)]
    public Input<string?> Authorization { get; set; } = new((string?)null);

    /// <summary>More headers; kept out of state and journal.</summary>
    [Input(DisplayName = "Request Headers", Description = "More headers.", CanContainSecrets = true, UIHint = InputUIHints.JsonEditor, Category = "Advanced", Order = 6)]
    public Input<IDictionary<string, object>?> RequestHeaders { get; set; } = new((IDictionary<string, object>?)null);

    /// <summary>The status of the answer.</summary>
    [Output(DisplayName = "Status Code", Description = "The status of the answer.")]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The body of the answer: an object for JSON, else text.</summary>
    [Output(DisplayName = "Parsed Content", Description = "The body of the answer: an object for JSON, else text.")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>The headers of the answer.</summary>
    [Output(DisplayName = "Response Headers", Description = "The headers of the answer.")]
    public Output<IDictionary<string, object>>? ResponseHeaders { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        try
        {
            var answer = await context.GetRequiredService<OutgoingCaller>().CallAsync(CallOf(context), context.CancellationToken);
            context.JournalData["StatusCode"] = answer.StatusCode;
            context.Set(StatusCode, answer.StatusCode, nameof(StatusCode));
            context.Set(ResponseHeaders, answer.Headers, nameof(ResponseHeaders));
            context.Set(ParsedContent, HttpContents.Parse(answer.Content, answer.ContentType), nameof(ParsedContent));
            await OnAnsweredAsync(context, answer.StatusCode);
        }
        catch (TimeoutException exception)
        {
            context.AddExecutionLogEntry("Error", exception.Message);
            await OnTimedOutAsync(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or OutgoingCallRefusedException)
        {
            context.AddExecutionLogEntry("Error", exception.Message);
            await OnConnectionFailedAsync(context);
        }
    }

    /// <summary>An answer came.</summary>
    private protected abstract ValueTask OnAnsweredAsync(ActivityExecutionContext context, int statusCode);

    /// <summary>No connection, or none allowed.</summary>
    private protected abstract ValueTask OnConnectionFailedAsync(ActivityExecutionContext context);

    /// <summary>No answer in time.</summary>
    private protected abstract ValueTask OnTimedOutAsync(ActivityExecutionContext context);

    private OutgoingCall CallOf(ActivityExecutionContext context)
    {
        var url = Url.Get(context);
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new InvalidOperationException($"'{url}' is not an absolute http or https URL.");

        var headers = (context.Get(RequestHeaders) ?? new Dictionary<string, object>())
            .ToDictionary(header => header.Key, header => ValueConverter.To<string>(header.Value) ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        if (context.Get(Authorization) is { Length: > 0 } authorization)
            headers["Authorization"] = authorization;

        var method = new HttpMethod((context.Get(Method) ?? "GET").ToUpperInvariant());
        if (!Harmless.Contains(method))
            headers.TryAdd(KeyHeader, context.Id);

        var contentType = context.Get(ContentType);
        var (bytes, _) = HttpContents.Of(context.Get(Content), contentType);
        return new OutgoingCall(method, url, string.IsNullOrEmpty(contentType) ? null : bytes, contentType, headers);
    }
}
