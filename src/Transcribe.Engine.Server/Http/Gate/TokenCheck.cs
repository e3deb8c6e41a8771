using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Transcribe.Engine.Server.Http;

/// <summary>Checks JWTs (RFC 7519) against keys: shared ones of at least 32 bytes, or public ones in PEM.</summary>
internal static class TokenCheck
{
    private const string Pem = "-----BEGIN";
    private const int MinSharedBytes = 32;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly string[] Shared = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];
    private static readonly string[] Rsa = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256];
    private static readonly string[] Curve = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    /// <summary>Whether one of the keys signed the token, for this endpoint, and it has not expired; one that never expires is not taken.</summary>
    public static async Task<bool> IsValidAsync(string token, EndpointRules rules, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        foreach (var (key, algorithms) in secrets.Select(KeyOf).OfType<(SecurityKey, string[])>())
        {
            var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKey = key,

                // By the kind of the key, never by what the token says: a public key must not be taken for a shared one.
                ValidAlgorithms = algorithms,
                ValidateIssuer = rules.Issuer is not null,
                ValidIssuer = rules.Issuer,
                ValidateAudience = rules.Audience is not null,
                ValidAudience = rules.Audience,
                LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && end + Skew > now.UtcDateTime && (notBefore is not { } start || start - Skew <= now.UtcDateTime),
            });
            if (result.IsValid)
                return true;
        }

        return false;
    }

    private static (SecurityKey, string[])? KeyOf(string secret)
    {
        if (!secret.TrimStart().StartsWith(Pem, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(secret) is { Length: >= MinSharedBytes } bytes ? (new SymmetricSecurityKey(bytes), Shared) : null;

        return TryRead(() =>
        {
            var key = RSA.Create();
            key.ImportFromPem(secret);
            return (new RsaSecurityKey(key), Rsa);
        }) ?? TryRead(() =>
        {
            var key = ECDsa.Create();
            key.ImportFromPem(secret);
            return (new ECDsaSecurityKey(key), Curve);
        });
    }

    private static (SecurityKey, string[])? TryRead(Func<(SecurityKey, string[])> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
