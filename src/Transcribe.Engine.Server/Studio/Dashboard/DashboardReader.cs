using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Tells in numbers what the runs of a span of time came to: one query each, however many there are.</summary>
internal sealed class DashboardReader(IInstanceStatistics statistics, IInstanceStore instances, IRuntimeControl control, IHostEnvironment environment)
{
    private const int Newest = 20;
    private const int Top = 10;

    public async Task<OverviewModel> OverviewAsync(DashboardRange range, CancellationToken cancellationToken)
    {
        var tallies = await CountAsync(range, cancellationToken);
        var pause = control.Pause;
        return new OverviewModel(
            Capability.Available,
            environment.ApplicationName,
            environment.EnvironmentName,
            new OverviewRuntime(
                pause is null ? "AcceptingWork" : "Paused", pause is null, control.ActiveBursts, RuntimeEndpoints.Sources.Count, 0, pause is null ? "None" : "AdministrativePause"),
            new OverviewInstances(
                Sum(tallies, IsRunning), Sum(tallies, WorkflowSubStatus.Finished), Sum(tallies, WorkflowSubStatus.Faulted), Sum(tallies, WorkflowSubStatus.Suspended),
                Sum(tallies, WorkflowSubStatus.Interrupted), tallies.Sum(tally => tally.WithIncidents), AverageOf(tallies)),
            new OverviewDiagnostics(new StructuredLogs(Capability.NotInstalled), new ConsoleLogs(Capability.NotInstalled)),
            [], [], range.Name, range.From, range.To);
    }

    public async Task<AttentionModel> AttentionAsync(DashboardRange range, CancellationToken cancellationToken)
    {
        var tallies = await CountAsync(range, cancellationToken);
        var (faulted, withIncidents) = (Sum(tallies, WorkflowSubStatus.Faulted), tallies.Sum(tally => tally.WithIncidents));
        var findings = new List<Finding>();
        if (faulted > 0)
            findings.Add(new Finding("workflow-faults", "Error", $"{Runs(faulted)} faulted.", "WorkflowInstances", "faulted", 40));
        if (withIncidents > 0)
            findings.Add(new Finding("workflow-incidents", "Error", $"{Runs(withIncidents)} had incidents.", "WorkflowInstances", "incidents", 60));

        return new AttentionModel(findings, Capability.Available, range.Name);
    }

    public async Task<ActivityFeed> NewestAsync(DashboardRange range, CancellationToken cancellationToken)
    {
        var page = await instances.ListAsync(new InstanceFilter { Moments = [new MomentFilter(InstanceOrder.CreatedAt, MomentOperator.GreaterThanOrEqual, range.From)], Take = Newest }, cancellationToken);
        return new ActivityFeed([.. page.Items.Select(Describe)], range.Name, range.From, range.To);
    }

    public async Task<TrendsModel> TrendsAsync(DashboardRange range, CancellationToken cancellationToken)
    {
        var bySlice = (await CountAsync(range, cancellationToken)).ToLookup(tally => tally.Slice);
        var buckets = range.Slices.Select((slice, i) => new TrendBucket(
            slice.From, slice.To, bySlice[i].Sum(tally => tally.Count), Sum(bySlice[i], WorkflowSubStatus.Finished), Sum(bySlice[i], WorkflowSubStatus.Faulted),
            Sum(bySlice[i], WorkflowSubStatus.Suspended), bySlice[i].Sum(tally => tally.WithIncidents)));
        return new TrendsModel([.. buckets], range.Name, range.Granularity, range.From, range.To);
    }

    public async Task<HotspotsModel> HotspotsAsync(DashboardRange range, string? metric, CancellationToken cancellationToken)
    {
        var (name, value) = MetricOf(metric);
        var spots = (await CountAsync(range, cancellationToken)).GroupBy(tally => tally.DefinitionId)
            .Select(definition => new Hotspot(definition.Key, value([.. definition]), AverageOf(definition)))
            .OrderByDescending(spot => spot.Value).ThenBy(spot => spot.DefinitionId, StringComparer.Ordinal);
        return new HotspotsModel([.. spots.Take(Top)], range.Name, name, range.From, range.To);
    }

    private static (string Name, Func<IReadOnlyList<InstanceTally>, double> Value) MetricOf(string? metric) => metric?.ToUpperInvariant() switch
    {
        null or "" or "FAULTS" => ("Faults", tallies => Sum(tallies, WorkflowSubStatus.Faulted)),
        "INCIDENTS" => ("Incidents", tallies => tallies.Sum(tally => tally.WithIncidents)),
        "RUNS" => ("Runs", tallies => tallies.Sum(tally => tally.Count)),
        "DURATION" => ("Duration", tallies => AverageOf(tallies)?.TotalSeconds ?? 0),
        _ => throw new InvalidRequestException($"'{metric}' is no metric. Known: Faults, Incidents, Runs, Duration."),
    };

    private Task<IReadOnlyList<InstanceTally>> CountAsync(DashboardRange range, CancellationToken cancellationToken) =>
        statistics.CountAsync(range.From, range.To, range.Slice, cancellationToken);

    private static ActivityFeedItem Describe(InstanceRow run) => new(
        run.Id, run.DefinitionId, run.Name, run.Status, run.SubStatus, run.IncidentCount, run.FinishedAt - run.CreatedAt, run.CreatedAt, run.UpdatedAt, run.FinishedAt);

    private static bool IsRunning(WorkflowSubStatus state) =>
        state is WorkflowSubStatus.Pending or WorkflowSubStatus.Executing or WorkflowSubStatus.Suspended or WorkflowSubStatus.Interrupted;

    private static int Sum(IEnumerable<InstanceTally> tallies, WorkflowSubStatus state) => Sum(tallies, other => other == state);

    private static int Sum(IEnumerable<InstanceTally> tallies, Func<WorkflowSubStatus, bool> isMeant) => tallies.Where(tally => isMeant(tally.SubStatus)).Sum(tally => tally.Count);

    private static TimeSpan? AverageOf(IEnumerable<InstanceTally> tallies)
    {
        var (ended, ticks) = tallies.Aggregate((Ended: 0, Ticks: 0L), (sum, tally) => (sum.Ended + tally.Ended, sum.Ticks + tally.Duration.Ticks));
        return ended == 0 ? null : TimeSpan.FromTicks(ticks / ended);
    }

    private static string Runs(int number) => number == 1 ? "1 run" : $"{number} runs";
}
