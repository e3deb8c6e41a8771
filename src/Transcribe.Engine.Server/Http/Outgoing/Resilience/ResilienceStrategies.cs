using System.Collections.Concurrent;
using Polly;

namespace Transcribe.Engine.Server.Http;

/// <summary>The strategies by which calls can be repeated.</summary>
internal sealed class ResilienceStrategies(IEnumerable<IResilienceStrategy> strategies, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<OutgoingAnswer>> _pipelines = new(StringComparer.Ordinal);

    /// <summary>All of them, the one that a host registered last first where two have one id.</summary>
    public IEnumerable<IResilienceStrategy> All => strategies.Reverse().DistinctBy(strategy => strategy.Id).OrderBy(strategy => strategy.DisplayName, StringComparer.Ordinal);

    /// <summary>Makes a call as a strategy says; then the last answer or error counts.</summary>
    /// <param name="id">The strategy.</param>
    /// <param name="call">The call.</param>
    /// <param name="tell">Hears of each attempt that will be repeated.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is no such strategy.</exception>
    public async Task<OutgoingAnswer> CallAsync(string id, Func<CancellationToken, Task<OutgoingAnswer>> call, Action<OutgoingRetry> tell, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryListener.Told, tell);
            return await _pipelines.GetOrAdd(id, Build).ExecuteAsync(async attempt => await call(attempt.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>What to say of an id that no strategy has.</summary>
    public string Unknown(string? id) => $"There is no resilience strategy '{id}'. There is: {string.Join(", ", All.Select(strategy => strategy.Id))}.";

    private ResiliencePipeline<OutgoingAnswer> Build(string id)
    {
        var strategy = strategies.LastOrDefault(candidate => candidate.Id == id) ?? throw new InvalidOperationException(Unknown(id));
        var pipeline = new ResiliencePipelineBuilder<OutgoingAnswer> { TimeProvider = clock, TelemetryListener = new RetryListener() };
        strategy.Configure(pipeline);
        return pipeline.Build();
    }
}
