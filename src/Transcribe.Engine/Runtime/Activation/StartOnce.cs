using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Engine.Runtime;

/// <summary>Makes a start happen once for a key, such as a sender's id of a delivery.</summary>
/// <param name="Key">What is to start once; any text. Only its digest is kept.</param>
/// <param name="Window">How long the key starts nothing else; more than zero.</param>
public sealed record StartOnce(string Key, TimeSpan Window)
{
    private const int IdDigits = 32;

    /// <summary>What stands for the key in the database.</summary>
    internal string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    // After a crash before the first commit the same delivery gets the same id, and with it what its activities called finds the same keys.
    internal string InstanceId => Hash[..IdDigits];
}

/// <summary>What was to start once has been started already; nothing was begun.</summary>
public sealed class StartedAlreadyException(string workflowInstanceId) : Exception($"It was started already, as the instance '{workflowInstanceId}'.")
{
    /// <summary>The instance that was started.</summary>
    public string WorkflowInstanceId { get; } = workflowInstanceId;
}
