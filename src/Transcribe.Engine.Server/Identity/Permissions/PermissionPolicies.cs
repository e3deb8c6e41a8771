using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Policies by name, for endpoints here and for the <c>Policy</c> of HTTP endpoints in workflows: a permission such as
/// <c>exec:workflow-definitions</c>, or else a role. Administrators meet each; a name that nobody has is met by nobody else.
/// </summary>
internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        await base.GetPolicyAsync(policyName)
        ?? new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.May(policyName) || context.User.IsInRole(policyName))
            .Build();
}
