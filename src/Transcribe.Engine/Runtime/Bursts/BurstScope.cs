namespace Transcribe.Engine.Runtime;

/// <summary>
/// Whether the calling code runs inside a burst. A burst holds the lock of its instance, so what it sets off in other instances, or its
/// own, is handed over durably instead of being waited for: two instances that signal each other would wait for ever.
/// </summary>
internal static class BurstScope
{
    private static readonly AsyncLocal<bool> Inside = new();

    public static bool IsInside => Inside.Value;

    /// <summary>Marks the calling flow; the mark ends with the asynchronous method that set it.</summary>
    public static void Enter() => Inside.Value = true;
}
