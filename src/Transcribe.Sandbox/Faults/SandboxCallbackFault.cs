namespace Transcribe.Sandbox;

/// <summary>What goes wrong with a callback.</summary>
public enum SandboxCallbackFaultKind
{
    /// <summary>It comes twice.</summary>
    Duplicate,

    /// <summary>It comes only after <see cref="SandboxCallbackFault.Delay"/>.</summary>
    Late,

    /// <summary>It never comes.</summary>
    Lost,

    /// <summary>Its signature was made with another secret.</summary>
    ForgedSignature,

    /// <summary>It is signed as if it were an hour old; only with <see cref="SandboxCallbackSigning.TimestampAndBody"/>.</summary>
    WrongTimestamp,
}

/// <summary>Something that goes wrong with the next callbacks' first attempt, on purpose.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record SandboxCallbackFault(SandboxCallbackFaultKind Kind)
{
    /// <summary>Callbacks that are harmed. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How late a <see cref="SandboxCallbackFaultKind.Late"/> one is. Default 30 seconds.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(30);
}
