using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Transcribe.Activities.Templating;

/// <summary>Tries templates over HTTP, with a recorded run: it asks nobody and costs nothing.</summary>
internal static class TemplateEndpoints
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/templates").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        routes.MapGet("/sample", () => SampleRun.Values);
        routes.MapPost("/preview", PreviewAsync);
    }

    private static async Task<IResult> PreviewAsync(PreviewRequest request, TemplateRenderer renderer, CancellationToken cancellationToken)
    {
        if (request.Template is not { } template)
            return Results.Problem("The body needs a 'template'.", statusCode: StatusCodes.Status400BadRequest);

        var variables = new TemplateVariables().AddRange(SampleRun.Values);
        foreach (var (name, value) in request.Variables ?? new Dictionary<string, JsonElement>())
            variables.Add(name, value);

        try
        {
            return Results.Ok(new { Text = await renderer.RenderAsync(template, variables, cancellationToken) });
        }
        catch (TemplateException exception)
        {
            return Results.Problem(
                exception.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The template does not work.",
                extensions: new Dictionary<string, object?> { ["line"] = exception.Line, ["column"] = exception.Column });
        }
    }

    /// <param name="Template">The template.</param>
    /// <param name="Variables">Values by name, in the place of the recorded ones.</param>
    internal sealed record PreviewRequest(string? Template, IReadOnlyDictionary<string, JsonElement>? Variables);
}
