using System.Collections.Concurrent;
using Polly;

namespace Transcribe.Engine.Server.Http;

/// <summary>The strategies by which calls can be repeated.</summary>
internal sealed class ResilienceStrategies(IEnumerable<IResilienceStrategy> strategies, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<OutgoingAnswer>> _pipelines = new(StringComparer.Ordinal);

    /// <summary>Their ids.</summary>
    public IEnumerable<string> Ids => strategies.Select(strategy => strategy.Id);

    /// <summary>Makes a call as a strategy says; then the last answer or error counts.</summary>
    /// <exception cref="InvalidOperationException">There is no such strategy.</exception>
    public ValueTask<OutgoingAnswer> CallAsync(string id, Func<CancellationToken, Task<OutgoingAnswer>> call, CancellationToken cancellationToken) =>
        _pipelines.GetOrAdd(id, Build).ExecuteAsync(async token => await call(token), cancellationToken);

    /// <summary>What to say of an id that no strategy has.</summary>
    public string Unknown(string? id) => $"There is no resilience strategy '{id}'. There is: {string.Join(", ", Ids)}.";

    private ResiliencePipeline<OutgoingAnswer> Build(string id)
    {
        var strategy = strategies.LastOrDefault(candidate => candidate.Id == id) ?? throw new InvalidOperationException(Unknown(id));
        var pipeline = new ResiliencePipelineBuilder<OutgoingAnswer> { TimeProvider = clock };
        strategy.Configure(pipeline);
        return pipeline.Build();
    }
}
