namespace Transcribe.Engine.Server.Studio;

/// <summary>Which span of time to look at, and by what to order; what is left out has its default.</summary>
internal sealed record DashboardRequest
{
    /// <summary><c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>; default <c>24h</c>.</summary>
    public string? Range { get; init; }

    /// <summary><c>Faults</c>, <c>Incidents</c>, <c>Runs</c> or <c>Duration</c>; default <c>Faults</c>.</summary>
    public string? Metric { get; init; }
}

/// <summary>Whether something can be told.</summary>
internal sealed record Capability(string Status)
{
    public static readonly Capability Available = new("Available");
    public static readonly Capability NotInstalled = new("NotInstalled");
}

/// <summary>The server at a glance.</summary>
internal sealed record OverviewModel(
    Capability Capability, string BackendName, string EnvironmentName, OverviewRuntime Runtime, OverviewInstances WorkflowInstances, OverviewDiagnostics Diagnostics,
    IReadOnlyList<object> Metrics, IReadOnlyList<object> Panels, string AppliedRange, DateTimeOffset From, DateTimeOffset To);

/// <summary>Whether runs begin by themselves.</summary>
internal sealed record OverviewRuntime(string Status, bool IsAcceptingWork, int ActiveExecutionCycleCount, int IngressSourceCount, int FailedIngressSourceCount, string Reason);

/// <summary>Runs by their state; those that wait run, too.</summary>
internal sealed record OverviewInstances(int Running, int Completed, int Faulted, int Suspended, int Interrupted, int IncidentBearing, TimeSpan? AverageDuration);

/// <summary>Logs that this server does not keep for readers: they go where the operator sends them.</summary>
internal sealed record OverviewDiagnostics(StructuredLogs StructuredLogs, ConsoleLogs ConsoleLogs);

internal sealed record StructuredLogs(Capability Capability, int SourceCount = 0, int StaleSourceCount = 0, int RecentErrorOrCriticalCount = 0, int DroppedWriteCount = 0, int DroppedEventCount = 0);

internal sealed record ConsoleLogs(Capability Capability, int SourceCount = 0, int StaleSourceCount = 0, int RecentStderrCount = 0, int DroppedLineCount = 0);

/// <summary>What somebody should look at, the most pressing first.</summary>
internal sealed record AttentionModel(IReadOnlyList<Finding> Findings, Capability Capability, string AppliedRange);

internal sealed record Finding(string Id, string Severity, string Message, string TargetKind, string Target, int Priority);

/// <summary>The newest runs.</summary>
internal sealed record ActivityFeed(IReadOnlyList<ActivityFeedItem> Items, string AppliedRange, DateTimeOffset From, DateTimeOffset To);

internal sealed record ActivityFeedItem(
    string InstanceId, string DefinitionId, string? Name, Authoring.WorkflowStatus Status, Authoring.WorkflowSubStatus SubStatus, int IncidentCount, TimeSpan? Duration,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);

/// <summary>What became of the runs that began in each slice of time.</summary>
internal sealed record TrendsModel(IReadOnlyList<TrendBucket> Buckets, string AppliedRange, string Granularity, DateTimeOffset From, DateTimeOffset To);

internal sealed record TrendBucket(DateTimeOffset From, DateTimeOffset To, int CreatedOrStarted, int Finished, int Faulted, int Suspended, int IncidentBearing);

/// <summary>The workflows with the most of something.</summary>
internal sealed record HotspotsModel(IReadOnlyList<Hotspot> Items, string AppliedRange, string Metric, DateTimeOffset From, DateTimeOffset To);

internal sealed record Hotspot(string DefinitionId, double Value, TimeSpan? AverageDuration);
