using System.Runtime.CompilerServices;
using System.Text.Json;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Http;

/// <summary>
/// Calls an HTTP API whose address and secret are a connection. Executed again after a crash it sends the same <c>Idempotency-Key</c>.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Call API",
    Description = "Call an HTTP API with the address and secret of a connection.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "What the API answered: JSON as an object, anything else as text.")]
public sealed class CallApi : Activity<object>
{
    /// <summary>The API answered with success.</summary>
    public const string Done = "Done";

    /// <summary>The API does not accept the call: somebody must change something first.</summary>
    public const string Rejected = "Rejected";

    /// <summary>The API could not be reached or does not work.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public CallApi([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>An HTTP method.</summary>
    [Input(
        Description = "The method.", UIHint = InputUIHints.DropDown, Options = new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }, DefaultValue = "POST", Order = 1)]
    public Input<string> Method { get; set; } = new("POST");

    /// <summary>Relative, with its query.</summary>
    [Input(Description = "The place below the connection's address, with its query, for example notes?draft=true", DefaultSyntax = "Scriban", Order = 2)]
    public Input<string?> Path { get; set; } = null!;

    /// <summary>Text, or anything that JSON can hold.</summary>
    [Input(Description = "The body: text as it is, anything else as JSON; empty for none.", UIHint = InputUIHints.MultiLine, DefaultSyntax = "Scriban", Order = 3)]
    public Input<object?> Body { get; set; } = null!;

    /// <summary>A media type.</summary>
    [Input(DisplayName = "Content type", Description = "The media type of the body.", DefaultValue = "application/json", Order = 4)]
    public Input<string?> ContentType { get; set; } = new("application/json");

    /// <summary>A name, never a secret.</summary>
    [Input(
        Description = "The API.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(HttpConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 5)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>The HTTP status.</summary>
    [Output(DisplayName = "Status code", Description = "The HTTP status of the answer.")]
    public Output<int> StatusCode { get; set; } = null!;

    /// <summary>Why it did not work.</summary>
    [Output(Description = "Why it did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        HttpAnswer answer;
        try
        {
            answer = await CallAsync(context);
        }
        catch (Exception exception) when (exception is UnknownConnectionException or ConnectionRejectedException or FormatException)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Rejected);
            return;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            await context.CompleteWithReasonAsync(Reason, exception.GetBaseException().Message, Failed);
            return;
        }

        context.JournalData["Status"] = answer.Status;
        context.Set(StatusCode, answer.Status, nameof(StatusCode));
        if (answer.Status is >= 200 and < 300)
        {
            context.Set(Result, ValueOf(answer), nameof(Result));
            await context.CompleteActivityWithOutcomesAsync(Done);
        }
        else
        {
            await context.CompleteWithReasonAsync(Reason, $"The API answered {answer.Status}.", answer.Status is >= 500 or 429 or 408 ? Failed : Rejected);
        }
    }

    private async Task<HttpAnswer> CallAsync(ActivityExecutionContext context)
    {
        var settings = context.GetRequiredService<ConnectionSource<HttpSettings>>().Get(ConnectionNames.OrDefault(Connection.GetOrDefault(context)));
        var address = new Uri(settings.Root, (Path.GetOrDefault(context) ?? string.Empty).TrimStart('/'));
        if (!settings.Root.IsBaseOf(address))
            throw new FormatException("The path leads out of the API's address.");

        var method = HttpMethod.Parse(Method.GetOrDefault(context) is { Length: > 0 } text ? text.ToUpperInvariant() : "POST");
        var key = method == HttpMethod.Get ? null : StableId.Of(StableId.Delivery, context);
        return await context.GetRequiredService<HttpApiClient>().CallAsync(
            settings, new HttpCall(method, address, BodyOf(Body.GetOrDefault(context)), ContentType.GetOrDefault(context), key), context.CancellationToken);
    }

    private static string? BodyOf(object? body) => body switch
    {
        null or "" => null,
        string text => text,
        _ => JsonSerializer.Serialize(body, body.GetType(), JsonSerializerOptions.Web),
    };

    private static object ValueOf(HttpAnswer answer)
    {
        if (!answer.IsJson)
            return answer.Body;

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(answer.Body);
        }
        catch (JsonException)
        {
            // It said JSON and is none: whoever gets it sees what it is.
            return answer.Body;
        }
    }
}
