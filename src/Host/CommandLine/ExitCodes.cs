namespace Transcribe.Workflows.Host.CommandLine;

/// <summary>What a command's end means to the script that called it.</summary>
internal static class ExitCodes
{
    /// <summary>It is done, and all is well.</summary>
    public const int Done = 0;

    /// <summary>The command did its work, and the result is bad: a run failed, a file has faults, a check found something.</summary>
    public const int Failed = 1;

    /// <summary>The command could not do its work: arguments, settings, no server, no such workflow.</summary>
    public const int CannotRun = 2;

    /// <summary>The run was cancelled.</summary>
    public const int Cancelled = 3;

    /// <summary>Somebody pressed Ctrl+C (128 + SIGINT, as shells count).</summary>
    public const int Interrupted = 130;
}
