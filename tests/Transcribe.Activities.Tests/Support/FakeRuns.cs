using System.Collections.Concurrent;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Tests.Support;

/// <summary>An engine with one published trigger of each kind, as the test says; runs begin and end when the test wants.</summary>
internal sealed class FakeRuns : IRuns
{
    private readonly ConcurrentDictionary<string, RunEnd> _runs = new();

    public List<object> Triggers { get; } = [];

    /// <summary>What runs were told, in the order of their starts.</summary>
    public ConcurrentQueue<(string InstanceId, object Arrival)> Started { get; } = new();

    /// <summary>Whether runs may start.</summary>
    public bool Accepts { get; set; } = true;

    /// <summary>Dies after the next run was started, before anybody takes note of it.</summary>
    public bool DiesAfterStart { get; set; }

    /// <summary>Whether the server is paused.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether the workflow is paused because it fails.</summary>
    public bool IsFailing { get; set; }

    public static TriggerPlace Place { get; } = new("workflow", "workflow-1", "trigger");

    public IReadOnlyList<PublishedTrigger<TSettings>> ListTriggers<TSettings>(string type)
        where TSettings : class => [.. Triggers.OfType<TSettings>().Select(settings => new PublishedTrigger<TSettings>(Place, settings, IsFailing))];

    public Task<bool> StartAsync(TriggerPlace place, string instanceId, object arrival, CancellationToken cancellationToken)
    {
        if (!Accepts)
            return Task.FromResult(false);
        if (_runs.TryAdd(instanceId, RunEnd.None))
            Started.Enqueue((instanceId, arrival));
        if (!DiesAfterStart)
            return Task.FromResult(true);

        DiesAfterStart = false;
        throw new ProcessKilledException();
    }

    public Task<RunEnd> FindEndAsync(string instanceId, CancellationToken cancellationToken) => Task.FromResult(_runs.GetValueOrDefault(instanceId, RunEnd.Gone));

    public void End(RunEnd end)
    {
        foreach (var id in _runs.Keys)
            _runs[id] = end;
    }
}
