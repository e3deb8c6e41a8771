using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Hashes a secret as an upstream server stores it, for its configuration. This server keeps its own hashes to itself, and stores none of these.</summary>
internal static class SecretHashEndpoints
{
    private const int SaltBytes = 32;
    private const int HashBytes = 32;
    private const int Iterations = 600_000;

    public static void MapSecretHash(this IEndpointRouteBuilder identity) => identity.MapPost("/secrets/hash", HashAsync).RequirePermission(Permission.ManageIdentity);

    private static async Task<IResult> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<HashRequest>(cancellationToken);
        if (string.IsNullOrEmpty(body.Secret))
            return Answers.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["secret"] = ["'secret' must not be empty."] });

        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Answers.Ok(new { HashedSecret = Hash(body.Secret, salt), Salt = Convert.ToBase64String(salt) });
    }

    /// <summary>The function, how often it was applied, and what came out, in one text.</summary>
    internal static string Hash(string secret, byte[] salt)
    {
        var hash = Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"pbkdf2-sha256${Iterations}${Convert.ToBase64String(hash)}"));
    }

    private sealed record HashRequest
    {
        public string? Secret { get; init; }
    }
}
