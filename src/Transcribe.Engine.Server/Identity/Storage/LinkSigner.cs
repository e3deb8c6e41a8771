using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Signs what a link shows, so that whoever was given the link may follow it without signing in, and nobody can make one up.</summary>
public sealed class LinkSigner
{
    private const int SignatureBytes = 16;

    private readonly ServerSecret _secret;

    internal LinkSigner(ServerSecret secret) => _secret = secret;

    /// <summary>The signature of something, 22 characters that need no escaping in a URL.</summary>
    /// <param name="purpose">What the link is for; a signature for one purpose is none for another.</param>
    /// <param name="value">What the link shows.</param>
    public string Sign(string purpose, string value) => Base64Url.EncodeToString(Compute(purpose, value));

    /// <summary>Whether a signature is the one that <see cref="Sign"/> gives.</summary>
    public bool IsSigned(string purpose, string value, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(purpose, value)));

    private byte[] Compute(string purpose, string value) =>
        HMACSHA256.HashData(_secret.KeyFor($"link:{purpose}"), Encoding.UTF8.GetBytes(value))[..SignatureBytes];
}
