using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Checks the signature of a request over the bytes of its body as they came.</summary>
internal static class SignatureCheck
{
    private const string StandardPrefix = "whsec_";
    private const int ChunkSize = 64 * 1024;

    // As all the schemes that sign a time recommend.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the secrets signed the body, lately where the scheme has a time. Each pair is compared in constant time.</summary>
    public static async Task<bool> IsSignedAsync(
        HttpRequest request, Stream body, SignatureScheme scheme, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var signatures = SignaturesOf(request, scheme);
        var timestamp = TimestampOf(request, scheme);
        if (signatures.Count == 0 || (scheme.HasTimestamp && !IsNear(timestamp, now)))
            return false;

        if (scheme.Content.Contains(SignatureScheme.Id, StringComparison.Ordinal) && request.Headers[SignatureScheme.StandardId] is not [{ Length: > 0 }])
            return false;

        var around = scheme.Content
            .Replace(SignatureScheme.Timestamp, timestamp, StringComparison.Ordinal)
            .Replace(SignatureScheme.Id, request.Headers[SignatureScheme.StandardId].ToString(), StringComparison.Ordinal)
            .Split(SignatureScheme.Body);
        var isSigned = false;
        foreach (var key in secrets.Select(secret => KeyOf(secret, scheme)).OfType<byte[]>())
        {
            body.Position = 0;
            var expected = await ComputeAsync(key, around, body, cancellationToken);
            foreach (var signature in signatures)
                isSigned |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return isSigned;
    }

    private static async Task<byte[]> ComputeAsync(byte[] key, string[] around, Stream body, CancellationToken cancellationToken)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(around[0]));
        var chunk = new byte[ChunkSize];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
            hmac.AppendData(chunk, 0, read);

        hmac.AppendData(Encoding.UTF8.GetBytes(around[^1]));
        return hmac.GetHashAndReset();
    }

    private static List<byte[]> SignaturesOf(HttpRequest request, SignatureScheme scheme) =>
        [.. PartsOf(request, scheme).Where(part => part.StartsWith(scheme.Prefix, StringComparison.Ordinal)).Select(part => Decode(part[scheme.Prefix.Length..], scheme)).OfType<byte[]>()];

    private static string[] PartsOf(HttpRequest request, SignatureScheme scheme)
    {
        var header = request.Headers[scheme.Header].ToString();
        return scheme.Separator is { } separator ? header.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [header];
    }

    // A second time would make it a question which one was signed.
    private static string? TimestampOf(HttpRequest request, SignatureScheme scheme)
    {
        if (scheme.TimestampHeader is { } header)
            return request.Headers[header] is [{ } text] ? text : null;

        return scheme.TimestampPrefix is { } prefix && PartsOf(request, scheme).Where(part => part.StartsWith(prefix, StringComparison.Ordinal)).ToArray() is [var only]
            ? only[prefix.Length..]
            : null;
    }

    private static bool IsNear(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    private static byte[]? Decode(string text, SignatureScheme scheme)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        return scheme.IsHex
            ? Convert.FromHexString(text, bytes, out _, out var fromHex) == System.Buffers.OperationStatus.Done && fromHex == bytes.Length ? bytes : null
            : Convert.TryFromBase64String(text, bytes, out var fromBase64) && fromBase64 == bytes.Length ? bytes : null;
    }

    private static byte[]? KeyOf(string secret, SignatureScheme scheme)
    {
        if (!scheme.HasBase64Key)
            return Encoding.UTF8.GetBytes(secret);

        var text = secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret[StandardPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0 ? key[..length] : null;
    }
}
