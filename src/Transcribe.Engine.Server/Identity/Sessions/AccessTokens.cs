using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Makes access tokens: JWTs with upstream's claims, signed with a key of this server.</summary>
internal sealed class AccessTokens(ServerSecret secret, IOptions<IdentityOptions> options, TimeProvider clock)
{
    private const string Issuer = "transcribe-workflows";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    private SymmetricSecurityKey Key => new(secret.KeyFor("access-tokens"));

    public string Create(string userId, string name, string sessionId, Grants grants)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + options.Value.AccessTokenLifetime,
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [CallerClaims.Subject] = userId,
                [CallerClaims.Name] = name,
                [CallerClaims.Session] = sessionId,
                ["token_use"] = "access",
                [ClaimTypes.Role] = ValueOf(grants.Roles),
                [CallerClaims.Permissions] = ValueOf(grants.Permissions),
            },
        });
    }

    // One is a text, several are a list, as upstream has it.
    private static object ValueOf(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : values;

    /// <summary>What a token must be to be believed.</summary>
    public TokenValidationParameters ToValidate() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKeyResolver = (_, _, _, _) => [Key],
        LifetimeValidator = (notBefore, expires, _, _) => clock.GetUtcNow().UtcDateTime is var now && notBefore <= now && now < expires,
        NameClaimType = CallerClaims.Name,
        RoleClaimType = ClaimTypes.Role,
    };
}
