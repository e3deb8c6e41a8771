namespace Transcribe.Client.Tests.Server;

internal static class TaskExtensions
{
    /// <summary>The task's outcome, or a failed test instead of one that hangs.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Eventually.DefaultPatience, TestContext.Current.CancellationToken);
}
