using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Random secrets that are given out once and kept as hashes.</summary>
internal static class Tokens
{
    private const int SecretBytes = 32;
    private const int IdBytes = 12;

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Compares without telling by the time it takes how much is right.</summary>
    public static bool Matches(string token, string? hash) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(token)), Encoding.ASCII.GetBytes(hash));
}
