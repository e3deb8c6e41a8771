using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Http;

/// <summary>Calls another system; the status of the answer chooses which embedded activity runs.</summary>
[Activity("Elsa", "HTTP", "Calls another system over HTTP.", DisplayName = "HTTP Request", Kind = ActivityKind.Task)]
public sealed class SendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : SendHttpRequestBase(source, line), IHoldsActivities
{
    /// <summary>What runs for which status.</summary>
    [Input(Description = "What runs for which status.", UIHint = "http-status-codes", Order = 10)]
    public ICollection<HttpStatusCodeCase> ExpectedStatusCodes { get; set; } = [];

    /// <summary>What runs for any other status.</summary>
    [Port]
    public IActivity? UnmatchedStatusCode { get; set; }

    /// <summary>What runs when there is no connection.</summary>
    [Port]
    public IActivity? FailedToConnect { get; set; }

    /// <summary>What runs when no answer comes in time.</summary>
    [Port]
    public IActivity? Timeout { get; set; }

    /// <inheritdoc/>
    public IEnumerable<IActivity> GetHeldActivities() => ExpectedStatusCodes.Select(expected => expected.Activity).OfType<IActivity>();

    private protected override ValueTask OnAnsweredAsync(ActivityExecutionContext context, int statusCode) =>
        context.ScheduleActivityAsync(
            ExpectedStatusCodes.FirstOrDefault(expected => expected.StatusCode == statusCode) is { } match ? match.Activity : UnmatchedStatusCode, OnChildCompletedAsync);

    private protected override ValueTask OnConnectionFailedAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(FailedToConnect, OnChildCompletedAsync);

    private protected override ValueTask OnTimedOutAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Timeout, OnChildCompletedAsync);

    private static ValueTask OnChildCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();
}

/// <summary>What runs for one status.</summary>
public sealed class HttpStatusCodeCase
{
    /// <summary>The status.</summary>
    public int StatusCode { get; set; }

    /// <summary>What runs.</summary>
    public IActivity? Activity { get; set; }
}
