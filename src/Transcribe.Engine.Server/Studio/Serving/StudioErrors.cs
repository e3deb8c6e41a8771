using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Turns what a caller can mend into an answer that says so.</summary>
internal sealed class StudioErrors : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (DefinitionException exception)
        {
            return Answers.Invalid(exception.Problems.Select(problem => problem.ToString()));
        }
        catch (Exception exception) when (exception is DefinitionReadonlyException or InstanceFileException or InvalidRequestException or ActivationRefusedException)
        {
            return Answers.Invalid(exception.Message);
        }
        catch (JsonException exception)
        {
            return Answers.Unreadable(exception.Message);
        }
        catch (DefinitionNotFoundException)
        {
            return Results.NotFound();
        }
        catch (EngineStoppingException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>A request asks for something that does not exist or make sense; the message is for the caller.</summary>
internal sealed class InvalidRequestException(string message) : Exception(message);
