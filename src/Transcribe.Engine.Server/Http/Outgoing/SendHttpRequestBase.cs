using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Http;

/// <summary>What the two activities that call other systems have in common.</summary>
public abstract class SendHttpRequestBase : Activity, IHoldsExpressions
{
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

    /// <summary>Whether the Authorization header is sent whatever it looks like; default: it needs the form of one.</summary>
    [Input(DisplayName = "Disable Authorization Header Validation", Description = "Send the header whatever it looks like.", Category = "Security", Order = 5.5f)]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = new(false);

    /// <summary>More headers; kept out of state and journal.</summary>
    [Input(DisplayName = "Request Headers", Description = "More headers.", CanContainSecrets = true, UIHint = InputUIHints.JsonEditor, Category = "Advanced", Order = 6)]
    public Input<IDictionary<string, object>?> RequestHeaders { get; set; } = new((IDictionary<string, object>?)null);

    /// <summary>Whether the call is repeated, up to 8 times, when the other side was not there, too busy or too slow; default false.</summary>
    [Input(DisplayName = "Enable Resiliency", Description = "Repeat the call when the other side was not there, too busy or too slow.", Category = "Advanced", Order = 7)]
    public Input<bool> EnableResiliency { get; set; } = new(false);

    /// <summary>The status of the answer.</summary>
    [Output(DisplayName = "Status Code", Description = "The status of the answer.")]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The body of the answer: an object for JSON, else text.</summary>
    [Output(DisplayName = "Parsed Content", Description = "The body of the answer: an object for JSON, else text.")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>The headers of the answer.</summary>
    [Output(DisplayName = "Response Headers", Description = "The headers of the answer.")]
    public Output<IDictionary<string, object>>? ResponseHeaders { get; set; }

    /// <summary>The answer itself, for this burst.</summary>
    [Output(Description = "The answer itself.", IsSerializable = false)]
    public Output<HttpResponseMessage>? Result { get; set; }

    IEnumerable<HeldExpression> IHoldsExpressions.GetHeldExpressions() =>
        ResilienceChoice.Of(this)?.Expression is { } expression ? [new HeldExpression("Resilience", expression)] : [];

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        try
        {
            var answer = await SendAsync(context);
            context.JournalData["StatusCode"] = answer.StatusCode;
            context.Set(StatusCode, answer.StatusCode, nameof(StatusCode));
            context.Set(ResponseHeaders, answer.Headers, nameof(ResponseHeaders));
            context.Set(ParsedContent, HttpContents.OfAnswer(answer, context.ExpressionExecutionContext.Takes<string>(ParsedContent), context.WorkflowExecutionContext.ServiceProvider), nameof(ParsedContent));
            context.Set(Result, answer.ToMessage(), nameof(Result));
            await OnAnsweredAsync(context, answer.StatusCode);
        }
        catch (TimeoutException exception) when (!context.IsTriedAgainAfter(exception))
        {
            OutgoingCalls.Explain(context, exception);
            await OnTimedOutAsync(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or OutgoingCallRefusedException && !context.IsTriedAgainAfter(exception))
        {
            OutgoingCalls.Explain(context, exception);
            await OnConnectionFailedAsync(context);
        }
    }

    /// <summary>An answer came.</summary>
    private protected abstract ValueTask OnAnsweredAsync(ActivityExecutionContext context, int statusCode);

    /// <summary>No connection, or none allowed.</summary>
    private protected abstract ValueTask OnConnectionFailedAsync(ActivityExecutionContext context);

    /// <summary>No answer in time.</summary>
    private protected abstract ValueTask OnTimedOutAsync(ActivityExecutionContext context);

    private async ValueTask<OutgoingAnswer> SendAsync(ActivityExecutionContext context)
    {
        var authorization = context.Get(DisableAuthorizationHeaderValidation) ? context.Get(Authorization) : OutgoingCalls.Checked(context.Get(Authorization));
        var call = OutgoingCalls.Of(Url.Get(context), context.Get(Method), context.Get(Content), context.Get(ContentType), authorization, context.Get(RequestHeaders), context);
        var caller = context.GetRequiredService<OutgoingCaller>();
        if (await StrategyOfAsync(context) is not { } strategy)
            return await caller.CallAsync(call, context.CancellationToken);

        var attempts = 0;
        try
        {
            return await context.GetRequiredService<ResilienceStrategies>().CallAsync(
                strategy,
                token =>
                {
                    attempts++;
                    return caller.CallAsync(call, token);
                },
                retry => RetryJournal.Add(context, retry),
                context.CancellationToken);
        }
        finally
        {
            context.JournalData["Attempts"] = attempts;
        }
    }

    // The older switch stands for the one strategy that there was.
    private async ValueTask<string?> StrategyOfAsync(ActivityExecutionContext context) =>
        ResilienceChoice.Of(this) is { } choice ? await choice.EvaluateAsync(context) : context.Get(EnableResiliency) ? ExponentialRetries.Name : null;
}
