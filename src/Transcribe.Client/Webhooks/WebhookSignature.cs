using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Client.Webhooks;

/// <summary>A signature as its header says it.</summary>
internal sealed class WebhookSignature
{
    private const int Sha256HexLength = 64;
    private const string Sha256Prefix = "sha256=";

    private readonly List<byte[]> candidates = [];
    private string timestamp = string.Empty;

    /// <summary>The signed time; null for schemes without one.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>Reads the header; null when it is not written as the scheme says.</summary>
    public static WebhookSignature? Parse(string header, WebhookScheme scheme)
    {
        var signature = new WebhookSignature();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (scheme == WebhookScheme.Sha256OfBody && part.StartsWith(Sha256Prefix, StringComparison.OrdinalIgnoreCase))
                signature.Add(part[Sha256Prefix.Length..]);
            else if (scheme == WebhookScheme.TimestampedV1 && part.StartsWith("v1=", StringComparison.Ordinal))
                signature.Add(part[3..]);
            else if (scheme == WebhookScheme.TimestampedV1 && part.StartsWith("t=", StringComparison.Ordinal) && !signature.Stamp(part[2..]))
                return null;
        }

        var isComplete = signature.candidates.Count > 0 && (scheme == WebhookScheme.Sha256OfBody || signature.SignedAt is not null);
        return isComplete ? signature : null;
    }

    /// <summary>Whether one of the secrets gives one of the signatures; every pair is compared, each in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var found = false;
        foreach (var secret in secrets)
        {
            var expected = Compute(body, secret);
            foreach (var candidate in candidates)
                found |= CryptographicOperations.FixedTimeEquals(expected, candidate);
        }

        return found;
    }

    private byte[] Compute(ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        if (SignedAt is not null)
            hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));

        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private void Add(string hex)
    {
        if (hex.Length == Sha256HexLength && hex.All(char.IsAsciiHexDigit))
            candidates.Add(Convert.FromHexString(hex));
    }

    // A second time would make it a question which one was signed.
    private bool Stamp(string text)
    {
        if (SignedAt is not null || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return false;

        (timestamp, SignedAt) = (text, DateTimeOffset.FromUnixTimeSeconds(seconds));
        return true;
    }
}
