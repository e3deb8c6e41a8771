using Microsoft.AspNetCore.Authorization;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Runs;

/// <summary>
/// The link to a run's story: whoever was given it may follow it without signing in. An instance id alone opens nothing, because callers
/// may choose it and it stands in many places.
/// </summary>
internal static class RunLinks
{
    public const string Policy = "run-link";

    private const string Purpose = "run";
    private const string SignatureParameter = "key";

    /// <summary>Adds <c>getRunLink()</c> to the scripts of workflows, and lets the link's holders in.</summary>
    public static void AddRunLinks(this IServiceCollection services)
    {
        services.AddSingleton(_ => new JavaScriptOptions
        {
            Functions = { ["getRunLink"] = context => context.TryGetWorkflowExecutionContext(out var run) ? For(run.Id, context.GetRequiredService<LinkSigner>()) : null },
        });
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAssertion(MayFollow));
    }

    /// <summary>The path of a run's story with the key to it.</summary>
    internal static string For(string instanceId, LinkSigner signer) =>
        $"/runs/{Uri.EscapeDataString(instanceId)}?{SignatureParameter}={signer.Sign(Purpose, instanceId)}";

    private static bool MayFollow(AuthorizationHandlerContext context) =>
        context.User.May(Permission.ReadInstances)
        || (context.Resource is HttpContext http && http.Request.RouteValues["id"] is string id
            && http.RequestServices.GetRequiredService<LinkSigner>().IsSigned(Purpose, id, http.Request.Query[SignatureParameter]));
}
