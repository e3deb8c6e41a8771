namespace Transcribe.Engine.Authoring;

/// <summary>Properties that say of a run what it is.</summary>
public static class RunProperties
{
    /// <summary>That it is a test, and of which kind: a <see cref="TestMode"/> by name.</summary>
    public const string Test = "Test";

    /// <summary>The run that it replays.</summary>
    public const string ReplayOf = "ReplayOf";

    /// <summary>The step from which on it executes, as people know it.</summary>
    public const string ReplayFrom = "ReplayFrom";
}
