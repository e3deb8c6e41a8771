using Transcribe.Client.Resilience;

namespace Transcribe.Client.Api;

/// <summary>What travels with one request through the handlers.</summary>
internal static class CallOptions
{
    public const string ExtraTimeKey = "Transcribe.Client.ExtraTime";

    /// <summary>How much longer than an ordinary attempt this one may take, because the server was asked to wait; infinite when something else watches.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> ExtraTime = new(ExtraTimeKey);

    /// <summary>What is left of the call's total time.</summary>
    public static readonly HttpRequestOptionsKey<TimeBudget> Budget = new("Transcribe.Client.Budget");
}
