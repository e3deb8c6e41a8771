using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Calls another system; the status of the answer is an outcome.</summary>
[Activity("Elsa", "HTTP", "Calls another system over HTTP.", DisplayName = "HTTP Request (flow)", Kind = ActivityKind.Task)]
[FlowNode("Done", "Unmatched status code", "Failed to connect", "Timeout")]
[FailureOutcomes("Failed to connect", "Timeout")]
public sealed class FlowSendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : SendHttpRequestBase(source, line)
{
    /// <summary>The statuses that have an outcome of their own; default 200.</summary>
    [Input(DisplayName = "Expected Status Codes", Description = "The statuses that have an outcome of their own.", UIHint = InputUIHints.MultiText, DefaultValue = new[] { 200 }, Order = 10)]
    public Input<ICollection<int>> ExpectedStatusCodes { get; set; } = null!;

    private protected override ValueTask OnAnsweredAsync(ActivityExecutionContext context, int statusCode)
    {
        var expected = ExpectedStatusCodes is null ? [200] : context.Get(ExpectedStatusCodes) ?? [];
        return context.CompleteActivityWithOutcomesAsync(DownloadHttpFile.OutcomesOf(expected, statusCode));
    }

    private protected override ValueTask OnConnectionFailedAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Failed to connect");

    private protected override ValueTask OnTimedOutAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Timeout");
}
