using System.Globalization;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Downloads a file; the status of the answer is an outcome. Where it may go and how large it may be, the host says (<see cref="OutgoingGuardOptions"/>).</summary>
[Activity("Elsa", "HTTP", "Downloads a file over HTTP.", DisplayName = "Download File", Kind = ActivityKind.Task)]
[FlowNode("Done", "Unmatched status code", "Failed to connect", "Timeout")]
[FailureOutcomes("Failed to connect", "Timeout")]
[Output(IsSerializable = false)]
public sealed class DownloadHttpFile([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity<HttpFile>(source, line)
{
    private const string DefaultName = "file.dat";

    /// <summary>Where from.</summary>
    [Input(DisplayName = "URL", Description = "The URL.", Order = 1)]
    public Input<Uri> Url { get; set; } = null!;

    /// <summary>The method; default GET.</summary>
    [Input(Description = "The method.", Options = new[] { "GET", "POST", "PUT" }, UIHint = InputUIHints.DropDown, DefaultValue = "GET", Order = 2)]
    public Input<string> Method { get; set; } = new("GET");

    /// <summary>The statuses that have an outcome of their own; default 200.</summary>
    [Input(DisplayName = "Expected Status Codes", Description = "The statuses that have an outcome of their own.", UIHint = InputUIHints.MultiText, DefaultValue = new[] { 200 }, Order = 3)]
    public Input<ICollection<int>> ExpectedStatusCodes { get; set; } = null!;

    /// <summary>The body of the request; sent only together with a content type.</summary>
    [Input(Name = "Content", DisplayName = "Request Content", Description = "The body of the request; sent only together with a content type.", Order = 4)]
    public Input<object?> RequestContent { get; set; } = new((object?)null);

    /// <summary>The type of the body.</summary>
    [Input(DisplayName = "Content Type", Description = "The type of the body.", Options = new[] { "", "application/json", "text/plain", "application/x-www-form-urlencoded" }, UIHint = InputUIHints.DropDown, Order = 5)]
    public Input<string?> RequestContentType { get; set; } = new((string?)null);

    /// <summary>The Authorization header; kept out of state and journal.</summary>
    [Input(Description = "The Authorization header.", CanContainSecrets = true, Category = "Security", Order = 6)]
    public Input<string?> Authorization { get; set; } = new((string?)null);

    /// <inheritdoc cref="SendHttpRequestBase.DisableAuthorizationHeaderValidation"/>
    [Input(DisplayName = "Disable Authorization Header Validation", Description = "Send the header whatever it looks like.", Category = "Security", Order = 7)]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = new(false);

    /// <summary>More headers; kept out of state and journal.</summary>
    [Input(DisplayName = "Request Headers", Description = "More headers.", CanContainSecrets = true, UIHint = InputUIHints.JsonEditor, Category = "Advanced", Order = 8)]
    public Input<IDictionary<string, object>?> RequestHeaders { get; set; } = new((IDictionary<string, object>?)null);

    /// <summary>The answer itself, for this burst.</summary>
    [Output(Description = "The answer itself.", IsSerializable = false)]
    public Output<HttpResponseMessage>? Response { get; set; }

    /// <summary>The status of the answer.</summary>
    [Output(DisplayName = "Status Code", Description = "The status of the answer.")]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The content as a stream, for this burst.</summary>
    [Output(DisplayName = "Response Content Stream", Description = "The content as a stream.", IsSerializable = false)]
    public Output<Stream>? ResponseContentStream { get; set; }

    /// <summary>The content as bytes; only for a variable that asks for it.</summary>
    [Output(DisplayName = "Response Content Bytes", Description = "The content as bytes.", IsSerializable = false)]
    public Output<byte[]>? ResponseContentBytes { get; set; }

    /// <summary>The headers of the answer.</summary>
    [Output(DisplayName = "Response Headers", Description = "The headers of the answer.")]
    public Output<IDictionary<string, object>>? ResponseHeaders { get; set; }

    /// <summary>The headers that describe the content.</summary>
    [Output(DisplayName = "Content Headers", Description = "The headers that describe the content.")]
    public Output<IDictionary<string, object>>? ResponseContentHeaders { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        try
        {
            var url = Url.Get(context);
            var authorization = context.Get(DisableAuthorizationHeaderValidation) ? context.Get(Authorization) : OutgoingCalls.Checked(context.Get(Authorization));
            var call = OutgoingCalls.Of(url, context.Get(Method), context.Get(RequestContent), context.Get(RequestContentType), authorization, context.Get(RequestHeaders), context);
            var answer = await context.GetRequiredService<OutgoingCaller>().CallAsync(call, context.CancellationToken);
            Keep(context, answer, url);
            await context.CompleteActivityWithOutcomesAsync(OutcomesOf(ExpectedStatusCodes is null ? [200] : context.Get(ExpectedStatusCodes) ?? [], answer.StatusCode));
        }
        catch (TimeoutException exception) when (!context.IsTriedAgainAfter(exception))
        {
            OutgoingCalls.Explain(context, exception);
            await context.CompleteActivityWithOutcomesAsync("Timeout");
        }
        catch (Exception exception) when (exception is HttpRequestException or OutgoingCallRefusedException && !context.IsTriedAgainAfter(exception))
        {
            OutgoingCalls.Explain(context, exception);
            await context.CompleteActivityWithOutcomesAsync("Failed to connect");
        }
    }

    /// <summary>The outcomes of an answer: its status or that it was not expected, and always Done; only Done when none is expected.</summary>
    internal static string[] OutcomesOf(ICollection<int> expected, int statusCode) => expected.Count == 0
        ? ["Done"]
        : [expected.Contains(statusCode) ? statusCode.ToString(CultureInfo.InvariantCulture) : "Unmatched status code", "Done"];

    private void Keep(ActivityExecutionContext context, OutgoingAnswer answer, Uri url)
    {
        context.JournalData["StatusCode"] = answer.StatusCode;
        context.JournalData["Bytes"] = answer.Content.Length;
        context.Set(Response, answer.ToMessage(), nameof(Response));
        context.Set(StatusCode, answer.StatusCode, nameof(StatusCode));
        context.Set(ResponseContentStream, new MemoryStream(answer.Content, writable: false), nameof(ResponseContentStream));
        if (ResponseContentBytes is not null)
            context.Set(ResponseContentBytes, answer.Content, nameof(ResponseContentBytes));

        context.Set(ResponseHeaders, answer.Headers, nameof(ResponseHeaders));
        context.Set(ResponseContentHeaders, answer.Headers.Where(header => answer.ContentHeaders.Contains(header.Key)).ToDictionary(), nameof(ResponseContentHeaders));
        var tag = answer.Headers.TryGetValue("ETag", out var value) ? value as string : null;
        context.Set(Result, new HttpFile(answer.Content, answer.Filename ?? NameOf(url), answer.ContentType, tag), nameof(Result));
    }

    private static string NameOf(Uri url) => Uri.UnescapeDataString(url.Segments[^1].TrimEnd('/')) is { Length: > 0 } name ? name : DefaultName;
}
