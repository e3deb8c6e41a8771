using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Sandbox.Webhooks;

/// <summary>Signs a callback's body as the options say.</summary>
internal sealed class CallbackSigner(SandboxOptions options)
{
    public static string NewSecret() => $"whsec_{RandomNumberGenerator.GetHexString(40, lowercase: true)}";

    public string Sign(byte[] body, string secret, DateTimeOffset time)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        if (options.CallbackSigning == SandboxCallbackSigning.Body)
            return $"sha256={Hex(key, body)}";

        var stamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={stamp},v1={Hex(key, [.. Encoding.ASCII.GetBytes(stamp + "."), .. body])}";
    }

    private static string Hex(byte[] key, byte[] data) => Convert.ToHexStringLower(HMACSHA256.HashData(key, data));
}
