using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>How an activity with several inbound connections takes the tokens that come to it, in token mode.</summary>
public enum MergeMode
{
    /// <summary>As <see cref="Stream"/>.</summary>
    None,

    /// <summary>It runs for each arrival, but not while one of the activities just before it is still to run.</summary>
    Stream,

    /// <summary>It runs when something has come over every forward connection.</summary>
    Merge,

    /// <summary>It runs when something has come over every connection, also those of loops.</summary>
    Converge,

    /// <summary>It runs for the first arrival; those that come later are swallowed.</summary>
    Cascade,

    /// <summary>It runs for the first arrival, and what is still on the way is cancelled.</summary>
    Race,
}

/// <summary>Reads how an activity takes tokens.</summary>
internal static class MergeModes
{
    private const string Key = "mergeMode";

    /// <summary>A join's own mode, else the custom property <c>mergeMode</c>; letter case does not count.</summary>
    public static async ValueTask<MergeMode> OfAsync(IActivity activity, ActivityExecutionContext flow)
    {
        if (activity is FlowJoin join)
            return await join.ModeOfAsync(flow) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;

        return Enum.TryParse<MergeMode>(activity.CustomProperties.TryGetValue(Key, out var mode) ? mode?.ToString() : null, ignoreCase: true, out var parsed)
            ? parsed
            : MergeMode.None;
    }
}
