using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Takes a request to its endpoint: lets it in, reads it, runs the workflow and answers. The order of the decisions is upstream's; but the
/// answer leaves after the burst is committed, and a client that goes away cancels nothing.
/// </summary>
internal sealed class EndpointRunner(IWorkflowRuntime runtime, EndpointGate gate, RequestReader reader, LateAnswers lateAnswers, ResponseSender responses, WaitingCallers callers, TimeProvider clock, ILogger<EndpointRunner> logger)
{
    private const string RetryAfterStop = "5";

    public async Task AnswerAsync(HttpContext http, EndpointCall call)
    {
        if (!await gate.AdmitAsync(http, call.Endpoint) || await reader.ReadAsync(http, call) is not { } exchange)
            return;

        // Who asks is known only when a signature is checked, which takes the body; and why a workflow is paused is not for everybody.
        if (call.Pause is { } pause)
        {
            await PausedRequests.RefuseAsync(http, "The workflow is paused.", pause.Explain());
            return;
        }

        try
        {
            if (call.Start is not null && call.Rules is { DuplicateWindow: { } window } rules)
            {
                if (DeliveryName.Of(rules, http.Request, exchange.Request.Body) is not { } delivery)
                {
                    await Problems.WriteAsync(http, StatusCodes.Status400BadRequest, "The delivery has no name.", "This endpoint takes no delivery twice, and the request does not say which one it is.");
                    return;
                }

                call = call with { Start = call.Start with { Once = new StartOnce($"{call.DeliveryScope}/{delivery}", window) } };
            }

            await RunAsync(http, exchange, call);
        }
        catch (StartedAlreadyException exception)
        {
            // A sender that gets anything but success sends again.
            await http.Response.WriteAsJsonAsync(new { duplicate = true, workflowInstanceId = exception.WorkflowInstanceId }, http.RequestAborted);
        }
        catch (InstanceExistsException exception)
        {
            await Problems.WriteAsync(http, StatusCodes.Status409Conflict, "The instance exists already.", exception.Message);
        }
        catch (ActivationRefusedException exception)
        {
            var status = exception.IsLimit ? StatusCodes.Status429TooManyRequests : StatusCodes.Status409Conflict;
            await Problems.WriteAsync(http, status, "The workflow was not started.", exception.Message);
        }
        catch (EngineStoppingException)
        {
            http.Response.Headers.RetryAfter = RetryAfterStop;
            await Problems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The server is stopping.", "Nothing was started; try again in a moment.");
        }
        catch (CommitFailedException exception)
        {
            // Whatever the workflow prepared to answer, it is not durable, so it is not said.
            Log.RunNotSaved(logger, exception.Message);
            await Problems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The run could not be saved.", FailureView.Explain(http, exception));
        }
    }

    private async Task RunAsync(HttpContext http, HttpExchange exchange, EndpointCall call)
    {
        if (call is { Start: { } start, Rules.Answer: EndpointAnswer.AtOnce or EndpointAnswer.Progress } && exchange.CanBeKept)
        {
            var input = call.Input;
            input[ReceivedRequest.InputName] = exchange.Request.ToInput();
            var instanceId = await runtime.DispatchAsync(start with { Input = input, Properties = HttpExchange.AnsweredOtherwise }, CancellationToken.None);
            await lateAnswers.AnswerAsync(http, exchange, instanceId, call.Endpoint!);
            return;
        }

        using var place = callers.Open(exchange);
        using var timeout = call.Endpoint?.RequestTimeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        if (await BeginAsync(http, call, place, timeout.Token) is not (true, var run))
            return;

        var isLate = call.Rules?.Answer is EndpointAnswer.AtOnce or EndpointAnswer.Progress || (call.Rules?.Answer == EndpointAnswer.AtEnd && exchange.Response is null);
        if (isLate && run is not null)
            await lateAnswers.AnswerAsync(http, exchange, run.WorkflowInstanceId, call.Endpoint!);
        else
            await responses.RespondAsync(http, exchange, run, timeout.IsCancellationRequested);
    }

    /// <summary>Runs the burst; false: its time was up before the instance had its turn, and the caller knows.</summary>
    private async Task<(bool HasRun, WorkflowRun? Run)> BeginAsync(HttpContext http, EndpointCall call, WaitingCallers.Place place, CancellationToken timeout)
    {
        try
        {
            return (true, call.Start is not null
                ? await runtime.StartAsync(call.Start with { Input = call.Input, Prepare = place.Attach }, timeout)
                : await runtime.ResumeAsync(call.Resume! with { Input = call.Input, Prepare = place.Attach }, timeout));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await Problems.WriteAsync(http, StatusCodes.Status408RequestTimeout, "The workflow was busy for too long.", "Something else of it runs, and your request had no turn in time. Nothing came of it; try again.");
            return (false, null);
        }
    }
}
