using System.Globalization;
using System.Security.Cryptography;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Ids. Those of instances and bookmarks are 24 hexadecimal digits: 11 of the moment in milliseconds, 13 from the system's random source.
/// So rows of one time lie together in the store, however many others it holds.
/// </summary>
public static class Identity
{
    private const int MomentDigits = 11;
    private const int RandomDigits = 13;

    /// <summary>A new id.</summary>
    public static string NewId()
    {
        Span<char> digits = stackalloc char[MomentDigits + RandomDigits];
        TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().TryFormat(digits, out _, "x11", CultureInfo.InvariantCulture);
        RandomNumberGenerator.GetHexString(digits[MomentDigits..], lowercase: true);
        return new string(digits);
    }

    /// <summary>
    /// A new id of an execution: its instance's id, a dash and 12 hexadecimal digits. So whoever has only the execution's id finds its
    /// instance, and the store needs no index for it, which would cost each burst more than anything else that it writes.
    /// </summary>
    public static string NewExecutionId(string instanceId)
    {
        Span<byte> bytes = stackalloc byte[6];
        RandomNumberGenerator.Fill(bytes);
        return $"{instanceId}-{Convert.ToHexStringLower(bytes)}";
    }

    /// <summary>The instance of an execution; null: the id was not made here.</summary>
    public static string? InstanceOf(string executionId) =>
        executionId.LastIndexOf('-') is > 0 and var dash ? executionId[..dash] : null;
}
