using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Starts a workflow, or resumes one, when a request arrives.</summary>
[Activity("Elsa", "HTTP", "Waits for an HTTP request.", DisplayName = "HTTP Endpoint")]
[Output(IsSerializable = false)]
public sealed class HttpEndpoint([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger<HttpRequest>(source, line)
{
    /// <summary>The path below the base path, with parameters such as <c>{id}</c>.</summary>
    [Input(Description = "The path, with parameters such as {id}.", Order = 1)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>The methods; default GET.</summary>
    [Input(
        DisplayName = "Methods", Description = "The methods.", Options = new[] { "GET", "POST", "PUT", "HEAD", "DELETE" }, UIHint = InputUIHints.CheckList,
        DefaultValue = new[] { "GET" }, Order = 2)]
    public Input<ICollection<string>> SupportedMethods { get; set; } = null!;

    /// <summary>Whether only signed-in callers are let in; default false.</summary>
    [Input(Description = "Let only signed-in callers in.", Category = "Security", Order = 3)]
    public Input<bool> Authorize { get; set; } = new(false);

    /// <summary>The policy that callers must meet.</summary>
    [Input(Description = "The policy that callers must meet.", Category = "Security", Order = 4)]
    public Input<string?> Policy { get; set; } = new((string?)null);

    /// <summary>How long the burst may take; default no limit.</summary>
    [Input(DisplayName = "Request Timeout", Description = "How long the workflow may take to its next wait.", Order = 5)]
    public Input<TimeSpan?> RequestTimeout { get; set; } = null!;

    /// <summary>How many bytes a body may have; default: the server's limit.</summary>
    [Input(DisplayName = "Request Size Limit", Description = "How many bytes the body may have.", Order = 6)]
    public Input<long?> RequestSizeLimit { get; set; } = null!;

    /// <summary>The body: an object for JSON and forms, else text.</summary>
    [Output(DisplayName = "Parsed Content", Description = "The body: an object for JSON and forms, else text.")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>The parameters of the path.</summary>
    [Output(DisplayName = "Route Data", Description = "The parameters of the path.")]
    public Output<IDictionary<string, object>>? RouteData { get; set; }

    /// <summary>The query; a repeated key is a list.</summary>
    [Output(DisplayName = "Query String Data", Description = "The query; a repeated key is a list.")]
    public Output<IDictionary<string, object>>? QueryStringData { get; set; }

    /// <summary>The headers; a repeated name is a list.</summary>
    [Output(Description = "The headers; a repeated name is a list.")]
    public Output<IDictionary<string, object>>? Headers { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => Stimuli(
        context.Get(Path), context.Get(SupportedMethods), context.Get(Authorize), context.Get(Policy), context.Get(RequestTimeout), context.Get(RequestSizeLimit));

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return OnRequestAsync(context);

        var stimuli = Stimuli(
            Path.Get(context), SupportedMethods.GetOrDefault(context), Authorize.Get(context), Policy.GetOrDefault(context),
            RequestTimeout.GetOrDefault(context), RequestSizeLimit.GetOrDefault(context));
        context.CreateBookmarks(stimuli, OnRequestAsync, includeActivityInstanceId: false, HttpEndpointStimulus.Name);
        return ValueTask.CompletedTask;
    }

    private ValueTask OnRequestAsync(ActivityExecutionContext context)
    {
        if (HttpExchange.Of(context) is not { } exchange)
            throw HttpExchange.Missing(context);

        var request = exchange.HttpContext.Request;
        context.JournalData["Request"] = $"{request.Method} {request.Path}";
        context.Set(Result, request, nameof(Result));
        context.Set(RouteData, exchange.RouteValues, nameof(RouteData));
        context.Set(QueryStringData, HttpValues.Of(request.Query), nameof(QueryStringData));
        context.Set(Headers, HttpValues.Of(request.Headers), nameof(Headers));
        context.Set(ParsedContent, exchange.Body, nameof(ParsedContent));
        context.ClearBookmarks();
        return context.CompleteActivityAsync();
    }

    private static List<object> Stimuli(
        string? path, ICollection<string>? methods, bool authorize, string? policy, TimeSpan? timeout, long? sizeLimit)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new InvalidOperationException("An HTTP Endpoint needs a path.");

        return
        [
            .. (methods is { Count: > 0 } ? methods : ["GET"]).Select(method => new HttpEndpointStimulus(HttpPaths.Normalize(path), method.ToLowerInvariant())
            {
                Authorize = authorize, Policy = policy, RequestTimeout = timeout, RequestSizeLimit = sizeLimit,
            }),
        ];
    }
}
