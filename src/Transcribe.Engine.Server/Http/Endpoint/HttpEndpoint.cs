using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Starts a workflow, or resumes one, when a request arrives.</summary>
[Activity("Elsa", "HTTP", "Waits for an HTTP request.", DisplayName = "HTTP Endpoint")]
[Output(IsSerializable = false)]
public sealed partial class HttpEndpoint([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger<HttpRequest>(source, line)
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
    [Input(DisplayName = "Request Timeout", Description = "How long the workflow may take to its next wait.", Category = "Upload", Order = 5)]
    public Input<TimeSpan?> RequestTimeout { get; set; } = null!;

    /// <summary>How many bytes a body may have; default: the server's limit.</summary>
    [Input(DisplayName = "Request Size Limit", Description = "How many bytes the body may have.", Category = "Upload", Order = 6)]
    public Input<long?> RequestSizeLimit { get; set; } = null!;

    /// <summary>How many bytes a file may have; default: no other limit than the request's.</summary>
    [Input(DisplayName = "File Size Limit", Description = "How many bytes a file may have.", Category = "Upload", Order = 7)]
    public Input<long?> FileSizeLimit { get; set; } = null!;

    /// <summary>The extensions that files may have, such as <c>.mp3</c>; default any.</summary>
    [Input(DisplayName = "Allowed File Extensions", Description = "The extensions that files may have, such as .mp3.", Category = "Upload", UIHint = InputUIHints.MultiText, Order = 8)]
    public Input<ICollection<string>?> AllowedFileExtensions { get; set; } = null!;

    /// <summary>The extensions that files may not have; default none.</summary>
    [Input(DisplayName = "Blocked File Extensions", Description = "The extensions that files may not have.", Category = "Upload", UIHint = InputUIHints.MultiText, Order = 9)]
    public Input<ICollection<string>?> BlockedFileExtensions { get; set; } = null!;

    /// <summary>The types that files may have, as their sender says; default any.</summary>
    [Input(DisplayName = "Allowed Mime Types", Description = "The types that files may have.", Category = "Upload", UIHint = InputUIHints.MultiText, Order = 10)]
    public Input<ICollection<string>?> AllowedMimeTypes { get; set; } = null!;

    /// <summary>Whether too large a request is an outcome; default: the caller is answered 413 and nothing runs.</summary>
    [Input(DisplayName = "Expose Request Too Large Outcome", Description = "Too large a request is an outcome.", Category = "Outcomes", Order = 11)]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    /// <summary>Whether too large a file is an outcome; default: the caller is answered 413 and nothing runs.</summary>
    [Input(DisplayName = "Expose File Too Large Outcome", Description = "Too large a file is an outcome.", Category = "Outcomes", Order = 12)]
    public bool ExposeFileTooLargeOutcome { get; set; }

    /// <summary>Whether a file with the wrong extension is an outcome; default: the caller is answered 415 and nothing runs.</summary>
    [Input(DisplayName = "Expose Invalid File Extension Outcome", Description = "A file with the wrong extension is an outcome.", Category = "Outcomes", Order = 13)]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    /// <summary>Whether a file of the wrong type is an outcome; default: the caller is answered 415 and nothing runs.</summary>
    [Input(DisplayName = "Expose Invalid File Mime Type Outcome", Description = "A file of the wrong type is an outcome.", Category = "Outcomes", Order = 14)]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    /// <summary>The body: an object for JSON and forms, text for texts, else an <see cref="HttpFile"/>.</summary>
    [Output(DisplayName = "Parsed Content", Description = "The body: an object for JSON and forms, text for texts, else a file.")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>The files of a form; their contents are there until the workflow waits.</summary>
    [Output(Description = "The files of a form.", IsSerializable = false)]
    public Output<IFormFile[]>? Files { get; set; }

    /// <summary>The first of them.</summary>
    [Output(Description = "The first file of a form.", IsSerializable = false)]
    public Output<IFormFile>? File { get; set; }

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
    protected override IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => StimuliOf(context.ExpressionExecutionContext);

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return OnRequestAsync(context);

        context.CreateBookmarks(StimuliOf(context.ExpressionExecutionContext), OnRequestAsync, includeActivityInstanceId: false, HttpEndpointStimulus.Name);
        return ValueTask.CompletedTask;
    }

    private ValueTask OnRequestAsync(ActivityExecutionContext context)
    {
        var exchange = HttpExchange.Of(context);
        var request = exchange?.Request ?? ReceivedRequest.Of(context) ?? throw HttpExchange.Missing(context);
        context.JournalData["Request"] = $"{request.Method} {request.Path}";
        context.Set(RouteData, request.RouteData, nameof(RouteData));
        context.Set(QueryStringData, request.Query, nameof(QueryStringData));
        context.Set(Headers, request.Headers, nameof(Headers));
        context.Set(ParsedContent, request.Body, nameof(ParsedContent));
        if (exchange is not null)
            context.Set(Result, exchange.HttpContext.Request, nameof(Result));

        // Of files that are not taken the workflow gets none, as it would get none if that were no outcome.
        if (exchange is { Rejection: null, Files.Count: > 0 })
        {
            context.Set(Files, exchange.Files.ToArray(), nameof(Files));
            context.Set(File, exchange.Files[0], nameof(File));
        }

        context.ClearBookmarks();
        return exchange?.Rejection is { } rejection ? context.CompleteActivityWithOutcomesAsync(rejection.Outcome) : context.CompleteActivityAsync();
    }

    private List<object> StimuliOf(ExpressionExecutionContext context)
    {
        var path = Path.Get(context);
        if (string.IsNullOrWhiteSpace(path))
            throw new InvalidOperationException("An HTTP Endpoint needs a path.");

        var route = HttpRoute.Parse(HttpPaths.Normalize(path));
        var settings = new HttpEndpointStimulus(route.Template, string.Empty)
        {
            Authorize = Authorize.Get(context),
            Policy = Policy.Get(context),
            RequestTimeout = RequestTimeout.Get(context),
            RequestSizeLimit = RequestSizeLimit.Get(context),
            FileSizeLimit = FileSizeLimit.Get(context),
            AllowedFileExtensions = AllowedFileExtensions.Get(context),
            BlockedFileExtensions = BlockedFileExtensions.Get(context),
            AllowedMimeTypes = AllowedMimeTypes.Get(context),
            ExposedRejections = ExposedRejections(),
            KeepsText = context.Takes<string>(ParsedContent) ? true : null,
            Rules = RulesOf(context),
        };
        var methods = SupportedMethods.Get(context) is { Count: > 0 } chosen ? chosen : ["GET"];
        return [.. methods.Select(method => method.Trim().ToLowerInvariant()).Distinct().Select(method => settings with { Method = method })];
    }

    private List<string>? ExposedRejections()
    {
        List<string> exposed =
        [
            .. ExposeRequestTooLargeOutcome ? [HttpRejection.RequestTooLarge] : Array.Empty<string>(),
            .. ExposeFileTooLargeOutcome ? [HttpRejection.FileTooLarge] : Array.Empty<string>(),
            .. ExposeInvalidFileExtensionOutcome ? [HttpRejection.InvalidFileExtension] : Array.Empty<string>(),
            .. ExposeInvalidFileMimeTypeOutcome ? [HttpRejection.InvalidFileMimeType] : Array.Empty<string>(),
        ];
        return exposed.Count > 0 ? exposed : null;
    }
}
