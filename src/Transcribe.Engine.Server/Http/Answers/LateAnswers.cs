using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Http;

/// <summary>Answers callers who wait for more than the first burst of their run.</summary>
internal sealed class LateAnswers(RunWatch watch, IInstanceReader reader, ProgressStream progress, TimeProvider clock)
{
    // Proxies and clients give up after some 100 s by themselves; whoever needs more says so.
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(95);

    /// <summary>Answers as the endpoint says, once the run is durable.</summary>
    public Task AnswerAsync(HttpContext http, HttpExchange exchange, string instanceId, HttpEndpointStimulus endpoint) => endpoint.Rules!.Answer switch
    {
        EndpointAnswer.Progress => progress.SendAsync(http, instanceId),
        EndpointAnswer.AtEnd => AnswerAtEndAsync(http, exchange, instanceId, endpoint.RequestTimeout ?? DefaultPatience),
        _ => ResponseSender.AcceptAsync(http, instanceId),
    };

    private async Task AnswerAtEndAsync(HttpContext http, HttpExchange exchange, string instanceId, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        try
        {
            await foreach (var run in watch.FollowAsync(instanceId, either.Token))
            {
                if (run.Status == WorkflowStatus.Finished || exchange.Response is not null)
                    break;
            }

            await EndAsync(http, exchange, instanceId);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            await ResponseSender.AcceptAsync(http, instanceId);
        }
    }

    private async Task EndAsync(HttpContext http, HttpExchange exchange, string instanceId)
    {
        if (exchange.Response is { } response)
            await ResponseSender.SendAsync(http, response);
        else if (await reader.ReadStateAsync(instanceId, http.RequestAborted) is not { } state)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (state.SubStatus != WorkflowSubStatus.Finished)
            await ResponseSender.FailAsync(http, state);
        else
            await http.Response.WriteAsJsonAsync(new { workflowInstanceId = state.Id, output = state.Output }, http.RequestAborted);
    }
}
