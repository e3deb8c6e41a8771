using System.Security.Claims;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Who calls: the claims of a principal, by upstream's names.</summary>
public static class CallerClaims
{
    internal const string Subject = "sub";
    internal const string Name = "name";
    internal const string Permissions = "permissions";
    internal const string Session = "sid";
    internal const string Kind = "token_use";
    internal const string User = "access";
    internal const string ApiKey = "api-key";

    /// <summary>Whether the caller has a permission.</summary>
    public static bool May(this ClaimsPrincipal caller, string permission) =>
        Permission.IsIn(caller.FindAll(Permissions).Select(claim => claim.Value), permission);

    /// <summary>A caller who is who the credentials say.</summary>
    internal static ClaimsPrincipal Create(string scheme, string kind, string id, string name, Grants grants, string? session = null)
    {
        var identity = new ClaimsIdentity(scheme, Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(Subject, id));
        identity.AddClaim(new Claim(Name, name));
        identity.AddClaim(new Claim(Kind, kind));
        identity.AddClaims(grants.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(grants.Permissions.Select(permission => new Claim(Permissions, permission)));
        if (session is not null)
            identity.AddClaim(new Claim(Session, session));
        return new ClaimsPrincipal(identity);
    }
}
