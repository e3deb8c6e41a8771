using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>How Slack signs what it sends, version 0: HMAC-SHA-256 over the time and the body as it came.</summary>
internal static class SlackSignature
{
    private const string SignatureHeader = "X-Slack-Signature";
    private const string TimestampHeader = "X-Slack-Request-Timestamp";
    private const string Prefix = "v0=";

    // Slack's own advice.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether Slack signed this body with the secret, lately. Compared in constant time.</summary>
    public static bool IsSigned(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        // A second time would make it a question which one was signed.
        if (headers[TimestampHeader] is not [{ } timestamp] || headers[SignatureHeader] is not [{ } signature]
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        return (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(timestamp, body, secret)), Encoding.ASCII.GetBytes(signature));
    }

    /// <summary>The header's value.</summary>
    public static string Sign(string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
