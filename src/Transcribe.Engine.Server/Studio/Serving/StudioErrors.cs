using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Turns what a caller can mend into an answer that says so.</summary>
internal sealed class StudioErrors : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await AnswerAsync(context, next);
        return result is IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest and var status } && BareErrors.AreAskedFor(context.HttpContext)
            ? Results.StatusCode(status)
            : result;
    }

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            var result = await next(context);
            return result is NotFound ? Answers.Refused(StatusCodes.Status404NotFound, Missing.Explain(context.HttpContext.Request)) : result;
        }
        catch (DefinitionException exception)
        {
            return Answers.Invalid(exception.Problems.Select(problem => problem.ToString()));
        }
        catch (Exception exception) when (exception is DefinitionReadonlyException or InstanceFileException or InvalidRequestException or ActivationRefusedException
            or VariableRefusedException or ReplayRefusedException)
        {
            return Answers.Invalid(exception.Message);
        }
        catch (JsonException exception)
        {
            return Answers.Unreadable(exception);
        }
        catch (BadHttpRequestException exception)
        {
            return Answers.Refused(exception.StatusCode, exception.Message);
        }
        catch (DefinitionNotFoundException exception)
        {
            return Answers.Refused(StatusCodes.Status404NotFound, exception.Message);
        }
        catch (EngineStoppingException exception)
        {
            return Answers.Refused(StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    }
}

/// <summary>A request asks for something that does not exist or make sense; the message is for the caller.</summary>
internal sealed class InvalidRequestException(string message) : Exception(message);
