using System.Security.Cryptography;

namespace Transcribe.Engine.Execution;

/// <summary>Ids of instances, executions and bookmarks: 16 hexadecimal digits from the system's random source.</summary>
public static class Identity
{
    /// <summary>A new id.</summary>
    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
