namespace Transcribe.Engine.Authoring;

/// <summary>
/// Decides where the state is committed beside the end of each burst and before tasks, which no strategy takes away. Hosts register their
/// own; a definition, an activity or <c>BurstOptions</c> chooses by class name (<c>commitStrategyName</c>).
/// </summary>
public interface ICommitStrategy
{
    /// <summary>Where to commit around an execution; it is asked before the activity runs, and of the root before each burst.</summary>
    CommitPoints PointsOf(ActivityExecutionContext context);
}

/// <summary>Where the state is committed.</summary>
[Flags]
public enum CommitPoints
{
    /// <summary>Nowhere else.</summary>
    None = 0,

    /// <summary>Before the activity runs.</summary>
    BeforeActivity = 1,

    /// <summary>After the activity has run.</summary>
    AfterActivity = 2,

    /// <summary>When a burst begins.</summary>
    BeforeBurst = 4,
}
