using System.Collections.Concurrent;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>Callers that wait for more than the first burst of their run, by its id: any burst of it may answer them.</summary>
internal sealed class WaitingCallers
{
    private readonly ConcurrentDictionary<string, HttpExchange> _waiting = new(StringComparer.Ordinal);

    public HttpExchange? Find(string instanceId) => _waiting.GetValueOrDefault(instanceId);

    /// <summary>Lets a caller wait from the first step of its run on, so that no later burst can come before it, until the answer is disposed.</summary>
    public Place Open(HttpExchange exchange) => new(this, exchange);

    /// <summary>The place of one caller.</summary>
    internal sealed class Place(WaitingCallers callers, HttpExchange exchange) : IDisposable
    {
        private string? _instanceId;

        /// <summary>Makes the exchange the one that the run answers, now and later.</summary>
        public void Attach(WorkflowExecutionContext context)
        {
            exchange.Attach(context);
            if (!exchange.IsAnsweredOtherwise)
                return;

            _instanceId = context.Id;
            callers._waiting[context.Id] = exchange;
        }

        public void Dispose()
        {
            if (_instanceId is not null)
                callers._waiting.TryRemove(_instanceId, out _);
        }
    }
}
