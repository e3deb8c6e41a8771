namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>How much a finding matters.</summary>
internal enum FindingLevel
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work, or is open to others.</summary>
    Error,
}

/// <summary>What a check found.</summary>
/// <param name="Area">What was looked at.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">What is so, and what to do.</param>
internal sealed record Finding(string Area, FindingLevel Level, string Message)
{
    public static Finding Good(string area, string message) => new(area, FindingLevel.Good, message);

    public static Finding Note(string area, string message) => new(area, FindingLevel.Note, message);

    public static Finding Warning(string area, string message) => new(area, FindingLevel.Warning, message);

    public static Finding Error(string area, string message) => new(area, FindingLevel.Error, message);
}
