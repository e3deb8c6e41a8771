using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Addresses for trying drafts, and the last request to each: an addition to upstream's API.</summary>
internal static class TestUrlEndpoints
{
    public static void MapTestUrls(this IEndpointRouteBuilder api)
    {
        api.MapGet("/test-urls", List).RequirePermission(Permission.ExecuteDefinitions);
        api.MapPost("/workflow-definitions/{definitionId}/test-url", OpenAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.OpenTestUrl);
    }

    private static IResult List(TestUrls urls) => Answers.List<TestUrlModel>([.. urls.List().Select(TestUrlModel.Of)]);

    private static async Task<IResult> OpenAsync(string definitionId, TestUrls urls, IDefinitionStore definitions, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is null ? Results.NotFound() : Answers.Ok(TestUrlModel.Of(urls.Open(definitionId)));

    /// <summary>One address, below that of the server.</summary>
    private sealed record TestUrlModel(string Path, string DefinitionId, DateTimeOffset ExpiresAt, TestCall? Last)
    {
        public static TestUrlModel Of(TestUrl url) => new($"{HttpWorkflowsExtensions.TestPath}/{url.Token}", url.DefinitionId, url.ExpiresAt, url.Last);
    }
}
