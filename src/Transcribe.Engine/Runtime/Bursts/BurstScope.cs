namespace Transcribe.Engine.Runtime;

/// <summary>
/// Whether the calling code runs inside a burst. A burst holds the lock of its instance, so what it sets off in other instances, or its
/// own, is handed over durably instead of being waited for: two instances that signal each other would wait for ever.
/// </summary>
internal static class BurstScope
{
    private static readonly AsyncLocal<bool> Inside = new();

    public static bool IsInside => Inside.Value;

    /// <summary>Refuses to wait for the burst of another instance.</summary>
    /// <exception cref="InvalidOperationException">An activity asks for it.</exception>
    public static void RefuseWaiting()
    {
        if (IsInside)
            throw new InvalidOperationException("An activity cannot wait for another instance to be resumed: they could wait for each other. Send a stimulus instead (IStimulusSender).");
    }

    /// <summary>Marks the calling flow; the mark ends with the asynchronous method that set it.</summary>
    public static void Enter() => Inside.Value = true;
}
