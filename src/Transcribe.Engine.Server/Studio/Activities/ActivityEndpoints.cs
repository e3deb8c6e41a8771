using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The activity types of the toolbox, and the choices of their inputs.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivityDescriptors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/descriptors/activities", List).RequirePermission(Permission.ReadDescriptors);
        api.MapGet("/descriptors/activities/{typeName}", Find).RequirePermission(Permission.ReadDescriptors);
        api.MapPost("/descriptors/activities/{typeName}/options/{inputName}", GetOptionsAsync).RequirePermission(Permission.ReadDescriptors);
    }

    private static IResult List(HttpContext http, ActivityList activities) => activities.Answer(http);

    private static IResult Find(string typeName, HttpRequest request, ActivityRegistry registry, ActivityMapper mapper)
    {
        var versions = registry.Descriptors.Where(activity => activity.TypeName == typeName);
        var found = request.Query.Number("version") is { } version
            ? versions.FirstOrDefault(activity => activity.Version == version)
            : versions.MaxBy(activity => activity.Version);
        return found is null ? Results.NotFound() : Answers.Ok(mapper.Map(found));
    }

    private static async Task<IResult> GetOptionsAsync(
        string typeName, string inputName, HttpRequest request, ActivityRegistry registry, InputChoices choices, CancellationToken cancellationToken)
    {
        var activity = registry.Descriptors.Where(candidate => candidate.TypeName == typeName).MaxBy(candidate => candidate.Version);
        if (activity?.Inputs.FirstOrDefault(candidate => candidate.Name == inputName) is not { } input)
            return Results.NotFound();

        var body = await request.BodyAsync<OptionsRequest>(cancellationToken);
        return Answers.Ok(new { Items = await choices.GetAsync(activity, input, body.Context, cancellationToken) });
    }
}
