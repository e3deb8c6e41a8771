using Microsoft.AspNetCore.Authorization;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Runs;

/// <summary>
/// The link to a run's story: whoever was given it may follow it without signing in. An instance id alone opens nothing, because callers
/// may choose it and it stands in many places. A workflow makes such a link; the one that the server gives to callers by itself leads to where
/// the run stands only, because its author has not decided that they see more.
/// </summary>
internal static class RunLinks
{
    public const string Policy = "run-link";

    private const string Purpose = "run";
    private const string StatusPurpose = "run-status";
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
    internal static string For(string instanceId, LinkSigner signer) => PathOf(instanceId, signer, Purpose);

    /// <summary>The path at which a run says where it stands, with the key to it.</summary>
    internal static string ForStatus(string instanceId, LinkSigner signer) => PathOf(instanceId, signer, StatusPurpose);

    /// <summary>Whether whoever asks may hear the whole story.</summary>
    internal static bool MayHearAll(HttpContext http) => http.User.May(Permission.ReadInstances) || IsSigned(http, Purpose);

    private static string PathOf(string instanceId, LinkSigner signer, string purpose) =>
        $"/runs/{Uri.EscapeDataString(instanceId)}?{SignatureParameter}={signer.Sign(purpose, instanceId)}";

    private static bool MayFollow(AuthorizationHandlerContext context) =>
        context.User.May(Permission.ReadInstances)
        || (context.Resource is HttpContext http && (IsSigned(http, Purpose) || IsSigned(http, StatusPurpose)));

    private static bool IsSigned(HttpContext http, string purpose) =>
        http.Request.RouteValues["id"] is string id
        && http.RequestServices.GetRequiredService<LinkSigner>().IsSigned(purpose, id, http.Request.Query[SignatureParameter]);
}
