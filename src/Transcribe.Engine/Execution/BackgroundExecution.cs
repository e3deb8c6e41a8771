using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Activities that run in the background: jobs always, tasks when their author or the definition says so. They wait at a bookmark that is
/// due at once, so the burst and its caller go on, and run in a burst of their own; after a crash the bookmark still stands.
/// </summary>
internal static class BackgroundExecution
{
    /// <summary>The name of the bookmark, as upstream has it.</summary>
    public const string BookmarkName = "BackgroundActivity";

    /// <summary>Whether an activity runs in the background where somebody is there to resume it.</summary>
    public static bool IsFor(IActivity activity, ActivityDescriptor descriptor) => descriptor.Kind switch
    {
        ActivityKind.Job => true,
        ActivityKind.Task => (activity as Activity)?.RunAsynchronously ?? descriptor.RunAsynchronously,
        _ => false,
    };
}
