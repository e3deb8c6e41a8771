using System.Security.Cryptography;

namespace Transcribe.Engine.Execution;

/// <summary>Ids. Those of instances and bookmarks are 16 hexadecimal digits from the system's random source.</summary>
public static class Identity
{
    /// <summary>A new id.</summary>
    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
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
